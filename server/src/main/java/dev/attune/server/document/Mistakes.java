package dev.attune.server.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mistakes found so far. What is read after one goes on with a stand-in, so that the rest is
/// looked at too; nothing of a document with mistakes is ever used.
final class Mistakes {
  static final int MAX = 100;

  private static final char STAND_IN = '\0';

  private final List<Mistake> found = new ArrayList<>();
  private int standIns;

  void add(@Nullable At at, Node node, String message) {
    add(new Mistake(At.path(at), node.line(), node.column(), message));
  }

  void add(Mistake mistake) {
    if (found.size() < MAX) {
      found.add(mistake);
    }
  }

  boolean isFull() {
    return found.size() == MAX;
  }

  /// A text in place of one that could not be read: different from every other.
  String standIn() {
    return STAND_IN + Integer.toString(standIns++);
  }

  static boolean isStandIn(String text) {
    return !text.isEmpty() && text.charAt(0) == STAND_IN;
  }

  /// @throws InvalidDocument if there are any
  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
      throw new InvalidDocument(found);
    }
  }
}
