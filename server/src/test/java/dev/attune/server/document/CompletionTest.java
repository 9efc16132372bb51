package dev.attune.server.document;

import static dev.attune.server.document.Reading.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.bucketing.Split;
import dev.attune.server.document.TargetDocument.Whom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final Instant NOW = Instant.ofEpochSecond(0x65eae573L);
  private static final String FILE =
      """
      id: DEMO
      audiences:
        - { name: Gold, rule: { attribute: plan, is: gold } }
      experiences:
        - key: banner
          name: Banner
          status: active
          audiences:
            - audience: Gold
              variations: [ { name: A, weight: 50 }, { name: B, weight: 50 } ]
            - audience: { name: Everyone, rule: { everyone: true } }
              variations: [ { name: A, weight: 100 } ]
      """;

  private final Random random = new Random(1);

  private WorkspaceDocument complete(@Nullable WorkspaceDocument standing, String file) {
    return Completion.complete(standing, yaml(file), NOW, random);
  }

  private static TargetDocument target(WorkspaceDocument document, int index) {
    return document.experiences().getFirst().audiences().get(index);
  }

  private static List<@Nullable String> variationIds(WorkspaceDocument document, int target) {
    return target(document, target).variations().stream()
        .<@Nullable String>map(VariationDocument::id)
        .toList();
  }

  private static Split split(WorkspaceDocument document, int target) {
    return Objects.requireNonNull(target(document, target).split());
  }

  private static String inlineId(WorkspaceDocument document, int target) {
    return ((Whom.Inline) target(document, target).whom()).audience().assignedId();
  }

  @Test
  void whatHasNoIdGetsOne() {
    var document = complete(null, FILE);

    assertThat(document.audiences().getFirst().id()).isEqualTo("1");
    assertThat(inlineId(document, 1)).isEqualTo("2");
    assertThat(target(document, 0).whom()).isEqualTo(new Whom.Reference("1"));
    assertThat(variationIds(document, 0)).containsExactly("1", "2");
    assertThat(document.experiences().getFirst().assignedId()).matches("65eae573[0-9a-f]{16}");
    assertThat(split(document, 0).runs())
        .containsExactly(new Split.Run("1", 5_000), new Split.Run("2", 5_000));
  }

  @Test
  void applyingTheSameFileAgainChangesNothing() {
    var first = complete(null, FILE);

    var second = complete(first, FILE);

    assertThat(second).isEqualTo(first);
    assertThat(second.experiences().getFirst()).isSameAs(first.experiences().getFirst());
  }

  @Test
  void newIdsAreAboveThoseInUse() {
    var document = complete(null, FILE.replace("- { name: Gold", "- { id: 42D, name: Gold"));

    assertThat(inlineId(document, 1)).isEqualTo("42E");
    assertThat(
            inlineId(
                complete(null, FILE.replace("- { name: Gold", "- { id: FFFFFFFF, name: Gold")), 1))
        .isEqualTo("1");
  }

  @Test
  void theIdOfSomethingRemovedIsNotGivenAgainWhileItStands() {
    var first = complete(null, FILE);
    var otherAudience =
        FILE.replace("Everyone,", "Somebody else,")
            .replace("audience: Gold", "audience: { name: New, rule: { everyone: true } }");
    var otherVariation = FILE.replace("{ name: B, weight: 50 }", "{ name: C, weight: 50 }");

    assertThat(inlineId(complete(first, otherAudience), 0)).isEqualTo("3");
    assertThat(variationIds(complete(first, otherVariation), 0)).containsExactly("1", "3");
  }

  @Test
  void thingsKeepTheirIdsWhenTheyMove() {
    var first = complete(null, FILE);
    var moved =
        FILE.replace(
            "[ { name: A, weight: 50 }, { name: B, weight: 50 } ]",
            "[ { name: C, weight: 0 }, { name: B, weight: 50 }, { name: A, weight: 50 } ]");

    var second = complete(first, moved);

    assertThat(variationIds(second, 0)).containsExactly("3", "2", "1");
    assertThat(split(second, 0)).isEqualTo(split(first, 0));
  }

  @Test
  void anInlineAudienceWithANewNameInTheSamePlaceIsTheSame() {
    var first = complete(null, FILE);

    var renamed = complete(first, FILE.replace("Everyone", "All Users"));

    assertThat(inlineId(renamed, 1)).isEqualTo(inlineId(first, 1));
    assertThat(split(renamed, 1)).isEqualTo(split(first, 1));
  }

  @Test
  void sharedAndInlineAudiencesAreReferredToByIdOrName() {
    var byId =
        FILE.replace("- { name: Gold", "- { id: 7, name: Gold")
            .replace("audience: Gold", "audience: 7");

    assertThat(target(complete(null, byId), 0).whom()).isEqualTo(new Whom.Reference("7"));
    assertThat(target(complete(complete(null, byId), FILE), 0).whom())
        .isEqualTo(new Whom.Reference("7"));
  }

  @Test
  void aNameThatLooksLikeAnIdJustAssignedMeansTheName() {
    var file =
        """
        id: DEMO
        audiences:
          - { name: Gold, rule: { everyone: true } }
          - { name: "1", rule: { everyone: true } }
        experiences:
          - key: banner
            name: Banner
            audiences: [ { audience: "1", variations: [ { name: A, weight: 1 } ] } ]
        """;

    assertThat(target(complete(null, file), 0).whom()).isEqualTo(new Whom.Reference("2"));
  }

  @Test
  void newWeightsMoveTheFewest() {
    var first = complete(null, FILE);

    var second =
        complete(
            first,
            FILE.replace(
                "{ name: A, weight: 50 }, { name: B, weight: 50 }",
                "{ name: A, weight: 40 }, { name: B, weight: 60 }"));

    assertThat(split(second, 0).runs())
        .containsExactly(new Split.Run("1", 4_000), new Split.Run("2", 6_000));
  }

  @Test
  void weightsChangedAndChangedBackKeepEveryoneTheyCan() {
    var random = new Random(20261121);
    var document = complete(null, FILE);
    for (int i = 0; i < 50; i++) {
      int a = random.nextInt(10_001);
      int b = random.nextInt(10_001 - a);
      var before = split(document, 0);

      document =
          complete(
              document,
              FILE.replace(
                  "{ name: A, weight: 50 }, { name: B, weight: 50 }",
                  "{ name: A, weight: %s }, { name: B, weight: %s }"
                      .formatted(Percent.text(a), Percent.text(b))));

      int kept = 0;
      for (int bucket = 0; bucket < 10_000; bucket++) {
        var was = before.variationOf(bucket);
        kept += !was.isEmpty() && was.equals(split(document, 0).variationOf(bucket)) ? 1 : 0;
      }
      int most =
          Math.min(a, before.shares().getOrDefault("1", 0))
              + Math.min(b, before.shares().getOrDefault("2", 0));
      assertThat(kept).as("step %d: %d and %d", i, a, b).isEqualTo(most);
    }
  }

  @Test
  void theFirstTableIsWhatRebalancingFromNobodyGives() {
    var random = new Random(20261122);
    for (int i = 0; i < 100; i++) {
      var shares = new LinkedHashMap<String, Integer>();
      int left = 10_000;
      for (int id = 1; id <= 5 && left > 0; id++) {
        int share = 1 + random.nextInt(left);
        shares.put(Integer.toString(id), share);
        left -= share;
      }

      assertThat(Completion.inOrder(shares)).isEqualTo(Split.NOBODY.rebalanced(shares));
    }
  }

  @Test
  void aSplitInTheDocumentIsTaken() {
    var given =
        FILE.replace(
            "      - audience: { name: Everyone",
            "        split: [ [\"2\", 5000], [\"1\", 5000] ]\n      - audience: { name: Everyone");

    assertThat(split(complete(complete(null, FILE), given), 0).runs())
        .containsExactly(new Split.Run("2", 5_000), new Split.Run("1", 5_000));
    assertThatThrownBy(() -> complete(null, given.replace("\"2\", 5", "\"9\", 5")))
        .hasMessage("experiences[0].audiences[0].split: names variation 9; there are 1, 2");
  }

  @Test
  void anIdThatContradictsWhatStandsIsRefused() {
    var first = complete(null, FILE);
    var id = first.experiences().getFirst().id();

    assertThatThrownBy(() ->
            complete(
                first,
                FILE.replace("name: Banner", "name: Banner\n    id: 000000000000000000000000")))
        .hasMessage(
            "experiences[0].id: is 000000000000000000000000, but the experience banner has id %s;"
                    .formatted(id)
                + " leave the id out to keep it");
    assertThatThrownBy(
            () -> complete(first, FILE.replace("- { name: Gold", "- { id: 99, name: Gold")))
        .hasMessage(
            "audiences[0].id: is 99, but the audience named 'Gold' has id 1; leave the id out to"
                + " keep it");
  }

  @Test
  void theKeyOfAPublishedExperienceStays() {
    var first = complete(null, FILE);
    var draft = complete(null, FILE.replace("active", "draft"));
    var renamed = FILE.replace("key: banner", "key: strip-2\n    id: %s");

    assertThatThrownBy(
            () -> complete(first, renamed.formatted(first.experiences().getFirst().id())))
        .hasMessage(
            "experiences[0].key: is strip-2, but the experience %s has key banner, which cannot"
                    .formatted(first.experiences().getFirst().id())
                + " change once it is published");
    assertThat(
            complete(draft, renamed.formatted(draft.experiences().getFirst().id()))
                .experiences()
                .getFirst()
                .id())
        .isEqualTo(draft.experiences().getFirst().id());
  }

  @Test
  void audiencesMayChangeNames() {
    var first = complete(null, FILE);

    var renamed =
        complete(
            first,
            FILE.replace("- { name: Gold", "- { id: 1, name: Silver")
                .replace("audience: Gold", "audience: Silver"));

    assertThat(target(renamed, 0).whom()).isEqualTo(new Whom.Reference("1"));
    assertThat(split(renamed, 0)).isEqualTo(split(first, 0));
  }

  @Test
  void theServerReadsNoSecretFromItsEnvironment() {
    assertThatThrownBy(
            () -> complete(null, FILE + "keys: [ { kind: data, secret_env: DEMO_DATA_KEY } ]\n"))
        .hasMessageStartingWith(
            "keys[0].secret_env: names the environment variable DEMO_DATA_KEY, which `attune apply`"
                + " puts in before it sends the document");
    assertThat(
            complete(null, FILE + "keys: [ { kind: data, secret: sixteen-characters } ]\n").keys())
        .isEmpty();
  }
}
