package dev.attune.engine.template;

import dev.attune.engine.profile.Value;
import dev.attune.engine.template.Budget.Stop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One filling of one template for one person. Lives on one thread.
final class Filling {
  private static final String NOT_SEND = "MOE_NOT_SEND";

  private final Map<String, Value> attributes;
  private final @Nullable Object[] slots;
  private final StringBuilder out;
  private final Budget budget = new Budget();

  Filling(Map<String, Value> attributes, int slots, int expectedLength) {
    this.attributes = attributes;
    this.slots = new @Nullable Object[slots];
    this.out = new StringBuilder(expectedLength);
  }

  String fill(List<Node> body) {
    run(body);
    return out.toString();
  }

  private void run(List<Node> body) {
    for (int i = 0; i < body.size(); i++) {
      run(body.get(i));
    }
  }

  private void run(Node node) {
    switch (node) {
      case Node.Text text -> write(text.text());
      case Node.Output output -> {
        var value = value(output.expression());
        if (NOT_SEND.equals(value)) {
          throw new Stop(NOT_SEND + " (" + output.place() + ")");
        }
        if (value instanceof String text) {
          write(text);
        } else {
          Values.append(out, value, budget);
        }
      }
      case Node.If choice -> runIf(choice);
      case Node.For loop -> runFor(loop);
      case Node.Assign assign -> slots[assign.slot()] = value(assign.value());
    }
  }

  private void write(String text) {
    Budget.checkLength((long) out.length() + text.length());
    out.append(text);
  }

  private void runIf(Node.If choice) {
    for (var branch : choice.branches()) {
      if (Values.truth(value(branch.condition()))) {
        run(branch.body());
        return;
      }
    }
    run(choice.otherwise());
  }

  private void runFor(Node.For loop) {
    var items = Filters.items(value(loop.items()), budget);
    if (items.isEmpty()) {
      run(loop.otherwise());
      return;
    }
    var state = new Node.Loop(items.size());
    slots[loop.loop()] = state;
    var copies = loop.copies();
    for (var item : items) {
      budget.spend(1);
      for (var copy : copies) {
        slots[copy.to()] = copy.from() < 0 ? null : slots[copy.from()];
      }
      assignTargets(loop.targets(), item);
      run(loop.body());
      state.index0++;
    }
  }

  private void assignTargets(List<Integer> targets, @Nullable Object item) {
    if (targets.size() == 1) {
      slots[targets.getFirst()] = item;
      return;
    }
    for (int i = 0; i < targets.size(); i++) {
      slots[targets.get(i)] = item instanceof List<?> list && i < list.size() ? list.get(i) : null;
    }
  }

  private @Nullable Object value(Expression expression) {
    budget.spend(1);
    return switch (expression) {
      case Expression.Literal literal -> literal.value();
      case Expression.Attribute attribute -> attribute(attribute);
      case Expression.Default fallback -> orDefault(fallback);
      case Expression.Filtered filtered -> filtered(filtered);
      case Expression.Variable variable -> slots[variable.slot()];
      case Expression.Index index ->
          Operations.entry(value(index.of()), value(index.index()), budget);
      case Expression.Attributes _ -> new FieldsView(attributes, true);
      case Expression.LoopField field -> loopField(field);
      case Expression.And and -> {
        var left = value(and.left());
        yield Values.truth(left) ? value(and.right()) : left;
      }
      case Expression.Or or -> {
        var left = value(or.left());
        yield Values.truth(left) ? left : value(or.right());
      }
      case Expression.Not not -> !Values.truth(value(not.operand()));
      case Expression.Negate negate -> Operations.negate(value(negate.operand()));
      case Expression.Binary binary ->
          Operations.apply(binary.operator(), value(binary.left()), value(binary.right()), budget);
      case Expression.Choice choice ->
          value(Values.truth(value(choice.condition())) ? choice.then() : choice.otherwise());
      case Expression.Test test -> test(test);
      case Expression.Slice slice ->
          Operations.slice(
              value(slice.of()), valueOrNull(slice.from()), valueOrNull(slice.to()), budget);
      case Expression.Pairs pairs -> pairs(value(pairs.of()));
      case Expression.ListOf list -> list(list);
      case Expression.DictOf dict -> dict(dict);
      case Expression.FormatDate format -> date(format);
      case Expression.NotSend notSend -> {
        var reason = Values.text(value(notSend.reason()), budget);
        Budget.checkLength(reason.length());
        throw new Stop(reason);
      }
    };
  }

  private @Nullable Object valueOrNull(@Nullable Expression expression) {
    return expression == null ? null : value(expression);
  }

  private @Nullable Object attribute(Expression.Attribute attribute) {
    var value = attributes.get(attribute.name());
    if (value == null && attribute.raw() != null) {
      value = attributes.get(attribute.raw());
    }
    return value == null ? null : Values.of(value);
  }

  private @Nullable Object orDefault(Expression.Default fallback) {
    var value = value(fallback.subject());
    boolean missing =
        value == null
            || (fallback.also() != null
                && Values.truth(value(fallback.also()))
                && !Values.truth(value));
    return missing ? value(fallback.fallback()) : value;
  }

  private @Nullable Object filtered(Expression.Filtered filtered) {
    var subject = value(filtered.subject());
    var given = filtered.arguments();
    var arguments = new @Nullable Object[given.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = valueOrNull(given.get(i));
    }
    return Filters.apply(filtered.filter(), subject, arguments, budget);
  }

  private Object loopField(Expression.LoopField field) {
    if (!(slots[field.slot()] instanceof Node.Loop loop)) {
      throw new IllegalStateException("no loop in slot " + field.slot());
    }
    return switch (field.field()) {
      case INDEX -> loop.index0 + 1L;
      case INDEX0 -> (long) loop.index0;
      case REVINDEX -> (long) loop.length - loop.index0;
      case REVINDEX0 -> loop.length - loop.index0 - 1L;
      case FIRST -> loop.index0 == 0;
      case LAST -> loop.index0 == loop.length - 1;
      case LENGTH -> (long) loop.length;
    };
  }

  private Object test(Expression.Test test) {
    var subject = value(test.subject());
    return switch (test.kind()) {
      case DEFINED -> subject != null;
      case UNDEFINED, NONE -> subject == null;
      case STRING -> subject instanceof String || subject instanceof Value.Time;
      case NUMBER -> subject instanceof Number;
      case BOOLEAN -> subject instanceof Boolean;
      case ITERABLE ->
          subject instanceof Collection<?>
              || subject instanceof Map<?, ?>
              || subject instanceof String;
      case MAPPING -> subject instanceof Map<?, ?>;
      case EVEN -> Operations.divides(subject, 2L);
      case ODD -> subject instanceof Long whole && whole % 2 != 0;
      case DIVISIBLEBY -> Operations.divides(subject, valueOrNull(test.argument()));
    };
  }

  private @Nullable Object pairs(@Nullable Object of) {
    return of instanceof Map<?, ?> map ? Filters.pairs(map, budget) : null;
  }

  private Object list(Expression.ListOf list) {
    var items = new ArrayList<@Nullable Object>(list.items().size());
    for (var item : list.items()) {
      items.add(value(item));
    }
    return items;
  }

  private Object dict(Expression.DictOf dict) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < dict.keys().size(); i++) {
      var key = Values.text(value(dict.keys().get(i)), budget);
      fields.put(key, value(dict.values().get(i)));
    }
    return fields;
  }

  private @Nullable Object date(Expression.FormatDate format) {
    var subject = value(format.subject());
    var offset = Values.number(valueOrNull(format.offset()));
    return format.format().format(subject, DateFormat.zone(offset, format.zone()));
  }
}
