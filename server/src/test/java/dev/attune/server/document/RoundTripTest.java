package dev.attune.server.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
  private static final int DOCUMENTS = 100;

  @ParameterizedTest
  @EnumSource(Format.class)
  void whatIsWrittenIsReadAsTheSame(Format format) {
    for (long seed = 0; seed < DOCUMENTS; seed++) {
      var document = Documents.of(seed);

      var text = DocumentWriter.text(document, format);

      assertThat(DocumentReader.workspace(text.getBytes(UTF_8), format))
          .as("seed %d: %s", seed, text)
          .isEqualTo(document);
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void aCompletedDocumentIsReadAsTheSameAndIsCompleteAlready(Format format) {
    for (long seed = 0; seed < DOCUMENTS; seed++) {
      var parsed = withoutSplits(Documents.of(seed));
      var completed = Completion.complete(null, parsed, Instant.ofEpochSecond(1), new Random(seed));

      var text = DocumentWriter.text(completed, format);
      var read = DocumentReader.workspace(text.getBytes(UTF_8), format);

      assertThat(read).as("seed %d: %s", seed, text).isEqualTo(completed);
      assertThat(Completion.complete(completed, read, Instant.EPOCH, new Random(0)))
          .as("seed %d", seed)
          .isEqualTo(completed);
      assertThat(Completion.complete(completed, parsed, Instant.EPOCH, new Random(0)))
          .as("seed %d, applied again without ids", seed)
          .isEqualTo(completed);
      assertThat(Differences.between(completed, read)).isEmpty();
    }
  }

  /// The generator's splits name variations at random.
  private static WorkspaceDocument withoutSplits(WorkspaceDocument document) {
    return document.withExperiences(
        document.experiences().stream()
            .map(experience ->
                new ExperienceDocument(
                    experience.key(),
                    experience.name(),
                    experience.id(),
                    experience.status(),
                    experience.priority(),
                    experience.schedule(),
                    experience.controlBuckets(),
                    experience.exclusionGroup(),
                    experience.sticky(),
                    experience.salt(),
                    experience.goals(),
                    experience.audiences().stream()
                        .map(target -> new TargetDocument(target.whom(), null, target.variations()))
                        .toList()))
            .toList());
  }
}
