package dev.attune.server.document;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.experience.Priority;
import dev.attune.server.document.ExperienceDocument.Runs;
import dev.attune.server.document.TargetDocument.Whom;
import dev.attune.server.document.WorkspaceDocument.Identity;
import dev.attune.server.document.WorkspaceDocument.Limits;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/// Writes documents so that [DocumentReader] reads the same again. Never writes `keys`, and leaves
/// out what is as it would be if nothing were said.
public final class DocumentWriter {
  static final String SIZE = "size";

  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final TokenStreamFactory YAML =
      YAMLFactory.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
          .stringQuotingChecker(new QuoteAllButWords())
          .build();

  private final JsonGenerator out;
  private final Format format;
  private final RuleWriter rules;

  private DocumentWriter(JsonGenerator out, Format format) {
    this.out = out;
    this.format = format;
    rules = new RuleWriter(out);
  }

  public static String text(WorkspaceDocument document, Format format) {
    return written(format, writer -> writer.workspace(document));
  }

  public static String text(ExperienceDocument experience, Format format) {
    return written(format, writer -> writer.experience(experience));
  }

  public static String text(AudienceDocument audience, Format format) {
    return written(format, writer -> writer.audience(audience));
  }

  public static String text(SegmentDocument segment, Format format) {
    return written(format, writer -> writer.segment(segment));
  }

  /// With how many people are in it, for readers; [DocumentReader] passes that over.
  public static String text(SegmentDocument segment, long size, Format format) {
    return written(
        format,
        writer -> {
          writer.out.writeStartObject();
          writer.segmentFields(segment);
          writer.out.writeNumberProperty(SIZE, size);
          writer.out.writeEndObject();
        });
  }

  private static String written(Format format, Consumer<DocumentWriter> document) {
    var text = new StringWriter();
    var factory =
        switch (format) {
          case JSON -> JSON;
          case YAML -> YAML;
        };
    try (var out = factory.createGenerator(ObjectWriteContext.empty(), text)) {
      out.configure(StreamWriteFeature.AUTO_CLOSE_CONTENT, false);
      document.accept(new DocumentWriter(out, format));
    }
    return text.toString();
  }

  private void workspace(WorkspaceDocument document) {
    out.writeStartObject();
    out.writeStringProperty("id", document.id());
    out.writeStringProperty("name", document.name());
    out.writeStringProperty("time_zone", document.timeZone().getId());
    if (!document.identity().equals(Identity.NONE)) {
      identity(document.identity());
    }
    if (!document.limits().equals(Limits.DEFAULT)) {
      limits(document.limits());
    }
    list("segments", document.segments(), this::segment);
    list("audiences", document.audiences(), this::audience);
    list("experiences", document.experiences(), this::experience);
    out.writeEndObject();
  }

  private void identity(Identity identity) {
    out.writeObjectPropertyStart("identity");
    out.writeBooleanProperty("resolution", identity.resolution());
    list("identifiers", identity.identifiers(), out::writeString);
    optional("retain_if_has", identity.retainIfHas());
    out.writeEndObject();
  }

  private void limits(Limits limits) {
    out.writeObjectPropertyStart("limits");
    out.writeNumberProperty("fetches_per_minute", limits.fetchesPerMinute());
    out.writeNumberProperty("audiences_per_experience", limits.audiencesPerExperience());
    out.writeNumberProperty("variations_per_audience", limits.variationsPerAudience());
    out.writeEndObject();
  }

  private void segment(SegmentDocument segment) {
    out.writeStartObject();
    segmentFields(segment);
    out.writeEndObject();
  }

  private void segmentFields(SegmentDocument segment) {
    out.writeStringProperty("id", segment.id());
    out.writeStringProperty("name", segment.name());
  }

  private void audience(AudienceDocument audience) {
    out.writeStartObject();
    optional("id", audience.id());
    out.writeStringProperty("name", audience.name());
    out.writeName("rule");
    rules.write(audience.rule());
    out.writeEndObject();
  }

  private void experience(ExperienceDocument experience) {
    out.writeStartObject();
    out.writeStringProperty("key", experience.key());
    out.writeStringProperty("name", experience.name());
    optional("id", experience.id());
    out.writeStringProperty("status", ExperienceReader.word(experience.status()));
    if (experience.priority() != Priority.MEDIUM) {
      out.writeStringProperty("priority", ExperienceReader.word(experience.priority()));
    }
    if (!experience.schedule().equals(Runs.ALWAYS)) {
      schedule(experience.schedule());
    }
    if (experience.controlBuckets() != 0) {
      out.writeNumberProperty("control_percent", Percent.number(experience.controlBuckets()));
    }
    optional("exclusion_group", experience.exclusionGroup());
    if (!experience.sticky()) {
      out.writeBooleanProperty("sticky", false);
    }
    optional("salt", experience.salt());
    list("goals", experience.goals(), this::goal);
    list("audiences", experience.audiences(), this::target);
    out.writeEndObject();
  }

  private void schedule(Runs runs) {
    out.writeObjectPropertyStart("schedule");
    optional("start", runs.start());
    optional("end", runs.end());
    optional("time_zone", runs.timeZone());
    out.writeEndObject();
  }

  private void goal(Goal goal) {
    out.writeStartObject();
    out.writeStringProperty("name", goal.name());
    out.writeStringProperty("event", goal.event());
    if (goal.rule() != null) {
      out.writeName("rule");
      rules.write(goal.rule());
    }
    optional("revenue", goal.revenue());
    if (goal.windowHours() != Goal.DEFAULT_WINDOW_HOURS) {
      out.writeNumberProperty("window_hours", goal.windowHours());
    }
    if (goal.attribution() != Attribution.VIEW_THROUGH) {
      out.writeStringProperty("attribution", goal.attribution().word());
    }
    out.writeEndObject();
  }

  private void target(TargetDocument target) {
    out.writeStartObject();
    out.writeName("audience");
    switch (target.whom()) {
      case Whom.Reference(var audience) -> out.writeString(audience);
      case Whom.Inline(var audience) -> audience(audience);
    }
    list("variations", target.variations(), this::variation);
    var split = target.split();
    if (split != null) {
      list(
          "split",
          split.runs(),
          run -> {
            out.writeStartArray();
            out.writeString(run.variation());
            out.writeNumber(run.length());
            out.writeEndArray();
          });
    }
    out.writeEndObject();
  }

  private void variation(VariationDocument variation) {
    out.writeStartObject();
    optional("id", variation.id());
    out.writeStringProperty("name", variation.name());
    out.writeNumberProperty("weight", Percent.number(variation.weight()));
    object("payload", variation.payload(), (_, field) -> field(field));
    object("locales", variation.locales(), (_, fields) -> fields(fields));
    out.writeEndObject();
  }

  private void fields(Map<String, PayloadField> fields) {
    out.writeStartObject();
    fields.forEach((name, field) -> {
      out.writeName(name);
      field(field);
    });
    out.writeEndObject();
  }

  /// Always in the long form, so that nothing depends on how a number is spelled.
  private void field(PayloadField field) {
    out.writeStartObject();
    out.writeName("value");
    if (format == Format.JSON) {
      out.writeRawValue(field.json());
    } else {
      try (var parser = JSON.createParser(ObjectReadContext.empty(), field.json())) {
        while (parser.nextToken() != null) {
          copy(parser);
        }
      }
    }
    out.writeStringProperty("data_type", field.type().word());
    out.writeEndObject();
  }

  /// Numbers as they are spelled.
  private void copy(JsonParser parser) {
    switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getString());
      default -> out.copyCurrentEvent(parser);
    }
  }

  private void optional(String name, @Nullable Object text) {
    if (text != null) {
      out.writeStringProperty(name, text.toString());
    }
  }

  private <T> void list(String name, List<T> items, Consumer<T> each) {
    if (!items.isEmpty()) {
      out.writeArrayPropertyStart(name);
      items.forEach(each);
      out.writeEndArray();
    }
  }

  private <T> void object(String name, Map<String, T> values, BiConsumer<String, T> each) {
    if (!values.isEmpty()) {
      out.writeObjectPropertyStart(name);
      values.forEach((field, value) -> {
        out.writeName(field);
        each.accept(field, value);
      });
      out.writeEndObject();
    }
  }

  /// Left alone, the library writes names with invisible characters that it cannot read again.
  private static final class QuoteAllButWords extends StringQuotingChecker {
    private static final long serialVersionUID = 1;
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    @Override
    public boolean needToQuoteName(String name) {
      return !WORD.matcher(name).matches() || isReservedKeyword(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return true;
    }
  }
}
