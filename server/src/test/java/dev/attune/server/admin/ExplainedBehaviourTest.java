package dev.attune.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.audience.Subject;
import dev.attune.engine.decision.Decider;
import dev.attune.engine.profile.Deeds;
import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.engine.visit.Device;
import dev.attune.engine.visit.Place;
import dev.attune.engine.visit.Visit;
import dev.attune.server.Shop;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.Format;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What an explanation says of rules on what people do: what was seen, and what was wanted.
class ExplainedBehaviourTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final List<Deed> DEEDS =
      List.of(
          viewed("2026-11-21T09:00:00Z", "shoes"),
          viewed("2026-11-20T09:00:00Z", "Shoes"),
          viewed("2026-11-19T09:00:00Z", "hats"),
          viewed("2026-10-01T09:00:00Z", "bags"));

  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static Deed viewed(String at, String category) {
    return new Deed("Viewed", Instant.parse(at), Map.of("category", new Value.Text(category)));
  }

  /// The audience's rule as it is explained.
  private String explained(String rule) throws Exception {
    var document =
        """
        id: SHOP
        experiences:
          - key: banner
            name: Banner
            status: active
            audiences:
              - audience: { name: Some, rule: %s }
                variations: [ { name: Default, weight: 100 } ]
        """
            .formatted(rule);
    var bytes = document.getBytes(StandardCharsets.UTF_8);
    var _ =
        shop.workspaces()
            .publish(DocumentReader.workspace(bytes, Format.YAML), OptionalLong.empty());
    var profile =
        new Profile("asha", Map.of(), Map.of(), Set.of(), NOW, NOW, List.of(), new Deeds(DEEDS));
    var visit = new Visit("", Map.of(), null, null, Place.UNKNOWN, Device.UNKNOWN);
    var subject = new Subject(profile, visit, NOW);
    var out = new StringWriter();
    var workspace = shop.workspace();
    try (var json = new JsonMapper().createGenerator(out)) {
      json.writeStartObject();
      new ExplanationJson(json, workspace, subject)
          .write(new Decider(workspace.catalog(), subject).explain(List.of("banner")));
      json.writeEndObject();
    }
    return new JsonMapper()
        .readTree(out.toString())
        .at("/experiences/0/audiences/0/rule")
        .toString()
        .replace('"', '\'');
  }

  @Test
  void ofAnEventHowOftenItWasDone() throws Exception {
    assertThat(explained("{ event: Viewed, times: { at_least: 2 }, in_the_last: { days: 7 } }"))
        .isEqualTo(
            "{'matched':true,"
                + "'rule':{'event':'Viewed','times':{'at_least':2},'in_the_last':{'days':7}},"
                + "'seen':3,'wanted':{'times':{'at_least':2},'in_the_last':{'days':7}}}");
    assertThat(explained("{ event: Bought }"))
        .isEqualTo(
            "{'matched':false,'rule':{'event':'Bought','times':{'at_least':1}},"
                + "'seen':0,'wanted':{'times':{'at_least':1}}}");
  }

  @Test
  void ofAnOccurrenceWhenItWas() throws Exception {
    assertThat(explained("{ event: Viewed, occurrence: first, in_the_last: { days: 7 } }"))
        .isEqualTo(
            "{'matched':false,"
                + "'rule':{'event':'Viewed','occurrence':'first','in_the_last':{'days':7}},"
                + "'seen':'2026-10-01T09:00:00Z',"
                + "'wanted':{'occurrence':'first','in_the_last':{'days':7}}}");
    assertThat(explained("{ event: Bought, occurrence: last, before: 2026-11-01 }"))
        .contains("'seen':null");
  }

  @Test
  void ofWhatIsLikedTheValuesDoneMostOften() throws Exception {
    assertThat(
            explained("{ affinity: Viewed, attribute: category, is: hats, predominantly: true }"))
        .isEqualTo(
            "{'matched':false,"
                + "'rule':{'affinity':'Viewed','attribute':'category','is':'hats','predominantly':true},"
                + "'seen':[{'value':'Shoes','times':2,'of':4,'percent':50},"
                + "{'value':'bags','times':1,'of':4,'percent':25},"
                + "{'value':'hats','times':1,'of':4,'percent':25}],"
                + "'wanted':{'is':'hats','predominantly':true}}");
  }

  @Test
  void ofAShareHowLargeItIs() throws Exception {
    assertThat(
            explained(
                "{ affinity: Viewed, attribute: category, is: shoes, at_least_percent: 66.67,"
                    + " in_the_last: { days: 7 } }"))
        .isEqualTo(
            "{'matched':false,"
                + "'rule':{'affinity':'Viewed','attribute':'category','is':'shoes',"
                + "'at_least_percent':66.67,'in_the_last':{'days':7}},"
                + "'seen':{'times':2,'of':3,'percent':66.66},"
                + "'wanted':{'is':'shoes','at_least_percent':66.67,'in_the_last':{'days':7}}}");
    assertThat(
            explained("{ affinity: Bought, attribute: category, is: shoes, at_least_percent: 40 }"))
        .contains("'seen':null");
  }
}
