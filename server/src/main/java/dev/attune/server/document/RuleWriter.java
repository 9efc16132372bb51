package dev.attune.server.document;

import dev.attune.engine.audience.Condition;
import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Rule.Degree;
import dev.attune.engine.audience.Rules;
import dev.attune.engine.audience.When;
import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Value;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes rules as [RuleReader] reads them.
final class RuleWriter {
  private final JsonGenerator out;

  RuleWriter(JsonGenerator out) {
    this.out = out;
  }

  void write(Rule rule) {
    out.writeStartObject();
    switch (rule) {
      case Rule.Everyone _ -> out.writeBooleanProperty("everyone", true);
      case Rule.All(var rules) -> parts("all", rules);
      case Rule.Any(var rules) -> parts("any", rules);
      case Rule.Not(var inner) -> {
        out.writeName("not");
        write(inner);
      }
      case Rule.Attribute(var path, var condition) -> {
        out.writeStringProperty("attribute", path.toString());
        condition(condition);
      }
      case Rule.Query(var name, var condition) -> {
        out.writeStringProperty("query", name);
        condition(condition);
      }
      case Rule.Done(var event, var times, var when, var where) -> {
        out.writeStringProperty(BehaviourReader.EVENT, event);
        out.writeObjectPropertyStart(BehaviourReader.TIMES);
        out.writeNumberProperty(times.bound().word(), times.times());
        out.writeEndObject();
        when(when);
        where(where);
      }
      case Rule.Occurred(var event, var occurrence, var when, var where) -> {
        out.writeStringProperty(BehaviourReader.EVENT, event);
        out.writeStringProperty(BehaviourReader.OCCURRENCE, occurrence.word());
        when(when);
        where(where);
      }
      case Rule.Affinity(var event, var path, var condition, var degree, var when) -> {
        out.writeStringProperty(BehaviourReader.AFFINITY, event);
        out.writeStringProperty(BehaviourReader.ATTRIBUTE, path.toString());
        condition(condition);
        degree(degree);
        when(when);
      }
      case Rule.InSegment(var id) -> out.writeStringProperty("segment", id);
      case Rule.OnDay(var days) ->
          texts("day", days.stream().sorted().map(Rules::dayName).toList());
      case Rule.InHour(var hours) ->
          texts("hour", hours.stream().sorted().map("%02d"::formatted).toList());
      case Rule.AtPlace(var part, var names) -> place(part, names);
      case Rule.OnDevice(var part, var names) -> device(part, names);
      case Rule.NewVisitor(var isNew) ->
          out.writeStringProperty("visitor", isNew ? "new" : "returning");
    }
    out.writeEndObject();
  }

  private void parts(String logic, List<Rule> rules) {
    out.writeArrayPropertyStart(logic);
    rules.forEach(this::write);
    out.writeEndArray();
  }

  private void when(@Nullable When when) {
    if (when != null) {
      condition(when.condition());
    }
  }

  /// Conditions that must all hold are a list.
  private void where(@Nullable Rule where) {
    if (where instanceof Rule.All(var rules)) {
      parts(BehaviourReader.WHERE, rules);
    } else if (where != null) {
      out.writeName(BehaviourReader.WHERE);
      write(where);
    }
  }

  private void degree(Degree degree) {
    switch (degree) {
      case Degree.Predominantly _ -> out.writeBooleanProperty(BehaviourReader.PREDOMINANTLY, true);
      case Degree.AtLeast(var hundredths) -> {
        out.writeName(BehaviourReader.AT_LEAST_PERCENT);
        out.writeNumber(Percent.text(hundredths));
      }
    }
  }

  /// The names were folded, since case makes no difference; they are written as one expects them.
  private void place(Rule.PlacePart part, Collection<String> names) {
    switch (part) {
      case COUNTRY -> texts("country", sorted(names, name -> name.toUpperCase(Locale.ROOT)));
      case REGION -> texts("region", sorted(names, name -> name.toUpperCase(Locale.ROOT)));
      case CITY -> texts("city", sorted(names, Spelling::titled));
    }
  }

  private void device(Rule.DevicePart part, Collection<String> names) {
    switch (part) {
      case TYPE -> texts("device", sorted(names, RuleWriter::deviceType));
      case OS -> texts("os", sorted(names, Spelling::product));
      case BROWSER -> texts("browser", sorted(names, Spelling::product));
    }
  }

  private static String deviceType(String folded) {
    return RuleReader.DEVICE_TYPES.keySet().stream()
        .filter(folded::equalsIgnoreCase)
        .findFirst()
        .orElse(folded);
  }

  private static List<String> sorted(Collection<String> names, Function<String, String> spelled) {
    return names.stream().map(spelled).sorted().collect(Collectors.toList());
  }

  private void texts(String name, List<String> texts) {
    out.writeArrayPropertyStart(name);
    texts.forEach(out::writeString);
    out.writeEndArray();
  }

  private void condition(Condition condition) {
    out.writeName(condition.operator().word());
    var window = condition.window();
    if (window != null) {
      out.writeStartObject();
      out.writeNumberProperty(window.unit().word(), window.count());
      out.writeEndObject();
    } else if (condition.operands().size() == 1 && condition.operator() != Operator.BETWEEN) {
      value(condition.operands().getFirst());
    } else {
      out.writeStartArray();
      condition.operands().forEach(this::value);
      out.writeEndArray();
    }
    if (condition.caseSensitive()) {
      out.writeBooleanProperty(ConditionReader.CASE_SENSITIVE, true);
    }
  }

  private void value(Value value) {
    switch (value) {
      case Value.Text(var text) -> out.writeString(text);
      case Value.Time(var text, _) -> out.writeString(text);
      case Value.Amount(var amount) -> out.writeNumber(Numbers.text(amount));
      case Value.Flag(var flag) -> out.writeBoolean(flag);
      case Value.Array _, Value.Fields _ ->
          throw new IllegalStateException("no condition has such an operand");
    }
  }
}
