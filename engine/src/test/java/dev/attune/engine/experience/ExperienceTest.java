package dev.attune.engine.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.audience.Condition;
import dev.attune.engine.audience.HowOften;
import dev.attune.engine.audience.Need;
import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.When;
import dev.attune.engine.audience.Window;
import dev.attune.engine.bucketing.Split;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperienceTest {
  private static final Rule IN_INDIA = new Rule.AtPlace(Rule.PlacePart.COUNTRY, Set.of("IN"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "65eae5738ea5032b0ef6013",
        "65eae5738ea5032b0ef601380",
        "g5eae5738ea5032b0ef60138",
        "-5eae5738ea5032b0ef60138",
        "65eae573 ea5032b0ef60138",
        "６5eae5738ea5032b0ef60138"
      })
  void anIdThatIsNotTwentyFourHexadecimalDigitsIsRefused(String id) {
    assertThatThrownBy(() -> experience(id, "key", Status.ACTIVE, null, List.of()))
        .hasMessage("experience id is '%s', 24 hexadecimal digits".formatted(id));
  }

  @Test
  void theFirstEightDigitsOfTheIdSayWhenItWasMade() {
    assertThat(experience("ffffffff8EA5032B0EF60138", "key").createdAtEpochSecond())
        .isEqualTo(4_294_967_295L);
    assertThat(
            Instant.ofEpochSecond(
                experience("65eae5738ea5032b0ef60138", "k").createdAtEpochSecond()))
        .isEqualTo("2024-03-08T10:16:19Z");
  }

  @Test
  void aControlGroupOfMoreThanEverybodyIsRefused() {
    for (int buckets : new int[] {-1, 10_001}) {
      assertThatThrownBy(() ->
              new Experience(
                  id(1),
                  "key",
                  "Name",
                  Status.ACTIVE,
                  Priority.MEDIUM,
                  new Schedule(null, null, ZoneOffset.UTC),
                  buckets,
                  null,
                  true,
                  "salt",
                  List.of()))
          .hasMessage("the control group is %d buckets, 0 to 10000".formatted(buckets));
    }
  }

  @Test
  void aScheduleThatEndsBeforeItStartsIsRefused() {
    var at = Instant.parse("2026-01-01T00:00:00Z");
    assertThatThrownBy(() -> new Schedule(at, at, ZoneOffset.UTC))
        .hasMessageContaining("not after its start");
  }

  @Test
  void aSplitThatNamesAVariationThereIsNotIsRefused() {
    var split = Split.of(List.of(new Split.Run("2", 10_000)));
    assertThatThrownBy(
            () -> new Target("s", "42D", "All", new Rule.Everyone(), List.of(variation()), split))
        .hasMessage("the split names variation 2, which audience 42D does not have");
  }

  @Test
  void aCatalogHoldsEachKeyAndEachIdOnce() {
    assertThatThrownBy(() -> catalog(experience(id(1), "a"), experience(id(2), "a")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> catalog(experience(id(1), "a"), experience(id(1), "b")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCatalogFindsByKeyAndIdWhateverTheStatus() {
    var draft = experience(id(1), "draft", Status.DRAFT, null, List.of());
    var catalog = catalog(draft, experience(id(2), "active"));
    assertThat(catalog.withKey("draft")).isSameAs(draft);
    assertThat(catalog.withId(id(1))).isSameAs(draft);
    assertThat(catalog.withKey("gone")).isNull();
    assertThat(catalog.active()).extracting(Experience::key).containsExactly("active");
    assertThat(catalog.experiences()).hasSize(2);
  }

  @Test
  void aGroupHasOnlyActiveMembersAndNobodyChangesIt() {
    var catalog =
        catalog(
            experience(id(1), "paused", Status.PAUSED, "hero", List.of()),
            experience(id(2), "active", Status.ACTIVE, "hero", List.of()));
    assertThat(catalog.group("hero")).extracting(Experience::key).containsExactly("active");
    assertThat(catalog.group("none")).isEmpty();
    assertThatThrownBy(() -> catalog.group("hero").removeFirst())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aPlaceIsLookedUpOnlyWhereSomethingAskedForNeedsIt() {
    var catalog =
        catalog(
            experience(id(1), "plain"),
            experience(id(2), "placed", Status.ACTIVE, null, List.of(target(IN_INDIA))),
            experience(id(3), "paused", Status.PAUSED, null, List.of(target(IN_INDIA))));
    assertThat(catalog.needs(Need.PLACE, List.of())).isTrue();
    assertThat(catalog.needs(Need.PLACE, List.of("plain", "placed"))).isTrue();
    assertThat(catalog.needs(Need.PLACE, List.of("plain", "gone"))).isFalse();
    assertThat(catalog.needs(Need.PLACE, List.of("paused"))).as("to explain it").isTrue();
    assertThat(catalog.needs(Need.DEVICE, List.of())).isFalse();
  }

  @Test
  void aMemberOfAGroupNeedsWhatTheOtherMembersDo() {
    var catalog =
        catalog(
            experience(id(1), "plain", Status.ACTIVE, "hero", List.of()),
            experience(id(2), "placed", Status.ACTIVE, "hero", List.of(target(IN_INDIA))),
            experience(id(3), "elsewhere", Status.ACTIVE, "footer", List.of()));
    assertThat(catalog.needs(Need.PLACE, List.of("plain"))).isTrue();
    assertThat(catalog.needs(Need.PLACE, List.of("elsewhere"))).isFalse();
  }

  @Test
  void aHistoryIsReadAsFarAsTheRulesOfWhatIsAskedForLook() {
    var catalog =
        catalog(
            experience(id(1), "plain"),
            experience(id(2), "week", Status.ACTIVE, null, List.of(target(viewedInTheLast(7)))),
            experience(id(3), "month", Status.ACTIVE, null, List.of(target(viewedInTheLast(30)))),
            experience(id(4), "ever", Status.ACTIVE, null, List.of(target(viewed(null)))),
            experience(id(5), "draft", Status.DRAFT, null, List.of(target(viewedInTheLast(60)))));
    assertThat(catalog.since(List.of("plain", "gone", "draft"), NOW)).isNull();
    assertThat(catalog.since(List.of("ever", "plain"), NOW)).isEqualTo(NOW);
    assertThat(catalog.since(List.of("ever", "week"), NOW)).isEqualTo("2026-11-16T00:00:00Z");
    assertThat(catalog.since(List.of("month", "week"), NOW)).isEqualTo("2026-10-24T00:00:00Z");
    assertThat(catalog.since(List.of(), NOW)).isEqualTo("2026-10-24T00:00:00Z");
    assertThat(catalog(experience(id(1), "plain")).since(List.of(), NOW)).isNull();
  }

  @Test
  void aMemberOfAGroupReadsAsMuchOfTheHistoryAsTheOtherMembersDo() {
    var catalog =
        catalog(
            experience(id(1), "plain", Status.ACTIVE, "hero", List.of()),
            experience(id(2), "week", Status.ACTIVE, "hero", List.of(target(viewedInTheLast(7)))),
            experience(id(3), "long", Status.PAUSED, "hero", List.of(target(viewedInTheLast(60)))),
            experience(id(4), "elsewhere", Status.ACTIVE, "footer", List.of()));
    assertThat(catalog.since(List.of("plain"), NOW)).isEqualTo("2026-11-16T00:00:00Z");
    assertThat(catalog.since(List.of("elsewhere"), NOW)).isNull();
  }

  private static final Instant NOW = Instant.parse("2026-11-23T10:30:00Z");

  private static Rule viewedInTheLast(int days) {
    var window = new Window(days, Window.Unit.DAYS);
    return viewed(When.of(Condition.within(Operator.IN_THE_LAST, window, ZoneOffset.UTC)));
  }

  private static Rule viewed(@Nullable When when) {
    return new Rule.Done("Viewed", HowOften.AT_LEAST_ONCE, when, null);
  }

  @Test
  void aPayloadHasAPieceMoreThanSlots() {
    assertThatThrownBy(() -> new Payload(List.of(), List.of()))
        .hasMessage("0 pieces do not go with 0 slots");
  }

  private static String id(int n) {
    return "65eae573%016x".formatted(n);
  }

  private static Catalog catalog(Experience... experiences) {
    return new Catalog(1, List.of(experiences));
  }

  private static Experience experience(String id, String key) {
    return experience(id, key, Status.ACTIVE, null, List.of());
  }

  private static Experience experience(
      String id, String key, Status status, @Nullable String group, List<Target> targets) {
    return new Experience(
        id,
        key,
        "Name",
        status,
        Priority.MEDIUM,
        new Schedule(null, null, ZoneOffset.UTC),
        0,
        group,
        true,
        "salt",
        targets);
  }

  private static Target target(Rule rule) {
    return new Target("salt", "42D", "Audience", rule, List.of(variation()), Split.NOBODY);
  }

  private static Variation variation() {
    var content = new Content(Content.NO_LOCALE, new Payload(List.of(new byte[0]), List.of()));
    return new Variation("1", "Default", content, Map.of());
  }
}
