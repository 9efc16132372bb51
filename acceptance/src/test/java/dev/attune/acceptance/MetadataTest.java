package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnAttune
final class MetadataTest {
  private static final String ALL =
      experiences(
          experience("running", EVERYONE),
          experience("is-draft", "status: draft", EVERYONE),
          experience("is-paused", "status: paused", EVERYONE),
          experience("is-archived", "status: archived", EVERYONE),
          experience(
              "is-expired", "status: active, schedule: { end: 2020-01-01T00:00:00Z }", EVERYONE),
          experience(
              "christmas", "status: active, schedule: { start: 2100-12-01T00:00:00Z }", EVERYONE));
  private static final String NONE = "{\"metadata\":{\"count\":0,\"experiences\":[]}}";

  @Test
  @Requirement({"META-1", "META-3"})
  void whatIsActivePausedOrScheduledIsListedByKey(Attune attune) {
    var shop = Workspace.create(attune, ALL);

    shop.metadata("")
        .is(
            200,
            """
            {"metadata": {"count": 3, "experiences": [
              {"experience_name": "Name of christmas", "experience_key": "christmas", "status": "Scheduled"},
              {"experience_name": "Name of is-paused", "experience_key": "is-paused", "status": "Paused"},
              {"experience_name": "Name of running", "experience_key": "running", "status": "Active"}]}}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?status=Active                  | running
          ?status=Paused,Scheduled        | christmas, is-paused
          ?status=Scheduled%2CActive      | christmas, running
          ?status=Active,Nonsense         | running
          ?status=active                  |
          ?status=Draft,Expired,Archived  |
          ?status=                        |
          ?other=Active                   | christmas, is-paused, running
          """)
  @Requirement({"META-2", "META-3", "META-4"})
  void theStatusFiltersAndTheCountIsOfWhatIsLeft(String query, String expected, Attune attune) {
    var shop = Workspace.create(attune, ALL);
    var wanted = expected == null ? List.<String>of() : List.of(expected.split(", ", -1));

    var metadata = shop.metadata(query).hasStatus(200).json().required("metadata");

    var keys = new ArrayList<String>();
    metadata
        .required("experiences")
        .forEach(item -> keys.add(item.required("experience_key").asString()));
    assertThat(keys).isEqualTo(wanted);
    assertThat(metadata.required("count").asInt()).isEqualTo(wanted.size());
  }

  @Test
  @Requirement("META-4")
  void noneIsAnEmptyList(Attune attune) {
    Workspace.create(attune, "experiences: []\n").metadata("").is(200, NONE);
    Workspace.create(attune, ALL).metadata("?status=Expired").is(200, NONE);
  }
}
