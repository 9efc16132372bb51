package dev.attune.engine.template;

import java.util.List;

/// A part of a template's body.
sealed interface Node {

  record Text(String text) implements Node {}

  /// @param place where it stands, for the reason of a `MOE_NOT_SEND`
  record Output(Expression expression, String place) implements Node {}

  record Branch(Expression condition, List<Node> body) {}

  record If(List<Branch> branches, List<Node> otherwise) implements Node {}

  /// @param loop slot of the [Loop]
  /// @param targets slots of the loop's variables; several take an item apart
  /// @param copies made before each round, so that a `set` in the body lasts for one round only
  record For(
      int loop,
      List<Integer> targets,
      List<Copy> copies,
      Expression items,
      List<Node> body,
      List<Node> otherwise)
      implements Node {}

  /// Sets one slot to what another holds.
  ///
  /// @param from negative for nothing
  record Copy(int to, int from) {}

  record Assign(int slot, Expression value) implements Node {}

  /// How far a loop has come.
  final class Loop {
    final int length;
    int index0;

    Loop(int length) {
      this.length = length;
    }
  }
}
