package dev.attune.benchmarks.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class WorkspaceDocumentTest {
  private static final Pattern BETWEEN = Pattern.compile("\"between\":\\[(\\d+),(\\d+)]");

  @ParameterizedTest
  @ValueSource(ints = {100, 10_000})
  void everyLotIsWantedByNineExperiencesAndOneIsForAll(int experiences) {
    var text = document(experiences);

    var wantedBy = new int[People.LOTS];
    int byLot = 0;
    for (var lots = BETWEEN.matcher(text); lots.find(); byLot++) {
      IntStream.range(Integer.parseInt(lots.group(1)), Integer.parseInt(lots.group(2)))
          .forEach(lot -> wantedBy[lot]++);
    }
    assertThat(byLot).isEqualTo(experiences - 1);
    assertThat(wantedBy).containsOnly(Lots.MATCHING - 1);
  }

  @Test
  void itIsJsonWithSoManyExperiences() {
    int keys = 0;
    try (var json = new JsonFactory().createParser(ObjectReadContext.empty(), document(100))) {
      while (json.nextToken() != null) {
        if ("key".equals(json.currentName())) {
          keys++;
        }
      }
    }
    assertThat(keys).isEqualTo(2 * 100); // its name and its value
  }

  @Test
  void onBehaviourThereIsAnExperienceForEachWindow() {
    var text =
        new String(
            WorkspaceDocument.onBehaviour("BENCH", "fetching", "writing", List.of(30, 7)), UTF_8);
    assertThat(text)
        .containsOnlyOnce("\"key\":\"experience-00001\"")
        .contains(
            "{\"event\":\"Product Viewed\",\"times\":{\"exactly\":0},\"in_the_last\":{\"days\":7}")
        .doesNotContain("between");
  }

  @Test
  void aNumberThatDoesNotDivideIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Lots.of(1, 101));
    assertThatIllegalArgumentException().isThrownBy(() -> Lots.of(1, 1));
  }

  private static String document(int experiences) {
    return new String(WorkspaceDocument.of("BENCH", experiences, "fetching", "writing"), UTF_8);
  }
}
