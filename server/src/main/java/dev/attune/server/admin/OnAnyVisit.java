package dev.attune.server.admin;

import dev.attune.engine.audience.Rule;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What a rule says of a person, whatever the visit: conditions on the request are taken as if they
/// came out as the rule would have it. Whom it matches so may match on some visit, and nobody else
/// does on any.
final class OnAnyVisit {
  private static final Rule EVERYONE = new Rule.Everyone();
  private static final Rule NOBODY = new Rule.Not(EVERYONE);

  private final Set<String> leftOut = new TreeSet<>();
  private final Rule rule;

  OnAnyVisit(Rule rule) {
    this.rule = of(rule, EVERYONE);
  }

  Rule rule() {
    return rule;
  }

  /// The subjects of the conditions that were not considered, as documents spell them.
  Set<String> leftOut() {
    return leftOut;
  }

  /// @param wanted what matches more people, in place of a condition on the request
  private Rule of(Rule rule, Rule wanted) {
    return switch (rule) {
      case Rule.All(var rules) -> new Rule.All(rules.stream().map(r -> of(r, wanted)).toList());
      case Rule.Any(var rules) -> new Rule.Any(rules.stream().map(r -> of(r, wanted)).toList());
      case Rule.Not(var inner) ->
          new Rule.Not(of(inner, wanted.equals(EVERYONE) ? NOBODY : EVERYONE));
      case Rule.Query _ -> without("query", wanted);
      case Rule.OnDay _ -> without("day", wanted);
      case Rule.InHour _ -> without("hour", wanted);
      case Rule.AtPlace(var part, _) -> without(word(part), wanted);
      case Rule.OnDevice(var part, _) ->
          without(part == Rule.DevicePart.TYPE ? "device" : word(part), wanted);
      case Rule.Everyone _, Rule.Attribute _, Rule.InSegment _, Rule.NewVisitor _ -> rule;
    };
  }

  private Rule without(String subject, Rule wanted) {
    leftOut.add(subject);
    return wanted;
  }

  private static String word(Enum<?> part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
