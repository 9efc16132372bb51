package dev.attune.acceptance;

import static dev.attune.acceptance.ReportShop.ORDER;
import static dev.attune.acceptance.ReportShop.SEPTEMBER;
import static dev.attune.acceptance.ReportShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.acceptance.Recount.Asked;
import dev.attune.acceptance.Recount.Happened;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reports of a server that is killed while it counts, and reports that are counted anew.
@OnAttune
final class RebuildReportsTest {
  private static final int PEOPLE = 150;
  private static final int EVENTS = 2_000;
  private static final int MANY_EVENTS = 6_000;
  private static final int MOST_ELEMENTS = 100; // of a request
  private static final int KILLS = 3;
  private static final int SENDERS = 3;

  private static Ended rebuild(Workspace shop, Path folder) throws Exception {
    return Ended.of(shop.command(folder, "rebuild-reports"));
  }

  /// All that may be asked, as it is answered.
  private static Map<String, String> answers(Workspace shop) {
    var answers = new LinkedHashMap<String, String>();
    for (var attribution : List.of("", "view_through", "click_through", "in_session")) {
      for (var interval : List.of("hour", "day", "week", "month")) {
        var query = asked(interval, attribution).query();
        answers.put(query, shop.reportAnswer(History.KEY, query).hasStatus(200).body());
        answers.put("table " + query, new ReportShop(shop).table(query).hasStatus(200).body());
      }
    }
    return answers;
  }

  private static Asked asked(String interval, String attribution) {
    return new Asked(
        History.FIRST.plusDays(1),
        History.FIRST.plusDays(History.DAYS + 2L),
        interval,
        attribution);
  }

  @Test
  @Requirement({"REP-6", "REP-14"})
  void afterKillsAndRetriesEveryCountIsThatOfARecountAndARebuildChangesNoByte(@TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("RebuildReportsTest: seed " + seed);
    var random = new Random(seed);
    var history = new History(random, PEOPLE, EVENTS);
    var attune = Attune.start(folder);
    try {
      var shop = Workspace.create(attune, History.SHOP);
      var left = new ConcurrentLinkedQueue<>(history.chunks);
      for (int kill = 0; kill < KILLS; kill++) {
        int answers = 1 + random.nextInt(history.chunks.size() / (2 * KILLS));
        sendUntil(shop.on(attune), left, answers, attune);
        attune = attune.again();
      }
      assertThat(left).as("killed in the middle, seed %d", seed).isNotEmpty();

      var again = new ArrayList<>(history.chunks);
      Collections.shuffle(again, random);
      shop = shop.on(attune);
      for (var chunk : again) {
        History.send(shop, chunk);
      }

      for (var attribution : List.of("", "view_through", "click_through", "in_session")) {
        var asked = asked("hour", attribution);
        var said = withoutDuplicates(Recount.of(shop.report(History.KEY, asked.query())));
        var expected = withoutDuplicates(history.recount().of(asked));
        assertThat(Recount.differences(expected, said)).as("%s, seed %d", asked, seed).isEmpty();
      }
      var before = answers(shop);
      var ended = rebuild(shop, folder);
      assertThat(ended.output()).contains("counted ");
      assertThat(ended.code()).isZero();
      assertThat(answers(shop)).as("seed %d", seed).isEqualTo(before);
    } finally {
      attune.close();
    }
  }

  /// Who sends cannot know what was stored of a request that was not answered.
  private static SortedMap<String, String> withoutDuplicates(SortedMap<String, String> figures) {
    assertThat(figures.remove("duplicate_events")).isNotNull();
    return figures;
  }

  /// Sends from several threads, kills the server after some answers, and waits until all have seen
  /// that it is gone.
  private static void sendUntil(
      Workspace shop, Queue<List<Happened>> left, int answers, Attune attune) throws Exception {
    var enough = new CountDownLatch(answers);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < SENDERS; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (var chunk = left.poll(); chunk != null; chunk = left.poll()) {
                    History.send(shop, chunk);
                    enough.countDown();
                  }
                } catch (IOException gone) {
                  // What was under way is sent again at the end, with all the rest.
                }
              }));
    }
    assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
    attune.kill();
    for (var thread : threads) {
      thread.join(60_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  @Requirement("REP-14")
  void aRebuildChangesNothingAfterMergesAndErasures(@TempDir Path folder, Attune attune)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("RebuildReportsTest: seed " + seed);
    var shop = Workspace.create(attune, History.SHOP);
    var history = new History(new Random(seed), 30, 400);
    for (var chunk : history.chunks) {
      History.send(shop, chunk);
    }
    shop.sendData(
            "customer/merge?app_id=" + shop.id(),
            "{\"merge_data\":[{\"merged_user\":\"person-1\",\"retained_user\":\"person-2\"}]}")
        .hasStatus(200);
    Caller.send(shop.admin("/profiles/person-3").DELETE()).hasStatus(204);
    var before = answers(shop);

    assertThat(rebuild(shop, folder).code()).isZero();

    assertThat(answers(shop)).as("seed %d", seed).isEqualTo(before);
  }

  @Test
  @Requirement({"REP-6", "REP-14"})
  void whatComesInDuringARebuildIsCounted(@TempDir Path folder, Attune attune) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("RebuildReportsTest: seed " + seed);
    var shop = Workspace.create(attune, History.SHOP);
    var history = new History(new Random(seed), PEOPLE, EVENTS);
    int half = history.chunks.size() / 2;
    for (var chunk : history.chunks.subList(0, half)) {
      History.send(shop, chunk);
    }

    var rebuilding = shop.command(folder, "rebuild-reports");
    for (var chunk : history.chunks.subList(half, history.chunks.size())) {
      History.send(shop, chunk);
    }

    assertThat(Ended.of(rebuilding).code()).isZero();
    var asked = asked("hour", "");
    var said = Recount.of(shop.report(History.KEY, asked.query()));
    assertThat(Recount.differences(history.recount().of(asked), said))
        .as("seed %d", seed)
        .isEmpty();
  }

  @Test
  @Requirement("REP-14")
  void aRebuildThatIsKilledHasChangedNothingOrAllAndCanBeRunAgain(@TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("RebuildReportsTest: seed " + seed);
    var history = new History(new Random(seed), PEOPLE, MANY_EVENTS);
    var attune = Attune.start(folder);
    try {
      var shop = Workspace.create(attune, History.SHOP);
      for (int from = 0; from < history.sent.size(); from += MOST_ELEMENTS) {
        int to = Math.min(history.sent.size(), from + MOST_ELEMENTS);
        History.send(shop, history.sent.subList(from, to));
      }
      shop.put(History.SHOP.replace("Asia/Kolkata", "UTC")); // so that a rebuild can be seen
      var before = answers(shop);
      var afterKills = new ArrayList<Map<String, String>>();
      int brokenOff = 0;
      for (int kill = 1; kill <= 2; kill++) {
        brokenOff += killedAfter(kill, shop, folder).code() == 0 ? 0 : 1;
        attune = attune.again();
        shop = shop.on(attune);
        afterKills.add(answers(shop));
      }
      assertThat(brokenOff).as("killed in the middle").isPositive();

      assertThat(rebuild(shop, folder).code()).isZero();

      var rebuilt = answers(shop);
      assertThat(afterKills)
          .as("seed %d", seed)
          .allSatisfy(answers -> assertThat(answers).isIn(before, rebuilt));
      var asked = asked("hour", "");
      var recount =
          new Recount(ZoneOffset.UTC, History.ARMS, History.GOALS, history.sent, person -> person);
      var said = withoutDuplicates(Recount.of(shop.report(History.KEY, asked.query())));
      assertThat(Recount.differences(withoutDuplicates(recount.of(asked)), said))
          .as("seed %d", seed)
          .isEmpty();
    } finally {
      attune.close();
    }
  }

  /// Begins a rebuild and kills the server when it has told so often how far it is.
  private static Ended killedAfter(int lines, Workspace shop, Path folder) throws Exception {
    var rebuilding = shop.command(folder, "rebuild-reports");
    var output = rebuilding.inputReader(StandardCharsets.UTF_8);
    for (int line = 0; line < lines; line++) {
      assertThat(output.readLine()).contains("events");
    }
    shop.attune().kill();
    return new Ended(rebuilding.waitFor(), output.readAllAsString());
  }

  @Test
  @Requirement("REP-14")
  void aRebuildCountsByTheGoalsOfNow(@TempDir Path folder, Attune attune) throws Exception {
    var shop = ReportShop.create(attune);
    shop.shown("ann", "1", at(10, "09:00:00"));
    shop.ordered("ann", at(10, "10:00:00"), "30");
    shop.workspace().put(ReportShop.document("", ORDER));
    shop.ordered("ann", at(10, "11:00:00"), "30");
    assertThat(shop.conversions("1", "view_through"))
        .as("a goal counts from when it is published")
        .isEqualTo(1);

    assertThat(rebuild(shop.workspace(), folder).code()).isZero();

    assertThat(shop.conversions("1", "view_through")).isEqualTo(2);
  }

  @Test
  @Requirement("REP-14")
  void daysAreThoseOfTheTimeZoneOfTheLastRebuild(@TempDir Path folder, Attune attune)
      throws Exception {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "01:00:00")); // the 9th in UTC
    shop.workspace().put(ReportShop.document("", ORDER).replace("Asia/Kolkata", "UTC"));
    var before = shop.report(SEPTEMBER);
    assertThat(before.required("time_zone").asString()).isEqualTo("Asia/Kolkata");
    assertThat(before.at("/series/0/at").asString()).isEqualTo("2024-09-10T00:00:00+05:30");

    assertThat(rebuild(shop.workspace(), folder).code()).isZero();

    var after = shop.report(SEPTEMBER);
    assertThat(after.required("time_zone").asString()).isEqualTo("UTC");
    assertThat(after.at("/series/0/at").asString()).isEqualTo("2024-09-09T00:00:00Z");
  }

  @Test
  @Requirement("REP-14")
  void aWorkspaceThatIsNotThereCannotBeRebuilt(@TempDir Path folder, Attune attune)
      throws Exception {
    var ended = rebuild(new Workspace(attune, "NOBODY"), folder);

    assertThat(ended.output()).contains("NOBODY");
    assertThat(ended.code()).isEqualTo(1);
  }
}
