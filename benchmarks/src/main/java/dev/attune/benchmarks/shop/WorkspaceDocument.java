package dev.attune.benchmarks.shop;

import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A workspace with so many active experiences, of which every person in [People] matches
/// [Lots#MATCHING]; [ExperienceNames#FOR_ALL] is one of them.
///
/// Each has a rule of three conditions, two variations half and half, and a payload of four fields
/// of the same length in both, so that all answers to a question are equally long.
public final class WorkspaceDocument {
  public static final String GOAL = "Order";

  /// What counts as a conversion, of each experience.
  public static final String GOAL_EVENT = "Order Placed";

  /// The attribute of [#GOAL_EVENT] that says how much.
  public static final String REVENUE = "total";

  /// How long after a touch it counts.
  public static final int GOAL_HOURS = 24;

  private static final JsonFactory JSON = new JsonFactory();

  private WorkspaceDocument() {}

  /// As JSON in UTF-8.
  ///
  /// @param experiences how many; see [Lots#of]
  public static byte[] of(
      String workspaceId, int experiences, String personalizeKey, String dataKey) {
    return document(
        workspaceId,
        personalizeKey,
        dataKey,
        experiences,
        (json, number) -> writeRule(json, number, experiences));
  }

  /// As many experiences as `days` has elements, each for all who have not looked at
  /// [Histories#RARE] for so many days.
  public static byte[] onBehaviour(
      String workspaceId, String personalizeKey, String dataKey, List<Integer> days) {
    return document(
        workspaceId,
        personalizeKey,
        dataKey,
        days.size(),
        (json, number) -> writeBehaviour(json, days.get(number)));
  }

  private interface RuleWriter {
    void write(JsonGenerator json, int experience);
  }

  private static byte[] document(
      String workspaceId,
      String personalizeKey,
      String dataKey,
      int experiences,
      RuleWriter rules) {
    var bytes = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("id", workspaceId);
      json.writeStringProperty("name", "Benchmark");
      json.writeArrayPropertyStart("keys");
      writeKey(json, "personalize", personalizeKey);
      writeKey(json, "data", dataKey);
      json.writeEndArray();
      json.writeArrayPropertyStart("experiences");
      for (int number = 0; number < experiences; number++) {
        writeExperience(json, number, rules);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeKey(JsonGenerator json, String kind, String secret) {
    json.writeStartObject();
    json.writeStringProperty("kind", kind);
    json.writeStringProperty("secret", secret);
    json.writeEndObject();
  }

  private static void writeExperience(JsonGenerator json, int number, RuleWriter rules) {
    json.writeStartObject();
    json.writeStringProperty("key", ExperienceNames.key(number));
    json.writeStringProperty("name", ExperienceNames.name(number));
    json.writeStringProperty("id", ExperienceNames.id(number));
    json.writeStringProperty("status", "active");
    writeGoal(json);
    json.writeArrayPropertyStart("audiences");
    json.writeStartObject();
    json.writeObjectPropertyStart("audience");
    json.writeStringProperty("id", ExperienceNames.audienceId(number));
    json.writeStringProperty("name", "Audience of " + ExperienceNames.name(number));
    json.writeName("rule");
    rules.write(json, number);
    json.writeEndObject();
    json.writeArrayPropertyStart("variations");
    writeVariation(json, "Calm", number);
    writeVariation(json, "Bold", number);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeGoal(JsonGenerator json) {
    json.writeArrayPropertyStart("goals");
    json.writeStartObject();
    json.writeStringProperty("name", GOAL);
    json.writeStringProperty("event", GOAL_EVENT);
    json.writeStringProperty("revenue", REVENUE);
    json.writeNumberProperty("window_hours", GOAL_HOURS);
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeBehaviour(JsonGenerator json, int days) {
    json.writeStartObject();
    json.writeStringProperty("event", Histories.VIEWED);
    json.writeObjectPropertyStart("times");
    json.writeNumberProperty("exactly", 0);
    json.writeEndObject();
    json.writeObjectPropertyStart("in_the_last");
    json.writeNumberProperty("days", days);
    json.writeEndObject();
    json.writeArrayPropertyStart("where");
    startCondition(json, Histories.CATEGORY);
    json.writeStringProperty("is", Histories.RARE);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /// Like the catalog that the engine alone is measured with: see the package `engine`.
  private static void writeRule(JsonGenerator json, int number, int count) {
    json.writeStartObject();
    json.writeArrayPropertyStart("all");
    if (number == 0) {
      writeCountry(json);
      writeAge(json);
      writeNoTrial(json);
    } else {
      var lots = Lots.of(number, count);
      for (int place = 0; place < 3; place++) {
        if (place == number % 3) {
          writeLots(json, lots);
        } else if (place == 0 || (place == 1 && number % 3 == 0)) {
          writeCountry(json);
        } else {
          writeAge(json);
        }
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeCountry(JsonGenerator json) {
    startCondition(json, "country");
    json.writeArrayPropertyStart("is");
    People.COUNTRIES.forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeAge(JsonGenerator json) {
    startCondition(json, "age");
    json.writeNumberProperty("at_least", 18);
    json.writeEndObject();
  }

  private static void writeNoTrial(JsonGenerator json) {
    startCondition(json, "plan");
    json.writeStringProperty("is_not", "trial");
    json.writeEndObject();
  }

  private static void writeLots(JsonGenerator json, Lots lots) {
    startCondition(json, "lot");
    json.writeArrayPropertyStart("between");
    json.writeNumber(lots.from());
    json.writeNumber(lots.to());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void startCondition(JsonGenerator json, String attribute) {
    json.writeStartObject();
    json.writeStringProperty("attribute", attribute);
  }

  private static void writeVariation(JsonGenerator json, String name, int number) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeNumberProperty("weight", 50);
    json.writeObjectPropertyStart("payload");
    json.writeStringProperty("Title", name + " offer " + ExperienceNames.name(number));
    json.writeNumberProperty("MaxItems", 12);
    json.writeBooleanProperty("ShowBadge", true);
    json.writeObjectPropertyStart("Layout");
    json.writeNumberProperty("columns", 2);
    json.writeStringProperty("theme", "light");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }
}
