package dev.attune.server.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.experience.Catalog;
import dev.attune.engine.experience.Content;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Variation;
import dev.attune.engine.profile.Value;
import dev.attune.server.document.Completion;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.Format;
import dev.attune.server.document.WorkspaceDocument;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompilerTest {
  private static final String SAMPLE =
      """
      id: DEMO
      time_zone: Asia/Kolkata
      audiences:
        - { id: 42D, name: High Intent Users, rule: { attribute: plan, is: gold } }
      experiences:
        - key: homepage-banner
          name: Homepage Banner — Free Shipping
          id: 65eae5738ea5032b0ef60138
          status: active
          control_percent: 10
          audiences:
            - audience: 42D
              variations:
                - { name: Default, weight: 50 }
                - name: Bold
                  weight: 50
                  payload:
                    Title: Free shipping on orders over ₹999
                    MaxItems: 12
                    Ratio: 0.5
                    ShowBadge: true
                    Layout: { columns: 2 }
                  locales: { hi-IN: { Title: "मुफ़्त \\"शिपिंग\\"" } }
        - key: promo-strip
          name: Promo strip
          schedule: { start: 2026-01-01, time_zone: Europe/Berlin }
          audiences:
            - audience: { name: All Users, rule: { everyone: true } }
              variations: [ { name: Only, weight: 100, payload: { T: a } } ]
      """;

  private static WorkspaceDocument document(String yaml) {
    return Completion.complete(
        null,
        DocumentReader.workspace(yaml.getBytes(UTF_8), Format.YAML),
        Instant.ofEpochSecond(0x65eae573L),
        new Random(1));
  }

  private static Catalog compiled(String yaml) {
    return Compiler.compile(document(yaml), 7, null);
  }

  private static Experience experience(Catalog catalog, String key) {
    return Objects.requireNonNull(catalog.withKey(key));
  }

  /// The second variation of its first audience.
  private static Variation secondOf(Experience experience) {
    return Objects.requireNonNull(experience.targets().getFirst().variation("2"));
  }

  private static String text(Content content) {
    assertThat(content.payload().pieces()).hasSize(1);
    return new String(content.payload().pieces().getFirst(), UTF_8);
  }

  @Test
  void theAnswerIsTheContractsToTheByte() {
    var experience = experience(compiled(SAMPLE), "homepage-banner");

    var bold = secondOf(experience);

    assertThat(text(bold.content()))
        .isEqualTo(
            """
            "homepage-banner":{"payload":{\
            "Title":{"value":"Free shipping on orders over ₹999","data_type":"string"},\
            "MaxItems":{"value":12,"data_type":"number"},\
            "Ratio":{"value":0.5,"data_type":"float"},\
            "ShowBadge":{"value":true,"data_type":"boolean"},\
            "Layout":{"value":{"columns":2},"data_type":"json"}},\
            "experience_context":{"cid":"65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_42D",\
            "experience":"Homepage Banner — Free Shipping","moe_locale_id":"0",\
            "moe_variation_id":"2","audience_name":"High Intent Users","audience_id":"42D",\
            "type":"Web Personalization","experience_type":"API based Experience"}}\
            """);
  }

  @Test
  void aLocaleStandsInPlaceOfTheFieldsItOverrides() {
    var bold = secondOf(experience(compiled(SAMPLE), "homepage-banner"));

    var hindi = bold.in(new Value.Text("hi_IN"));

    assertThat(hindi.locale()).isEqualTo("hi-IN");
    assertThat(text(hindi))
        .startsWith(
            "\"homepage-banner\":{\"payload\":{\"Title\":{\"value\":\"मुफ़्त \\\"शिपिंग\\\"\","
                + "\"data_type\":\"string\"},\"MaxItems\":{\"value\":12,")
        .contains("\"moe_locale_id\":\"hi-IN\"");
    assertThat(bold.in(new Value.Text("ta"))).isSameAs(bold.content());
  }

  @Test
  void theRestOfAnExperienceIsThereToo() {
    var catalog = compiled(SAMPLE);
    var banner = experience(catalog, "homepage-banner");
    var strip = experience(catalog, "promo-strip");

    assertThat(catalog.version()).isEqualTo(7);
    assertThat(banner.controlBuckets()).isEqualTo(1_000);
    assertThat(banner.salt()).isEqualTo("65eae5738ea5032b0ef60138");
    assertThat(banner.schedule().zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    assertThat(banner.targets().getFirst().split().shares())
        .isEqualTo(Map.of("1", 5_000, "2", 5_000));
    assertThat(strip.schedule().start()).isEqualTo(Instant.parse("2025-12-31T23:00:00Z"));
    assertThat(strip.schedule().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(strip.createdAtEpochSecond()).isEqualTo(0x65eae573L);
  }

  @Test
  void onlyWhatChangedIsMadeAnew() {
    var before = document(SAMPLE);
    var live = new Workspace("DEMO", 1, before, Keys.NONE, Compiler.compile(before, 1, null));
    var changed = document(SAMPLE.replace("T: a", "T: b")).sharing(before);
    var renamedAudience = document(SAMPLE.replace("High Intent", "Low Intent")).sharing(before);
    var otherZone = document(SAMPLE.replace("Asia/Kolkata", "Asia/Tokyo")).sharing(before);

    var afterChange = Compiler.compile(changed, 2, live);
    var afterRename = Compiler.compile(renamedAudience, 2, live);
    var afterMove = Compiler.compile(otherZone, 2, live);

    assertThat(experience(afterChange, "homepage-banner"))
        .isSameAs(live.catalog().withKey("homepage-banner"));
    assertThat(
            text(
                experience(afterChange, "promo-strip")
                    .targets()
                    .getFirst()
                    .variations()
                    .getFirst()
                    .content()))
        .contains("\"T\":{\"value\":\"b\"");
    assertThat(experience(afterRename, "homepage-banner").targets().getFirst().audienceName())
        .isEqualTo("Low Intent Users");
    assertThat(experience(afterMove, "homepage-banner").schedule().zone())
        .isEqualTo(ZoneId.of("Asia/Tokyo"));
  }
}
