package dev.attune.engine.vectors;

import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Subject;
import dev.attune.engine.bucketing.Split;
import dev.attune.engine.experience.Catalog;
import dev.attune.engine.experience.Content;
import dev.attune.engine.experience.DataType;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Payload;
import dev.attune.engine.experience.Priority;
import dev.attune.engine.experience.Schedule;
import dev.attune.engine.experience.Status;
import dev.attune.engine.experience.Target;
import dev.attune.engine.experience.Variation;
import dev.attune.engine.profile.Deeds;
import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.engine.template.Template;
import dev.attune.engine.template.TemplateException;
import dev.attune.engine.visit.Device;
import dev.attune.engine.visit.Place;
import dev.attune.engine.visit.Visit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The `given` of a decision vector, as vectors/README.md describes it.
record Given(Catalog catalog, Subject subject) {
  private static final Set<String> FIELDS =
      Set.of("time_zone", "rule", "audiences", "experiences", "profile", "visit", "now");

  static Given read(JsonNode given) {
    Vectors.allowOnly(given, FIELDS);
    var zone = ZoneId.of(Vectors.text(given, "time_zone", "UTC"));
    var rules = new WrittenRules(zone);
    var now = Instant.parse(given.get("now").stringValue());
    var subject =
        new Subject(profile(given.get("profile"), rules), visit(given.path("visit")), now);
    var rule = given.get("rule");
    var experiences =
        rule == null ? experiences(given, rules) : List.of(servedTo(rules.rule(rule), zone));
    return new Given(new Catalog(1, experiences), subject);
  }

  private static Experience servedTo(Rule rule, ZoneId zone) {
    var content = new Content(Content.NO_LOCALE, new Payload(List.of(new byte[0]), List.of()));
    var only = new Variation("1", "Default", content, Map.of());
    var all = Split.of(List.of(new Split.Run("1", 10_000)));
    var id = "000000000000000000000001";
    return new Experience(
        id,
        "only-one",
        "Only one",
        Status.ACTIVE,
        Priority.MEDIUM,
        new Schedule(null, null, zone),
        0,
        null,
        true,
        id,
        List.of(new Target(id, "1", "Audience", rule, List.of(only), all)));
  }

  private static List<Experience> experiences(JsonNode given, WrittenRules rules) {
    var audiences = new HashMap<String, Rule>();
    for (var audience : given.get("audiences")) {
      Vectors.allowOnly(audience, Set.of("id", "name", "rule"));
      audiences.put(audience.get("id").stringValue(), rules.rule(audience.get("rule")));
    }
    return Vectors.each(
        given.get("experiences"), written -> experience(written, audiences, rules.zone()));
  }

  private static Experience experience(JsonNode written, Map<String, Rule> audiences, ZoneId zone) {
    Vectors.allowOnly(
        written,
        Set.of(
            "id",
            "key",
            "status",
            "priority",
            "schedule",
            "control_percent",
            "exclusion_group",
            "sticky",
            "salt",
            "audiences"));
    var id = written.get("id").stringValue();
    var salt = Vectors.text(written, "salt", id);
    var schedule = written.path("schedule");
    var group = written.get("exclusion_group");
    return new Experience(
        id,
        written.get("key").stringValue(),
        written.get("key").stringValue(),
        Status.valueOf(Vectors.text(written, "status", "active").toUpperCase(Locale.ROOT)),
        Priority.valueOf(Vectors.text(written, "priority", "medium").toUpperCase(Locale.ROOT)),
        new Schedule(instant(schedule.get("start")), instant(schedule.get("end")), zone),
        buckets(written.get("control_percent")),
        group == null ? null : group.stringValue(),
        written.path("sticky").asBoolean(true),
        salt,
        Vectors.each(written.get("audiences"), target -> target(target, salt, audiences)));
  }

  private static Target target(JsonNode written, String salt, Map<String, Rule> audiences) {
    Vectors.allowOnly(written, Set.of("audience", "split", "variations"));
    var id = written.get("audience").stringValue();
    var rule = audiences.get(id);
    if (rule == null) {
      throw new IllegalArgumentException("no audience " + id);
    }
    var shares = new LinkedHashMap<String, Integer>();
    var variations = new ArrayList<Variation>();
    for (var variation : written.get("variations")) {
      variations.add(variation(variation));
      shares.put(variation.get("id").stringValue(), buckets(variation.get("weight")));
    }
    var split = written.get("split");
    var table =
        split == null ? Split.NOBODY.rebalanced(shares) : Split.of(SplitVectorsTest.runs(split));
    return new Target(salt, id, id, rule, variations, table);
  }

  /// Percent, two decimals, in hundredths.
  private static int buckets(@Nullable JsonNode percent) {
    return percent == null
        ? 0
        : percent.decimalValue().multiply(BigDecimal.valueOf(100)).intValueExact();
  }

  private static Variation variation(JsonNode written) {
    Vectors.allowOnly(written, Set.of("id", "weight", "payload", "locales"));
    var locales = new HashMap<String, Content>();
    written
        .path("locales")
        .properties()
        .forEach(locale -> {
          var tag = Variation.tagOf(locale.getKey());
          locales.put(tag, new Content(tag, payload(locale.getValue())));
        });
    var content = new Content(Content.NO_LOCALE, payload(written.path("payload")));
    return new Variation(written.get("id").stringValue(), "Variation", content, locales);
  }

  /// Each field is a slot, so that what it is filled with can be seen.
  private static Payload payload(JsonNode written) {
    var slots = new ArrayList<Payload.Slot>();
    for (var field : written.properties()) {
      var type = field.getValue().path("data_type").asString("string");
      slots.add(new Payload.Slot(field.getKey(), type(type), template(field.getValue())));
    }
    return new Payload(Collections.nCopies(slots.size() + 1, new byte[0]), slots);
  }

  private static DataType type(String word) {
    return Arrays.stream(DataType.values())
        .filter(type -> type.word().equals(word))
        .findAny()
        .orElseThrow();
  }

  private static Template template(JsonNode field) {
    var text = field.isObject() ? field.get("value") : field;
    try {
      return Template.compile(text.stringValue());
    } catch (TemplateException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }

  private static @Nullable Profile profile(@Nullable JsonNode written, WrittenRules rules) {
    if (written == null) {
      return null;
    }
    Vectors.allowOnly(
        written,
        Set.of("customer_id", "attributes", "segments", "exposures", "first_seen", "events"));
    var exposures = new HashMap<String, List<Exposure>>();
    for (var exposure : written.path("exposures")) {
      Vectors.allowOnly(exposure, Set.of("experience", "audience", "variation", "at"));
      var experience = exposure.get("experience").stringValue();
      exposures
          .computeIfAbsent(experience, _ -> new ArrayList<>())
          .add(
              new Exposure(
                  experience,
                  exposure.get("audience").stringValue(),
                  exposure.get("variation").stringValue(),
                  Instant.parse(exposure.get("at").stringValue())));
    }
    var firstSeen = Instant.parse(Vectors.text(written, "first_seen", "2020-01-01T00:00:00Z"));
    return new Profile(
        Vectors.text(written, "customer_id", "someone"),
        attributes(written.path("attributes"), rules),
        exposures,
        Set.copyOf(Vectors.each(written.path("segments"), JsonNode::stringValue)),
        firstSeen,
        firstSeen,
        List.of(),
        new Deeds(Vectors.each(written.path("events"), event -> deed(event, rules))));
  }

  private static Deed deed(JsonNode written, WrittenRules rules) {
    Vectors.allowOnly(written, Set.of("event", "at", "attributes"));
    return new Deed(
        written.get("event").stringValue(),
        Instant.parse(written.get("at").stringValue()),
        attributes(written.path("attributes"), rules));
  }

  private static Map<String, Value> attributes(JsonNode written, WrittenRules rules) {
    var attributes = new HashMap<String, Value>();
    written.properties().forEach(e -> attributes.put(e.getKey(), rules.value(e.getValue())));
    return attributes;
  }

  private static Visit visit(JsonNode written) {
    Vectors.allowOnly(written, Set.of("unit", "query", "day", "hour", "place", "device"));
    var query = new HashMap<String, Value>();
    written.path("query").properties().forEach(e -> query.put(e.getKey(), text(e.getValue())));
    var day = written.get("day");
    var hour = written.get("hour");
    var place = written.path("place");
    var device = written.path("device");
    return new Visit(
        Vectors.text(written, "unit", ""),
        query,
        day == null ? null : WrittenRules.day(day.stringValue()),
        hour == null ? null : Integer.valueOf(hour.stringValue()),
        new Place(
            orNull(place.get("country")), orNull(place.get("region")), orNull(place.get("city"))),
        new Device(
            deviceType(device.get("type")),
            orNull(device.get("os")),
            orNull(device.get("browser"))));
  }

  /// A query parameter is text, or several texts.
  private static Value text(JsonNode written) {
    return written.isArray()
        ? new Value.Array(Vectors.each(written, Given::text))
        : new Value.Text(written.stringValue());
  }

  private static Device.@Nullable Type deviceType(@Nullable JsonNode word) {
    return word == null
        ? null
        : Arrays.stream(Device.Type.values())
            .filter(type -> type.word().equals(word.stringValue()))
            .findAny()
            .orElseThrow();
  }

  private static @Nullable Instant instant(@Nullable JsonNode written) {
    return written == null ? null : Instant.parse(written.stringValue());
  }

  private static @Nullable String orNull(@Nullable JsonNode written) {
    return written == null ? null : written.stringValue();
  }
}
