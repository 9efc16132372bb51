package dev.attune.engine.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which slot each variable has, at one point of a template: the whole template, or the body of a
/// loop, which sees what is outside but sets variables of its own.
final class Scope {
  private final @Nullable Scope outer;
  private final Slots slots;
  private final Map<String, Integer> names = new HashMap<>();
  private final List<Node.Copy> copies = new ArrayList<>();

  /// The slot of this loop, or -1 outside of all loops.
  final int loop;

  private Scope(@Nullable Scope outer, Slots slots, int loop) {
    this.outer = outer;
    this.slots = slots;
    this.loop = loop;
  }

  static Scope outermost(Slots slots) {
    return new Scope(null, slots, -1);
  }

  Scope loop() {
    return new Scope(this, slots, slots.count++);
  }

  /// The slot to read a variable from, or null if there is none of this name.
  @Nullable Integer find(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      var slot = scope.names.get(name);
      if (slot != null) {
        return slot;
      }
    }
    return null;
  }

  /// The slot for a loop's own variable.
  int declare(String name) {
    int slot = slots.count++;
    names.put(name, slot);
    return slot;
  }

  /// The slot to write a variable to. One that is new in a loop starts each round with what the
  /// variable of that name holds outside.
  int assign(String name) {
    var own = names.get(name);
    if (own != null) {
      return own;
    }
    var outside = find(name);
    int slot = declare(name);
    copies.add(new Node.Copy(slot, outside == null ? -1 : outside));
    return slot;
  }

  List<Node.Copy> copies() {
    return List.copyOf(copies);
  }

  /// How many slots a template needs.
  static final class Slots {
    int count;
  }
}
