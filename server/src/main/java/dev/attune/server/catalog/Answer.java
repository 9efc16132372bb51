package dev.attune.server.catalog;

import dev.attune.engine.experience.Content;
import dev.attune.engine.experience.DataType;
import dev.attune.engine.experience.Payload;
import dev.attune.engine.experience.Payload.Slot;
import dev.attune.engine.experience.Variation;
import dev.attune.engine.template.Template;
import dev.attune.engine.template.TemplateException;
import dev.attune.server.document.AudienceDocument;
import dev.attune.server.document.ExperienceDocument;
import dev.attune.server.document.PayloadField;
import dev.attune.server.document.VariationDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/// What a fetch answers for one variation, encoded:
/// `"<key>":{"payload":{…},"experience_context":{…}}`. Source of names and order:
/// docs/wire.md#post-v1experiencesfetch.
///
/// A slot of type string, or inside json, stands for a JSON string with its quotes; any other for
/// the bare value.
final class Answer {
  private static final JsonFactory JSON = new JsonFactory();

  private final ExperienceDocument experience;
  private final AudienceDocument audience;
  private final VariationDocument variation;

  Answer(ExperienceDocument experience, AudienceDocument audience, VariationDocument variation) {
    this.experience = experience;
    this.audience = audience;
    this.variation = variation;
  }

  /// Without an override.
  Content content() {
    return content(Content.NO_LOCALE, variation.payload());
  }

  /// By lower-case tag.
  Map<String, Content> locales() {
    var locales = new HashMap<String, Content>();
    variation
        .locales()
        .forEach((tag, overrides) -> {
          var fields = new LinkedHashMap<>(variation.payload());
          fields.putAll(overrides); // in the place of the ones they override
          locales.put(Variation.tagOf(tag), content(tag, fields));
        });
    return locales;
  }

  private Content content(String locale, Map<String, PayloadField> fields) {
    var pieces = new Pieces();
    pieces.text(experience.key()).raw(":{\"payload\":{");
    boolean first = true;
    for (var field : fields.entrySet()) {
      pieces.raw(first ? "" : ",").text(field.getKey()).raw(":{\"value\":");
      value(field.getKey(), field.getValue(), pieces);
      pieces.raw(",\"data_type\":").text(field.getValue().type().word()).raw("}");
      first = false;
    }
    context(locale, pieces.raw("},\"experience_context\":{"));
    return new Content(locale, pieces.raw("}}").payload());
  }

  private void context(String locale, Pieces pieces) {
    var cid = new Cid(experience.assignedId(), variation.assignedId(), audience.assignedId());
    pieces.raw("\"cid\":").text(cid.text());
    pieces.raw(",\"experience\":").text(experience.name());
    pieces.raw(",\"moe_locale_id\":").text(locale);
    pieces.raw(",\"moe_variation_id\":").text(variation.assignedId());
    pieces.raw(",\"audience_name\":").text(audience.name());
    pieces.raw(",\"audience_id\":").text(audience.assignedId());
    pieces.raw(",\"type\":\"Web Personalization\"");
    pieces.raw(",\"experience_type\":\"API based Experience\"");
  }

  private static void value(String name, PayloadField field, Pieces pieces) {
    // A brace is never escaped in JSON, and none follows another outside of text.
    if (!Template.isTemplate(field.json())) {
      pieces.raw(field.json());
      return;
    }
    try (var parser = JSON.createParser(ObjectReadContext.empty(), field.json())) {
      var type = field.type() == DataType.JSON ? DataType.JSON : field.type();
      while (parser.nextToken() != null) {
        token(parser, name, type, pieces);
      }
    }
  }

  private static void token(JsonParser parser, String name, DataType type, Pieces pieces) {
    var token = parser.currentToken();
    var context = parser.streamReadContext();
    if (token == JsonToken.PROPERTY_NAME) {
      pieces.raw(context.getCurrentIndex() > 0 ? "," : "").text(parser.currentName()).raw(":");
      return;
    }
    boolean end = token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT;
    boolean start = token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT;
    var list = start ? context.getParent() : context;
    if (!end && list.inArray() && list.getCurrentIndex() > 0) {
      pieces.raw(",");
    }
    if (token != JsonToken.VALUE_STRING) {
      pieces.raw(parser.getString());
    } else if (Template.isTemplate(parser.getString())) {
      pieces.slot(new Slot(name, type, compiled(parser.getString())));
    } else {
      pieces.text(parser.getString());
    }
  }

  private static Template compiled(String source) {
    try {
      return Template.compile(source);
    } catch (TemplateException refused) {
      throw new IllegalStateException("the template was not checked: " + source, refused);
    }
  }

  /// Collects what is written between slots.
  private static final class Pieces {
    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final StringBuilder piece = new StringBuilder();

    Pieces raw(String json) {
      piece.append(json);
      return this;
    }

    Pieces text(String text) {
      piece.append('"');
      JsonStringEncoder.getInstance().quoteAsString(text, piece);
      piece.append('"');
      return this;
    }

    void slot(Slot slot) {
      endPiece();
      slots.add(slot);
    }

    Payload payload() {
      endPiece();
      return new Payload(pieces, slots);
    }

    private void endPiece() {
      pieces.add(piece.toString().getBytes(StandardCharsets.UTF_8));
      piece.setLength(0);
    }
  }
}
