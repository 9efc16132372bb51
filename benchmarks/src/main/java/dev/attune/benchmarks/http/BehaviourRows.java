package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.load.Duel;
import dev.attune.benchmarks.load.Scripts;
import dev.attune.benchmarks.report.Budget;
import dev.attune.benchmarks.report.Reference;
import dev.attune.benchmarks.report.Row;
import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.benchmarks.shop.Histories;
import dev.attune.benchmarks.shop.Histories.Group;
import dev.attune.benchmarks.shop.People;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Fetches for people with and without events, under a rule that looks at all events of a month, or
/// of a week. All take turns with nginx, so that they can be held against one another.
final class BehaviourRows {
  private static final int SAMPLE = 20;

  /// How far back each experience looks.
  private static final List<Integer> DAYS = List.of(30, 7);

  /// @param experience its place in [#DAYS]
  private record Kind(String what, Group group, int experience, Budget budget) {
    List<String> keys() {
      return List.of(ExperienceNames.key(experience));
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("a rule on 30 days, no events", Histories.NONE, 0, Budget.NONE),
          new Kind(
              "a rule on 30 days, 20 events", Histories.TWENTY, 0, new Budget.RatioAtMost(1.25)),
          new Kind(
              "a rule on 30 days, 1,000 events", Histories.THOUSAND, 0, new Budget.RatioAtMost(2)),
          new Kind(
              "a rule on 7 days, 1,000 events", Histories.THOUSAND, 1, new Budget.RatioAtMost(2)));

  private final Stage stage;
  private final ServerProcess server;

  BehaviourRows(Stage stage, ServerProcess server) {
    this.stage = stage;
    this.server = server;
  }

  void measure() throws IOException, InterruptedException {
    stage.progress.accept("publishing rules on behaviour");
    stage.caller.publishBehaviour(server.base(), DAYS);
    var answer = check();
    var scripts = new ArrayList<String>();
    for (var kind : KINDS) {
      stage.progress.accept("warming up " + kind.what());
      scripts.add(script(kind, 0));
      stage.load(server, Scripts.FETCH, scripts.getLast(), stage.pace.longTurn());
    }
    stage.progress.accept("fetch under rules on behaviour");
    var turns = stage.turns(server, Scripts.FETCH, scripts, new String(answer, UTF_8));
    for (int i = 0; i < KINDS.size(); i++) {
      add(KINDS.get(i), Duel.between(turns, i, KINDS.size()), Duel.between(turns, i, 0));
    }
  }

  /// @param beside the same in turns with the first kind
  private void add(Kind kind, Duel besideNginx, Duel beside)
      throws IOException, InterruptedException {
    stage.addRequests("fetch, " + kind.what(), besideNginx, Budget.NONE);
    if (kind.budget() instanceof Budget.RatioAtMost) {
      var round = beside.medianByMicros();
      var reference = new Reference(Histories.NONE.name(), round.referenceMicros());
      stage.add(
          new Row(
              "    beside " + Histories.NONE.name(),
              round.serverMicros(),
              "µs",
              kind.budget(),
              reference));
    }
    if (kind.experience() == 0) {
      stage.addHalfRate(server, Scripts.FETCH, besideNginx, pause -> script(kind, pause));
    }
  }

  private String script(Kind kind, long pauseMillis) {
    var group = kind.group();
    return Scripts.fetch(
        Caller.endpoint(server.base()), group.from(), group.to(), kind.keys(), pauseMillis);
  }

  /// Whether those are served who are to be: a fast wrong answer is not measured.
  ///
  /// @return one of the answers
  private byte[] check() throws IOException, InterruptedException {
    byte[] answer = {};
    for (var kind : KINDS) {
      var group = kind.group();
      for (int i = 0; i < SAMPLE; i++) {
        answer = fetch(group.from() + i * (group.to() - group.from()) / SAMPLE, kind.keys(), true);
      }
    }
    for (var group : Histories.SAW_IT) {
      for (int number = group.from(); number < group.to(); number++) {
        for (int experience = 0; experience < DAYS.size(); experience++) {
          boolean longAgo = Histories.SAW_IT_AGO.toDays() > DAYS.get(experience);
          fetch(number, List.of(ExperienceNames.key(experience)), longAgo);
        }
      }
    }
    return answer;
  }

  private byte[] fetch(int number, List<String> keys, boolean served)
      throws IOException, InterruptedException {
    var answer = stage.caller.fetch(server.base(), People.customerId(number), keys);
    if (Answers.served(answer).isEmpty() == served) {
      throw new IOException(
          "person %d is %s be served %s, the server answers %s"
              .formatted(number, served ? "to" : "not to", keys, new String(answer, UTF_8)));
    }
    return answer;
  }
}
