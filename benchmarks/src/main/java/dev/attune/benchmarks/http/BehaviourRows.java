package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.load.Scripts;
import dev.attune.benchmarks.report.Budget;
import dev.attune.benchmarks.report.Reference;
import dev.attune.benchmarks.report.Row;
import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.benchmarks.shop.Histories;
import dev.attune.benchmarks.shop.People;
import java.io.IOException;
import java.util.List;

/// Fetches for people with and without events, under a rule that looks at all events of a week or a
/// month.
final class BehaviourRows {
  private static final List<String> KEYS = List.of(ExperienceNames.FOR_ALL);
  private static final int SAMPLE = 20;
  private static final int WEEK = 7;
  private static final int MONTH = 30;

  private final Stage stage;
  private final ServerProcess server;

  BehaviourRows(Stage stage, ServerProcess server) {
    this.stage = stage;
    this.server = server;
  }

  void measure() throws IOException, InterruptedException {
    publish(MONTH);
    for (var group : Histories.SAW_IT) {
      for (int number = group.from(); number < group.to(); number++) {
        check(number, false);
      }
    }
    double without = measure(Histories.NONE, "", Double.NaN, Budget.NONE);
    measure(Histories.TWENTY, "", without, new Budget.RatioAtMost(1.25));
    measure(Histories.THOUSAND, ", of 30 days", without, new Budget.RatioAtMost(2));
    publish(WEEK);
    measure(Histories.THOUSAND, ", of 7 days", without, new Budget.RatioAtMost(2));
  }

  private void publish(int days) throws IOException, InterruptedException {
    stage.progress.accept("publishing a rule on the behaviour of " + days + " days");
    stage.caller.publishBehaviour(server.base(), days);
  }

  /// @param without processor time of a fetch for somebody without events, in microseconds
  /// @return that of one for somebody of this group
  private double measure(Histories.Group group, String window, double without, Budget budget)
      throws IOException, InterruptedException {
    var what = "fetch, 1 rule on behaviour" + window + ", " + group.name();
    stage.progress.accept(what);
    byte[] answer = {};
    for (int i = 0; i < SAMPLE; i++) {
      int number = group.from() + i * (group.to() - group.from()) / SAMPLE;
      answer = check(number, true);
    }
    stage.load(server, Scripts.FETCH, script(group, 0), stage.pace.paced());
    var duel = stage.duel(server, Scripts.FETCH, script(group, 0), new String(answer, UTF_8));
    stage.addRequests(what, duel, Budget.NONE);
    double micros = duel.median().serverMicros();
    if (!Double.isNaN(without)) {
      var reference = new Reference(Histories.NONE.name(), without);
      stage.add(new Row("    beside " + Histories.NONE.name(), micros, "µs", budget, reference));
    }
    stage.addHalfRate(server, Scripts.FETCH, duel, pause -> script(group, pause));
    return micros;
  }

  private String script(Histories.Group group, long pauseMillis) {
    return Scripts.fetch(
        Caller.endpoint(server.base()), group.from(), group.to(), KEYS, pauseMillis);
  }

  private byte[] check(int number, boolean served) throws IOException, InterruptedException {
    var answer = stage.caller.fetch(server.base(), People.customerId(number), KEYS);
    if (Answers.served(answer).isEmpty() == served) {
      throw new IOException(
          "person %d is %s be served, the server answers %s"
              .formatted(number, served ? "to" : "not to", new String(answer, UTF_8)));
    }
    return answer;
  }
}
