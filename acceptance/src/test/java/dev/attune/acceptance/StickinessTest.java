package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.experiences;
import static dev.attune.acceptance.Documents.split;
import static dev.attune.acceptance.EventsJson.request;
import static dev.attune.acceptance.EventsJson.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What changes for whom when weights change, on one server and on two.
@OnAttune
final class StickinessTest {
  private static final int PEOPLE = 400;
  private static final List<String> IDS =
      IntStream.range(0, PEOPLE).mapToObj(i -> "person-" + i).toList();

  /// The hash is keyed by the salt, so that the same people move in every run.
  private static String banner(int first, int second) {
    return experiences(split("banner", "status: active, salt: frozen", first, second));
  }

  private static Map<String, String> variations(Workspace shop) {
    var all = new HashMap<String, String>();
    IDS.forEach(id -> all.put(id, shop.variation("banner", id)));
    return all;
  }

  private static boolean wasShown(String id) {
    return Integer.parseInt(id.substring("person-".length())) % 2 == 0;
  }

  @Test
  void whoWasShownAVariationKeepsItAndTheOthersMoveMinimally(Attune attune) {
    var shop = Workspace.create(attune, banner(50, 50));
    var before = variations(shop);
    var cid = shop.cid("banner");
    var elements =
        IDS.stream()
            .filter(StickinessTest::wasShown)
            .map(id -> shown(id, cid.replaceAll("_AB_[12]_", "_AB_" + before.get(id) + "_")))
            .toList();
    for (int from = 0; from < elements.size(); from += 100) {
      shop.events(request(elements.subList(from, from + 100).toArray(String[]::new)))
          .hasStatus(200);
    }
    assertThat(variations(shop)).as("an exposure changes nothing by itself").isEqualTo(before);

    shop.put(banner(80, 20));

    var after = variations(shop);
    var moved = new ArrayList<String>();
    for (var id : IDS) {
      if (!Objects.equals(after.get(id), before.get(id))) {
        moved.add(id);
        assertThat(wasShown(id)).as("%s was shown %s", id, before.get(id)).isFalse();
        assertThat(after.get(id)).as("only into the variation that grew").isEqualTo("1");
      }
    }
    // 30 % of the 200 who were shown nothing: 60, give or take five standard deviations.
    assertThat(moved).hasSizeBetween(28, 92);

    shop.put(banner(50, 50));
    var back = variations(shop);
    for (var id : IDS) {
      if (wasShown(id)) {
        assertThat(back.get(id)).isEqualTo(before.get(id));
      }
    }
  }

  @Test
  void aVariationThatIsNotServedAnyMoreGivesWay(Attune attune) {
    var shop = Workspace.create(attune, banner(0, 100));
    var second = shop.cid("banner");
    shop.events(request(shown("ann", second))).hasStatus(200);
    shop.put(banner(100, 0));
    assertThat(shop.variation("banner", "ann")).as("it still exists").isEqualTo("2");

    shop.put(
        experiences(
            "{ key: banner, name: Name of banner, status: active, audiences: [%s] }"
                .formatted(
                    Documents.target(
                        "Everybody",
                        Documents.EVERYONE,
                        Documents.variation("First", 100, "first")))));

    assertThat(shop.variation("banner", "ann")).isEqualTo("1");
  }

  @Test
  void whatIsPublishedIsServedAtOnceHereAndWithinASecondElsewhere(@TempDir Path folder)
      throws Exception {
    try (var attune = Attune.start(folder);
        var other = attune.again()) {
      var here = Workspace.create(attune, banner(100, 0));
      var there = here.on(other);
      var delays = new ArrayList<Duration>();
      for (int round = 0; round < 5; round++) {
        int second = round % 2 == 0 ? 100 : 0;
        here.put(banner(100 - second, second));
        var expected = second == 100 ? "2" : "1";
        long published = System.nanoTime();

        assertThat(here.variation("banner", "ann")).isEqualTo(expected);
        while (there.fetch("{}").status() != 200
            || !there.variation("banner", "ann").equals(expected)) {
          assertThat(Duration.ofNanos(System.nanoTime() - published))
              .isLessThan(Duration.ofSeconds(20));
          Thread.onSpinWait();
        }
        delays.add(Duration.ofNanos(System.nanoTime() - published));
      }
      delays.sort(null);
      // The median: this machine may have had something else to do for one of them.
      assertThat(delays.get(2)).as("of %s", delays).isLessThan(Duration.ofSeconds(1));

      // What either stores both see.
      there.events(request(shown("ben", here.cid("banner")))).hasStatus(200);
      assertThat(here.stored("ben", "/id")).hasSize(1);
    }
  }

  @Test
  void aKeyThatWasRegeneratedElsewhereEndsHereWithinSeconds(@TempDir Path folder) throws Exception {
    try (var attune = Attune.start(folder);
        var other = attune.again()) {
      var here = Workspace.create(attune, banner(100, 0));
      var there = here.on(other);
      var _ = here.newKey("/keys/regenerate", "personalize");

      assertThat(here.fetch("{}").status()).isEqualTo(401);
      long began = System.nanoTime();
      while (there.fetch("{}").status() != 401) {
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        Thread.onSpinWait();
      }
    }
  }
}
