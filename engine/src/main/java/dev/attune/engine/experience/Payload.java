package dev.attune.engine.experience;

import dev.attune.engine.template.Template;
import java.util.List;

/// What is served, encoded when it was published: bytes that never vary, and between them slots
/// that a template fills for each person.
///
/// What the bytes mean is the publisher's affair. There is one piece more than there are slots.
public final class Payload {

  /// A gap between two pieces.
  ///
  /// @param field the payload field it is part of, for messages
  /// @param type what the filled text must be: a number, a boolean, or any text
  public record Slot(String field, DataType type, Template template) {}

  private final List<byte[]> pieces;
  private final List<Slot> slots;

  public Payload(List<byte[]> pieces, List<Slot> slots) {
    if (pieces.size() != slots.size() + 1) {
      throw new IllegalArgumentException(
          "%d pieces do not go with %d slots".formatted(pieces.size(), slots.size()));
    }
    this.pieces = List.copyOf(pieces);
    this.slots = List.copyOf(slots);
  }

  /// Not copied: nobody writes to them. `pieces().get(i)` stands before slot `i`.
  public List<byte[]> pieces() {
    return pieces;
  }

  public List<Slot> slots() {
    return slots;
  }
}
