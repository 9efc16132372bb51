package dev.attune.server.document;

import static dev.attune.server.document.Reading.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.attune.server.document.Difference.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static final String FILE =
      """
      id: DEMO
      segments: [ { id: vip } ]
      audiences: [ { id: 42D, name: Gold, rule: { attribute: plan, is: gold } } ]
      experiences:
        - key: banner
          name: Banner
          id: 65eae5738ea5032b0ef60138
          audiences:
            - audience: 42D
              variations: [ { name: A, weight: 50, payload: { T: a } }, { name: B, weight: 50 } ]
            - audience: { id: 5A, name: Everyone, rule: { everyone: true } }
              variations: [ { name: A, weight: 100 } ]
      """;

  private static WorkspaceDocument complete(@Nullable WorkspaceDocument standing, String file) {
    return Completion.complete(standing, yaml(file), Instant.EPOCH, new Random(1));
  }

  private static List<Difference> after(String was, String is) {
    var before = complete(null, FILE);
    return Differences.between(before, complete(before, FILE.replace(was, is)));
  }

  @Test
  void whatIsTheSameDiffersInNothing() {
    assertThat(after("DEMO", "DEMO")).isEmpty();
  }

  @Test
  void aFieldIsNamedByKeysAndIds() {
    assertThat(after("T: a", "T: b"))
        .containsExactly(
            new Difference(
                "experiences[banner].audiences[42D].variations[1].payload.T.value",
                Kind.CHANGED,
                "\"a\"",
                "\"b\"",
                0));
    assertThat(after("name: Gold", "name: Golden"))
        .containsExactly(
            new Difference("audiences[42D].name", Kind.CHANGED, "\"Gold\"", "\"Golden\"", 0));
    assertThat(after("id: DEMO", "id: DEMO\ntime_zone: Asia/Tokyo"))
        .containsExactly(new Difference("time_zone", Kind.CHANGED, "\"UTC\"", "\"Asia/Tokyo\"", 0));
    assertThat(after("name: Banner", "name: Banner\n    priority: high"))
        .containsExactly(
            new Difference("experiences[banner].priority", Kind.ADDED, null, "\"high\"", 0));
  }

  @Test
  void newWeightsSayHowManyMove() {
    assertThat(
            after(
                "{ name: A, weight: 50, payload: { T: a } }, { name: B, weight: 50 }",
                "{ name: A, weight: 30, payload: { T: a } }, { name: B, weight: 60 }"))
        .contains(
            new Difference(
                "experiences[banner].audiences[42D].variations[1].weight",
                Kind.CHANGED,
                "50",
                "30",
                0),
            new Difference(
                "experiences[banner].audiences[42D].split",
                Kind.CHANGED,
                "1: 50 %, 2: 50 %",
                "1: 30 %, 2: 60 %",
                2_000));
  }

  @Test
  void whatComesAndGoesIsShownWhole() {
    assertThat(after("[ { id: vip } ]", "[ { id: gold } ]"))
        .containsExactly(
            new Difference(
                "segments[gold]", Kind.ADDED, null, "{\"id\":\"gold\",\"name\":\"gold\"}", 0),
            new Difference(
                "segments[vip]", Kind.REMOVED, "{\"id\":\"vip\",\"name\":\"vip\"}", null, 0));
    assertThat(after("[ { id: vip } ]", "[]"))
        .singleElement()
        .extracting(Difference::kind)
        .isEqualTo(Kind.REMOVED);
  }

  @Test
  void theOrderOfAudiencesIsADifference() {
    var target =
        FILE.substring(
            FILE.indexOf("      - audience: 42D"), FILE.indexOf("      - audience: { id"));

    assertThat(
            after(
                FILE.substring(FILE.indexOf("      - audience: 42D")),
                FILE.substring(FILE.indexOf("      - audience: { id")) + target))
        .containsExactly(
            new Difference(
                "experiences[banner].audiences (order)", Kind.CHANGED, "42D, 5A", "5A, 42D", 0));
  }

  @Test
  void aNewWorkspaceIsAllNew() {
    assertThat(Differences.between(null, complete(null, FILE)))
        .extracting(Difference::path, Difference::kind)
        .containsExactly(
            tuple("", Kind.ADDED),
            tuple("segments[vip]", Kind.ADDED),
            tuple("audiences[42D]", Kind.ADDED),
            tuple("experiences[banner]", Kind.ADDED));
  }
}
