package dev.attune.server.document;

import static dev.attune.server.document.Reading.EXPERIENCE;
import static dev.attune.server.document.Reading.json;
import static dev.attune.server.document.Reading.mistakes;
import static dev.attune.server.document.Reading.yaml;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.experience.DataType;
import dev.attune.engine.experience.Priority;
import dev.attune.engine.experience.Status;
import dev.attune.engine.profile.Value;
import dev.attune.server.document.TargetDocument.Whom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
  private static final String SAMPLE =
      """
      id: DEMO
      name: Demo shop
      time_zone: Asia/Kolkata
      identity:
        resolution: true
        identifiers: [u_em, u_mb, loyalty_card]
        retain_if_has: null
      limits: { fetches_per_minute: 0, audiences_per_experience: 10, variations_per_audience: 5 }
      keys:
        - { kind: personalize, secret: demo-personalize-key }
        - { kind: data, secret_env: DEMO_DATA_KEY }
      segments:
        - { id: vip, name: VIP customers }
      audiences:
        - id: 42D
          name: High Intent Users
          rule: { all: [ { attribute: visits, at_least: 3 }, { attribute: plan, is: gold } ] }
      experiences:
        - key: homepage-banner
          name: Homepage Banner — Free Shipping
          id: 65eae5738ea5032b0ef60138
          status: active
          priority: high
          schedule: { start: 2026-01-01T00:00:00Z, end: null }
          control_percent: 12.5
          exclusion_group: top
          sticky: false
          salt: pepper
          goals:
            - { name: Order, event: Order Placed, rule: null, revenue: amount, window_hours: 24,
                attribution: click_through }
          audiences:
            - audience: 42D
              variations:
                - id: "1"
                  name: Default
                  weight: 50
                  payload:
                    Title: { value: "Welcome", data_type: string }
                    MaxItems: 12
                    Ratio: 0.5
                    ShowBadge: true
                    Layout: { columns: 2 }
                - { name: Bold, weight: 33.33, payload: { Title: "Free shipping", MaxItems: 8 },
                    locales: { hi: { Title: "मुफ़्त शिपिंग" } } }
            - audience: { name: All Users, rule: { everyone: true } }
              variations: [ { name: Only, weight: 100 } ]
      """;

  @Test
  void everyFieldArrivesWhereItBelongs() {
    var document = yaml(SAMPLE);

    assertThat(document.name()).isEqualTo("Demo shop");
    assertThat(document.timeZone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    assertThat(document.identity())
        .isEqualTo(
            new WorkspaceDocument.Identity(true, List.of("u_em", "u_mb", "loyalty_card"), null));
    assertThat(document.keys())
        .containsExactly(
            new KeyRequest(KeyKind.PERSONALIZE, "", "demo-personalize-key", null),
            new KeyRequest(KeyKind.DATA, "", null, "DEMO_DATA_KEY"));
    assertThat(document.segments()).containsExactly(new SegmentDocument("vip", "VIP customers"));
    assertThat(document.audiences().getFirst().id()).isEqualTo("42D");
    var experience = document.experiences().getFirst();
    assertThat(experience.status()).isEqualTo(Status.ACTIVE);
    assertThat(experience.priority()).isEqualTo(Priority.HIGH);
    assertThat(experience.schedule().start()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(experience.schedule().end()).isNull();
    assertThat(experience.controlBuckets()).isEqualTo(1_250);
    assertThat(experience.exclusionGroup()).isEqualTo("top");
    assertThat(experience.sticky()).isFalse();
    assertThat(experience.salt()).isEqualTo("pepper");
    assertThat(experience.goals())
        .containsExactly(
            new Goal("Order", "Order Placed", null, "amount", 24, Attribution.CLICK_THROUGH));
    var target = experience.audiences().getFirst();
    assertThat(target.whom()).isEqualTo(new Whom.Reference("42D"));
    assertThat(target.variations().getFirst().payload().values())
        .containsExactly(
            new PayloadField(DataType.STRING, "\"Welcome\""),
            new PayloadField(DataType.NUMBER, "12"),
            new PayloadField(DataType.FLOAT, "0.5"),
            new PayloadField(DataType.BOOLEAN, "true"),
            new PayloadField(DataType.JSON, "{\"columns\":2}"));
    assertThat(target.variations().getLast().weight()).isEqualTo(3_333);
    assertThat(target.variations().getLast().locales())
        .isEqualTo(
            Map.of("hi", Map.of("Title", new PayloadField(DataType.STRING, "\"मुफ़्त शिपिंग\""))));
    assertThat(experience.audiences().getLast().whom())
        .isEqualTo(new Whom.Inline(new AudienceDocument(null, "All Users", new Rule.Everyone())));
  }

  @Test
  void aWorkspaceIsAsSmallAsItsId() {
    var document = json("{\"id\":\"X\"}");

    assertThat(document.name()).isEqualTo("X");
    assertThat(document.timeZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(document.limits()).isEqualTo(WorkspaceDocument.Limits.DEFAULT);
    assertThat(document.experiences()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"42D", "5E3", "42", "007", "1E5", "00", "0", "12345678", "1E2345"})
  void anIdThatLooksLikeANumberComesThroughAsItsText(String written) {
    var document =
        yaml(
            "id: X\naudiences: [ { id: %s, name: A, rule: { everyone: true } } ]"
                .formatted(written));

    assertThat(document.audiences().getFirst().id()).isEqualTo(written);
  }

  @Test
  void wordsThatOlderYamlTakesForTruthAreText() {
    var document =
        yaml(
            """
            id: NO
            name: on
            audiences: [ { name: yes, rule: { attribute: off, is: [no, y, 1_000, 0x1F, 010, 007, +5, .5] } } ]
            """);

    assertThat(document.id()).isEqualTo("NO");
    assertThat(document.name()).isEqualTo("on");
    assertThat(document.audiences().getFirst().name()).isEqualTo("yes");
    assertThat(DocumentWriter.text(document.audiences().getFirst(), Format.JSON))
        .isEqualTo(
            "{\"name\":\"yes\",\"rule\":{\"attribute\":\"off\","
                + "\"is\":[\"no\",\"y\",\"1_000\",\"0x1F\",\"010\",\"007\",\"+5\",\".5\"]}}");
  }

  @Test
  void aTimeWithoutAnOffsetIsOnTheClocksOfTheSchedule() {
    var schedule = "      schedule: { start: 2026-07-01T09:00, end: 2026-07-02%s }\n";
    var workspaceZone =
        EXPERIENCE.replace("id: DEMO", "id: DEMO\ntime_zone: Asia/Kolkata")
            + "        variations: [ { name: A, weight: 1 } ]\n";

    var inWorkspace = yaml(workspaceZone + schedule.formatted("").indent(-2)).experiences();
    var inBerlin =
        yaml(workspaceZone + schedule.formatted(", time_zone: Europe/Berlin").indent(-2))
            .experiences();

    assertThat(inWorkspace.getFirst().schedule().start())
        .isEqualTo(Instant.parse("2026-07-01T03:30:00Z"));
    assertThat(inBerlin.getFirst().schedule().start())
        .isEqualTo(Instant.parse("2026-07-01T07:00:00Z"));
    assertThat(inBerlin.getFirst().schedule().end())
        .isEqualTo(Instant.parse("2026-07-01T22:00:00Z"));
  }

  @Test
  void allThatIsWrongIsSaidAtOnceInTheOrderOfTheText() {
    var found =
        mistakes(
            """
            id: DEMO
            colour: red
            time_zone: Mars/Olympus
            audiences:
              - { name: A }
              - { name: A, rule: { attribute: plan } }
            """);

    assertThat(found)
        .extracting(Mistake::line, Mistake::path)
        .containsExactly(
            tuple(2, "colour"),
            tuple(3, "time_zone"),
            tuple(5, "audiences[0].rule"),
            tuple(6, "audiences[1].name"),
            tuple(6, "audiences[1].rule"));
  }

  @Test
  void aHundredMistakesAreEnough() {
    var text = new StringBuilder("id: X\n");
    for (int i = 0; i < 150; i++) {
      text.append("wrong").append(i).append(": 1\n");
    }

    assertThat(mistakes(text.toString())).hasSize(100);
  }

  @Test
  void anUnknownFieldIsToldFromTheOneThatWasMeant() {
    assertThat(mistakes("id: X\nexperience: []"))
        .singleElement()
        .hasToString(
            "line 2, experience: is not known; did you mean experiences? allowed: id, name,"
                + " time_zone, identity, limits, keys, segments, audiences, experiences");
  }

  @Test
  void oneExperienceIsReadWithPathsOfItsOwn() {
    var within = yaml("id: X\naudiences: [ { id: A1, name: Some, rule: { everyone: true } } ]");
    var text =
        """
        { "name": "Homepage", "status": "active",
          "audiences": [ { "audience": "A2", "variations": [ { "name": "A", "weight": 101 } ] } ] }
        """;

    var invalid =
        catchThrowableOfType(
            InvalidDocument.class,
            () ->
                DocumentReader.experience(
                    text.getBytes(UTF_8), Format.JSON, "homepage-banner", within));
    var fine =
        DocumentReader.experience(
            text.replace("A2", "Some").replace("101", "100").getBytes(UTF_8),
            Format.JSON,
            "homepage-banner",
            within);

    assertThat(invalid.mistakes())
        .extracting(Mistake::path)
        .containsExactly("audiences[0].audience", "audiences[0].variations[0].weight");
    assertThat(fine.key()).isEqualTo("homepage-banner");
  }

  @Test
  void aKeyOtherThanThatOfTheAddressIsRefused() {
    var within = yaml("id: X");

    var invalid =
        catchThrowableOfType(
            InvalidDocument.class,
            () -> DocumentReader.segment("{\"id\":\"vip\"}".getBytes(UTF_8), Format.JSON, "gold"));
    var named = DocumentReader.segment("{}".getBytes(UTF_8), Format.JSON, "gold");
    var audience =
        DocumentReader.audience(
            "{\"name\":\"A\",\"rule\":{\"everyone\":true}}".getBytes(UTF_8),
            Format.JSON,
            "42D",
            within);

    assertThat(invalid).hasMessage("line 1, id: is 'vip', but its address says gold");
    assertThat(named).isEqualTo(new SegmentDocument("gold", "gold"));
    assertThat(audience.id()).isEqualTo("42D");
  }

  @Test
  void aQueryParameterIsComparedWithTrueAsText() {
    var audience =
        Reading.yaml(Reading.withRule("{ query: beta, is: true }")).audiences().getFirst();
    assertThat(audience.rule())
        .isInstanceOfSatisfying(
            Rule.Query.class,
            query -> {
              var now = Instant.EPOCH;
              assertThat(query.condition().holds(new Value.Text("true"), now)).isTrue();
              assertThat(query.condition().holds(new Value.Text("false"), now)).isFalse();
            });
  }
}
