package dev.attune.server.admin;

import dev.attune.engine.audience.Explained;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Subject;
import dev.attune.engine.bucketing.Split;
import dev.attune.engine.decision.Decision.Served;
import dev.attune.engine.decision.Decision.Withheld;
import dev.attune.engine.decision.Explanation;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Target;
import dev.attune.engine.visit.Visit;
import dev.attune.server.attributes.ValueJson;
import dev.attune.server.catalog.Cid;
import dev.attune.server.catalog.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Explanations for a person to read: first who it was, then for each key the verdict, and only
/// then all that led to it.
final class ExplanationJson {
  private final JsonGenerator json;
  private final Workspace workspace;
  private final Subject subject;

  ExplanationJson(JsonGenerator json, Workspace workspace, Subject subject) {
    this.json = json;
    this.workspace = workspace;
    this.subject = subject;
  }

  void write(List<Explanation> explanations) {
    json.writeStringProperty("workspace", workspace.id());
    json.writeNumberProperty("version", workspace.version());
    json.writeStringProperty("decided_at", subject.now().toString());
    writePerson();
    writeVisit(subject.visit());
    json.writeArrayPropertyStart("experiences");
    for (var explanation : explanations) {
      json.writeStartObject();
      write(explanation);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writePerson() {
    var profile = subject.profile();
    json.writeObjectPropertyStart("person");
    json.writeBooleanProperty("profile_found", profile != null);
    json.writeStringProperty(
        "bucketed_by", profile == null ? subject.visit().unit() : profile.customerId());
    if (profile != null) {
      json.writeStringProperty("customer_id", profile.customerId());
      json.writeStringProperty("first_seen", profile.firstSeen().toString());
    }
    json.writeEndObject();
  }

  /// What is known of the visit. Place and device are looked up only when a rule asks for them.
  private void writeVisit(Visit visit) {
    json.writeObjectPropertyStart("visit");
    writeIfThere("country", visit.place().country());
    writeIfThere("region", visit.place().region());
    writeIfThere("city", visit.place().city());
    var device = visit.device().type();
    writeIfThere("device", device == null ? null : device.word());
    writeIfThere("os", visit.device().os());
    writeIfThere("browser", visit.device().browser());
    if (!visit.query().isEmpty()) {
      json.writeName("query");
      ValueJson.writeFields(json, visit.query());
    }
    json.writeEndObject();
  }

  private void write(Explanation explanation) {
    json.writeStringProperty("key", explanation.key());
    var experience = explanation.experience();
    if (experience != null) {
      json.writeStringProperty("name", experience.name());
      json.writeStringProperty("state", Experiences.word(experience.stateAt(subject.now())));
    }
    switch (explanation.decision()) {
      case Served served -> writeServed(served);
      case Withheld withheld -> writeWithheld(withheld);
    }
    if (experience != null) {
      writeControl(experience, explanation.controlBucket());
      json.writeArrayPropertyStart("audiences");
      explanation.audiences().forEach(this::writeAudience);
      json.writeEndArray();
    }
  }

  private void writeServed(Served served) {
    var target = served.target();
    var variation = served.variation();
    json.writeStringProperty("decision", "served");
    json.writeStringProperty("because", Experiences.word(served.because()));
    json.writeObjectPropertyStart("variation");
    json.writeStringProperty("id", variation.id());
    json.writeStringProperty("name", variation.name());
    json.writeStringProperty("locale", served.content().locale());
    json.writeEndObject();
    writeTarget(target);
    json.writeStringProperty(
        "cid", new Cid(served.experience().id(), variation.id(), target.audienceId()).text());
  }

  private void writeWithheld(Withheld withheld) {
    json.writeStringProperty("decision", "withheld");
    json.writeStringProperty("reason", withheld.unless().word());
    if (!withheld.detail().isEmpty()) {
      json.writeStringProperty("detail", withheld.detail());
    }
    if (withheld.target() != null) {
      writeTarget(withheld.target());
    }
  }

  private void writeTarget(Target target) {
    json.writeObjectPropertyStart("audience");
    json.writeStringProperty("id", target.audienceId());
    json.writeStringProperty("name", target.audienceName());
    json.writeEndObject();
  }

  private void writeControl(Experience experience, int bucket) {
    json.writeObjectPropertyStart("control");
    json.writeNumberProperty("bucket", bucket);
    json.writeNumberProperty("held_out_below", experience.controlBuckets());
    json.writeEndObject();
  }

  private void writeAudience(Explanation.Audience audience) {
    var target = audience.target();
    json.writeStartObject();
    json.writeStringProperty("id", target.audienceId());
    json.writeStringProperty("name", target.audienceName());
    json.writeBooleanProperty("matched", audience.matched());
    if (target.needsProfile() && subject.profile() == null) {
      json.writeStringProperty("note", "its rule needs a profile, and there is none");
    }
    json.writeNumberProperty("bucket", audience.bucket());
    writeSplit(target.split());
    json.writeName("rule");
    writeRule(audience.rule());
    json.writeEndObject();
  }

  private void writeSplit(Split split) {
    json.writeArrayPropertyStart("split");
    int from = 0;
    for (var run : split.runs()) {
      json.writeStartObject();
      json.writeNumberProperty("from", from);
      json.writeNumberProperty("to", from + run.length() - 1);
      if (run.variation().isEmpty()) {
        json.writeNullProperty("variation");
      } else {
        json.writeStringProperty("variation", run.variation());
      }
      json.writeEndObject();
      from += run.length();
    }
    json.writeEndArray();
  }

  private void writeRule(Explained explained) {
    json.writeStartObject();
    json.writeBooleanProperty("matched", explained.matched());
    switch (explained.rule()) {
      case Rule.All _ -> writeParts("all", explained.parts());
      case Rule.Any _ -> writeParts("any", explained.parts());
      case Rule.Not _ -> {
        json.writeName("not");
        writeRule(explained.parts().getFirst());
      }
      default -> writeLeaf(explained);
    }
    json.writeEndObject();
  }

  private void writeParts(String name, List<Explained> parts) {
    json.writeArrayPropertyStart(name);
    parts.forEach(this::writeRule);
    json.writeEndArray();
  }

  /// `seen` is null where there was nothing to see, and `wanted` is the rule without its subject.
  private void writeLeaf(Explained explained) {
    var rule = RuleJson.of(explained.rule());
    json.writeName("rule");
    json.writeRawValue(rule.text());
    json.writeName("seen");
    if (explained.seen() == null) {
      json.writeNull();
    } else {
      ValueJson.write(json, explained.seen());
    }
    json.writeName("wanted");
    json.writeRawValue(rule.wanted());
  }

  private void writeIfThere(String name, @Nullable String text) {
    if (text != null) {
      json.writeStringProperty(name, text);
    }
  }
}
