package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static dev.attune.acceptance.Documents.split;
import static dev.attune.acceptance.Documents.target;
import static dev.attune.acceptance.Documents.variation;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnAttune
final class AudiencesTest {

  private static boolean matches(Attune attune, String rule, String attributes) {
    var shop = Workspace.create(attune, experiences(experience("banner", rule)));
    shop.customer("ann", attributes);
    return !shop.keysOf("ann").isEmpty();
  }

  private static String audiences(int count, int variations) {
    var list =
        IntStream.rangeClosed(1, variations)
            .mapToObj(v -> variation("V" + v, 100 / variations, "v" + v))
            .toArray(String[]::new);
    return IntStream.rangeClosed(1, count)
        .mapToObj(a -> target("A" + a, "{ attribute: n, is: " + a + " }", list))
        .collect(
            Collectors.joining(
                ", ", "{ key: banner, name: Banner, status: active, audiences: [", "] }"));
  }

  @Test
  @Requirement("AUD-1")
  void anExperienceHasUpToTenAudiencesOfUpToFiveVariations(Attune attune) {
    var shop = Workspace.create(attune, experiences(audiences(10, 5)));
    shop.customer("ann", "{\"n\":10}");

    assertThat(shop.experience("banner", "ann").at("/experience_context/audience_name").asString())
        .isEqualTo("A10");
    var yaml = "application/yaml";
    shop.tryPut(experiences(audiences(11, 5)), yaml).hasStatus(422);
    shop.tryPut(experiences(audiences(10, 6)), yaml).hasStatus(422);
    shop.tryPut(
            "limits: { audiences_per_experience: 11, variations_per_audience: 6 }\n"
                + experiences(audiences(11, 6)),
            yaml)
        .hasStatus(200);
  }

  @Test
  @Requirement("AUD-1")
  void eachVariationGetsItsPercentage(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                "{ key: banner, name: Banner, status: active, audiences: [%s] }"
                    .formatted(
                        target(
                            "Everybody",
                            EVERYONE,
                            variation("One", 60, "1"),
                            variation("Two", 30, "2")))));
    var shares = new TreeMap<String, Integer>();
    for (int i = 0; i < 1_000; i++) {
      shares.merge(shop.variation("banner", "person-" + i), 1, Integer::sum);
    }

    // Six standard deviations of 1,000 draws; ids and hash are fixed, so it cannot flicker anyway
    // but for the id of the experience.
    assertThat(shares.get("1")).isBetween(507, 693);
    assertThat(shares.get("2")).isBetween(213, 387);
    assertThat(shares.get("")).isBetween(43, 157);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { attribute: plan, is_not: gold }                 | {"plan": "silver"}   | true
          { attribute: plan, is_not: gold }                 | {"plan": "gold"}     | false
          { attribute: plan, is_not: gold }                 | {}                   | true
          { attribute: plan, does_not_contain: ol }         | {"plan": "gold"}     | false
          { attribute: plan, does_not_contain: ol }         | {}                   | true
          { attribute: n, not_between: [1, 5] }             | {}                   | true
          { attribute: plan, is: gold }                     | {}                   | false
          { attribute: n, less_than: 5 }                    | {}                   | false
          { attribute: plan, exists: true }                 | {"plan": ""}         | true
          { attribute: plan, exists: true }                 | {}                   | false
          { attribute: plan, exists: false }                | {"plan": ""}         | false
          { attribute: plan, exists: false }                | {}                   | true
          """)
  @Requirement("AUD-2")
  void negativeOperatorsAlsoMatchWhatIsMissing(
      String rule, String attributes, boolean expected, Attune attune) {
    assertThat(matches(attune, rule, attributes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { attribute: plan, is: [gold, platinum] }         | {"plan": "Platinum"}          | true
          { attribute: plan, is: [gold, platinum] }         | {"plan": "silver"}            | false
          { attribute: plan, is_not: [gold, platinum] }     | {"plan": "gold"}              | false
          { attribute: plan, starts_with: [go, pl] }        | {"plan": "platinum"}          | true
          { attribute: tags, is: [a, b] }                   | {"tags": ["x", "b"]}          | true
          { attribute: tags, is_not: [a, b] }               | {"tags": ["x", "b"]}          | false
          { attribute: n, is: [1, 2] }                      | {"n": 2}                      | true
          """)
  @Requirement("AUD-3")
  void severalValuesAreAnyOf(String rule, String attributes, boolean expected, Attune attune) {
    assertThat(matches(attune, rule, attributes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'between: [10, 20]', 9.99, false",
    "'between: [10, 20]', 10, true",
    "'between: [10, 20]', 19.99, true",
    "'between: [10, 20]', 20, false",
    "'not_between: [10, 20]', 9.99, true",
    "'not_between: [10, 20]', 10, false",
    "'not_between: [10, 20]', 20, true",
    "'less_than: 10', 10, false",
    "'less_than: 10', 9.99, true",
    "'greater_than: 10', 10, false",
    "'greater_than: 10', 10.01, true",
    "'at_least: 10', 10, true",
    "'at_most: 10', 10, true"
  })
  @Requirement("AUD-4")
  void betweenHasItsLowEndAndNotItsHighEnd(
      String operator, String value, boolean expected, Attune attune) {
    var rule = "{ attribute: n, " + operator + " }";

    assertThat(matches(attune, rule, "{\"n\":%s}".formatted(value))).isEqualTo(expected);
  }

  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

  /// Each of the times matches or not; what lies too near a boundary for a clock that runs is left
  /// to the engine's own tests.
  private static void assertWindow(Attune attune, String window, Instant first) {
    var shop =
        Workspace.create(
            attune,
            "time_zone: Asia/Kolkata\n"
                + experiences(
                    experience("banner", "{ attribute: at, in_the_last: { " + window + " } }")));
    var slack = ChronoUnit.MINUTES.getDuration();
    for (var inside : new Instant[] {first.plus(slack), Instant.now().minusMillis(1)}) {
      shop.customer("ann", "{\"at\":\"%s\"}".formatted(inside));
      assertThat(shop.keysOf("ann")).as("%s in the last %s", inside, window).isNotEmpty();
    }
    for (var outside : new Instant[] {first.minus(slack), Instant.now().plus(slack)}) {
      shop.customer("ann", "{\"at\":\"%s\"}".formatted(outside));
      assertThat(shop.keysOf("ann")).as("%s in the last %s", outside, window).isEmpty();
    }
  }

  @Test
  @Requirement("AUD-5")
  void windowsBeginWithWholeDaysHoursAndWeeksOfTheWorkspace(Attune attune) {
    var now = ZonedDateTime.now(ZONE);
    var today = now.toLocalDate().atStartOfDay(ZONE);
    var monday = today.minusDays(now.getDayOfWeek().getValue() - 1L);

    assertWindow(attune, "days: 3", today.minusDays(3).toInstant());
    assertWindow(attune, "hours: 5", now.truncatedTo(ChronoUnit.HOURS).minusHours(5).toInstant());
    assertWindow(attune, "weeks: 2", monday.minusWeeks(2).toInstant());
  }

  @Test
  @Requirement("AUD-6")
  void beforeAndAfterExcludeTheDay(Attune attune) {
    var day = LocalDate.of(2026, 6, 15);
    for (int offset = -1; offset <= 1; offset++) {
      var attributes = "{\"at\":\"%s\"}".formatted(day.plusDays(offset));
      var noon = "{\"at\":\"%sT12:00:00Z\"}".formatted(day.plusDays(offset));
      for (var at : new String[] {attributes, noon}) {
        assertThat(matches(attune, "{ attribute: at, before: 2026-06-15 }", at))
            .as(at)
            .isEqualTo(offset < 0);
        assertThat(matches(attune, "{ attribute: at, after: 2026-06-15 }", at))
            .as(at)
            .isEqualTo(offset > 0);
        assertThat(matches(attune, "{ attribute: at, on: 2026-06-15 }", at))
            .as(at)
            .isEqualTo(offset == 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { everyone: true }                                                                      | true
          { not: { everyone: true } }                                                             | false
          { all: [ { attribute: plan, is: gold }, { attribute: city, is: Pune } ] }               | true
          { all: [ { attribute: plan, is: gold }, { attribute: city, is: Agra } ] }               | false
          { any: [ { attribute: plan, is: silver }, { attribute: city, is: Pune } ] }             | true
          { any: [ { attribute: plan, is: silver }, { attribute: city, is: Agra } ] }             | false
          { not: { all: [ { attribute: plan, is: gold }, { attribute: city, is: Agra } ] } }      | true
          { not: { any: [ { attribute: plan, is: silver }, { attribute: city, is: Pune } ] } }    | false
          { all: [ { attribute: plan, is: gold }, { not: { event: Order Placed } } ] }            | true
          { all: [ { attribute: plan, is: gold }, { event: Order Placed } ] }                     | false
          { any: [ { affinity: Viewed, attribute: what, is: hats, predominantly: true }, { all: [ { not: { attribute: city, is: Agra } }, { any: [ { attribute: plan, is: gold } ] } ] } ] } | true
          """)
  @Requirement("AUD-13")
  void rulesCombineInAnyNesting(String rule, boolean expected, Attune attune) {
    assertThat(matches(attune, rule, "{\"plan\":\"gold\",\"city\":\"Pune\"}")).isEqualTo(expected);
  }

  @Test
  @Requirement("AUD-13")
  void rulesNestTenDeep(Attune attune) {
    var isGold = "{ attribute: plan, is: gold }";
    var deepest = "{ not: ".repeat(9) + isGold + " }".repeat(9);
    assertThat(matches(attune, deepest, "{}")).isTrue();
    assertThat(matches(attune, deepest, "{\"plan\":\"gold\"}")).isFalse();

    var shop = Workspace.create(attune, "experiences: []\n");
    shop.tryPut(experiences(experience("banner", "{ not: " + deepest + " }")), "application/yaml")
        .hasStatus(422);
  }

  @Test
  @Requirement("AUD-7")
  void theSplitIsByAHashOfThePersonAndNotOfTheCall(Attune attune) {
    var shop =
        Workspace.create(attune, experiences(split("banner", 50, 50), split("footer", 50, 50)));
    var pairs = new HashSet<String>();
    for (int i = 0; i < 60; i++) {
      var id = "person-" + i;
      var first = shop.variation("banner", id);
      assertThat(shop.variation("banner", id)).isEqualTo(first);
      pairs.add(first + shop.variation("footer", id));
    }
    assertThat(pairs).as("experiences divide people independently").hasSize(4);
  }
}
