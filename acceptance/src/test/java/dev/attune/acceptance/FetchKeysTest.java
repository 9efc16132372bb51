package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which experiences a fetch is for, and in which order they are answered.
@OnAttune
final class FetchKeysTest {

  private static String asking(List<String> keys) {
    return keys.stream()
        .map(key -> "\"" + key + "\"")
        .collect(Collectors.joining(",", "{\"experience_key\":[", "]}"));
  }

  @Test
  @Requirement({"FETCH-7", "FETCH-11"})
  void ofTwentySixKeysTheFirstTwentyFiveCountInTheirOrder(Attune attune) {
    var keys = new ArrayList<String>();
    for (int i = 0; i < 26; i++) {
      keys.add("banner-" + i);
    }
    var shop =
        Workspace.create(
            attune,
            experiences(
                keys.stream().map(key -> experience(key, EVERYONE)).toArray(String[]::new)));
    Collections.reverse(keys);

    assertThat(shop.keys(asking(keys))).isEqualTo(keys.subList(0, 25));
  }

  @Test
  @Requirement("FETCH-8")
  void oneKeyMayBeAString(Attune attune) {
    var shop = banners(attune);

    assertThat(shop.keys("{\"experience_key\":\"banner-b\"}")).containsExactly("banner-b");
  }

  private static Workspace banners(Attune attune) {
    return Workspace.create(
        attune,
        experiences(
            experience("banner-a", EVERYONE),
            experience("banner-b", EVERYONE),
            experience("banner-c", EVERYONE)));
  }

  @Test
  @Requirement("FETCH-9")
  void withoutKeysAllComeInTheOrderOfPriority(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("is-low", "status: active, priority: low", EVERYONE),
                experience(
                    "is-older",
                    "status: active, priority: high, id: 65eae5738ea5032b0ef60138",
                    EVERYONE),
                experience("is-critical", "status: active, priority: critical", EVERYONE),
                experience("is-usual", EVERYONE),
                experience(
                    "is-newer",
                    "status: active, priority: high, id: 65eae5748ea5032b0ef60138",
                    EVERYONE),
                experience("unmatched", "{ attribute: plan, is: gold }")));

    for (var body : new String[] {"{}", "{\"experience_key\":null}", "{\"experience_key\":[]}"}) {
      assertThat(shop.keys(body))
          .as(body)
          .containsExactly("is-critical", "is-newer", "is-older", "is-usual", "is-low");
    }
  }

  @Test
  @Requirement("FETCH-10")
  void whatIsNotRunningOrNotForTheVisitorIsAbsent(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("running", EVERYONE),
                experience("is-draft", "status: draft", EVERYONE),
                experience("is-paused", "status: paused", EVERYONE),
                experience("is-archived", "status: archived", EVERYONE),
                experience(
                    "is-scheduled",
                    "status: active, schedule: { start: 2100-01-01T00:00:00Z }",
                    EVERYONE),
                experience(
                    "is-expired",
                    "status: active, schedule: { end: 2020-01-01T00:00:00Z }",
                    EVERYONE),
                experience("unmatched", "{ attribute: plan, is: gold }")));
    var others =
        List.of(
            "is-draft",
            "is-paused",
            "is-archived",
            "is-scheduled",
            "is-expired",
            "unmatched",
            "unknown");

    shop.fetch(asking(others)).is(200, "{\"experiences\":{}}");
    assertThat(shop.keys("{}")).containsExactly("running");
    var all = new ArrayList<>(others);
    all.add(3, "running");
    assertThat(shop.keys(asking(all))).containsExactly("running");
  }

  @Test
  @Requirement("FETCH-11")
  void keysStandInTheOrderAskedForEachOnce(Attune attune) {
    var shop = banners(attune);

    assertThat(
            shop.keys(asking(List.of("banner-c", "banner-a", "banner-c", "banner-b", "banner-a"))))
        .containsExactly("banner-c", "banner-a", "banner-b");
  }
}
