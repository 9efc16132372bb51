package dev.attune.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.acceptance.Recount.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Reports of a random history, held against a slow recount of it.
@OnAttune
final class ReportHistoryTest {
  private static final int PEOPLE = 24;
  private static final int EVENTS = 500;
  private static final List<String> ATTRIBUTIONS =
      List.of("", "view_through", "click_through", "in_session");

  @Test
  @Requirement({"REP-2", "REP-3", "REP-4", "REP-5", "REP-7", "REP-8"})
  void everyCountIsThatOfASlowRecount(Attune attune) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("ReportHistoryTest: seed " + seed);
    var random = new Random(seed);
    var shop = Workspace.create(attune, History.SHOP);
    var history = new History(random, PEOPLE, EVENTS);

    for (var chunk : history.chunks) {
      History.send(shop, chunk);
    }

    assertCounted(shop, history.recount(), periods(random), seed);
  }

  @Test
  @Requirement({"REP-6", "REP-8"})
  void peopleWhoMergeOnTheWayAreOneFromTheBeginning(Attune attune) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("ReportHistoryTest: seed " + seed);
    var random = new Random(seed);
    var shop = Workspace.create(attune, History.SHOP);
    var history = new History(random, PEOPLE, EVENTS);
    var retained = new HashMap<String, String>();

    for (var chunk : history.chunks) {
      History.send(shop, chunk);
      int pair = random.nextInt(2 * PEOPLE);
      if (pair < PEOPLE / 4) {
        var merged = History.person(2 * pair);
        retained.put(merged, History.person(2 * pair + 1));
        shop.sendData(
                "customer/merge?app_id=" + shop.id(),
                "{\"merge_data\":[{\"merged_user\":\"%s\",\"retained_user\":\"%s\"}]}"
                    .formatted(merged, retained.get(merged)))
            .hasStatus(200);
      }
    }

    assertThat(retained).as("seed %d", seed).isNotEmpty();
    var recount =
        new Recount(
            History.ZONE,
            History.ARMS,
            History.GOALS,
            history.sent,
            person -> retained.getOrDefault(person, person));
    assertCounted(shop, recount, periods(random), seed);
  }

  /// All of it, and parts that begin and end in the middle.
  private static List<Asked> periods(Random random) {
    var all = new ArrayList<Asked>();
    for (var attribution : ATTRIBUTIONS) {
      for (var interval : List.of("hour", "day", "week", "month")) {
        var from = History.FIRST.plusDays(random.nextInt(History.DAYS));
        var to = from.plusDays(1 + random.nextInt(History.DAYS));
        all.add(new Asked(from, to, interval, attribution));
      }
      all.add(
          new Asked(
              History.FIRST.minusDays(1),
              History.FIRST.plusDays(History.DAYS + 4L),
              "day",
              attribution));
    }
    return all;
  }

  private static void assertCounted(
      Workspace shop, Recount recount, List<Asked> periods, long seed) {
    for (var asked : periods) {
      var said = Recount.of(shop.report(History.KEY, asked.query()));
      assertThat(Recount.differences(recount.of(asked), said))
          .as("%s, seed %d", asked, seed)
          .isEmpty();
    }
  }
}
