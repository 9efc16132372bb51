package dev.attune.engine.decision;

import dev.attune.engine.experience.Payload.Slot;
import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Value;
import dev.attune.engine.template.Filled;
import java.util.Locale;
import java.util.Map;

/// Fills the slots of payloads, and holds what comes out against the type of the field.
final class Slots {
  private Slots() {}

  /// Numbers come back as JSON writes them and booleans in lower case; a text that is none
  /// withholds.
  static Filled fill(Slot slot, Map<String, Value> attributes) {
    var filled = slot.template().fill(attributes);
    return filled instanceof Filled.Text(var text) ? checked(slot, text) : filled;
  }

  private static Filled checked(Slot slot, String text) {
    var trimmed = text.strip();
    return switch (slot.type()) {
      case STRING, JSON -> new Filled.Text(text);
      case NUMBER, FLOAT -> {
        double number = Numbers.parse(trimmed);
        yield Double.isNaN(number)
            ? refused(text, "a number")
            : new Filled.Text(Numbers.text(number));
      }
      case BOOLEAN -> {
        var word = trimmed.toLowerCase(Locale.ROOT);
        yield word.equals("true") || word.equals("false")
            ? new Filled.Text(word)
            : refused(text, "true or false");
      }
    };
  }

  private static Filled refused(String text, String wanted) {
    var shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new Filled.Withheld("the template gave '%s', not %s".formatted(shown, wanted));
  }
}
