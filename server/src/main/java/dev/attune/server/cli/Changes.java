package dev.attune.server.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The answer to a published document, for people to read: a line for each difference.
final class Changes {
  private static final Pattern STEP = Pattern.compile("\\.?([A-Za-z_]+)(?:\\[([^\\]]*)\\])?");
  private static final int MAX_VALUE_LENGTH = 60;

  private final JsonNode answer;

  Changes(JsonNode answer) {
    this.answer = answer;
  }

  String text() {
    var lines = new ArrayList<String>();
    lines.add(heading());
    for (var difference : answer.path("differences").values()) {
      lines.add(line(difference));
    }
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private String heading() {
    var workspace = answer.path("workspace").asString();
    long version = answer.path("version").asLong();
    if (answer.path("differences").isEmpty()) {
      return "%s: nothing to change, version %d stands".formatted(workspace, version);
    }
    if (answer.path("dry_run").asBoolean(false)) {
      return "%s: would change (a dry run: nothing was stored, %s)"
          .formatted(
              workspace, version == 0 ? "it would be new" : "version " + version + " stands");
    }
    long before = answer.path("before").asLong();
    return before == 0
        ? "%s: created, version %d".formatted(workspace, version)
        : "%s: version %d -> %d".formatted(workspace, before, version);
  }

  private static String line(JsonNode difference) {
    var line = new StringBuilder();
    line.append(
        switch (difference.path("kind").asString()) {
          case "added" -> "+ ";
          case "removed" -> "- ";
          default -> "~ ";
        });
    var steps = steps(difference.path("path").asString());
    line.append(subject(steps));
    var aspect = aspect(steps);
    if (!aspect.isEmpty()) {
      line.append("  ").append(aspect);
    }
    // A whole part that comes or goes says enough with its name.
    if (!aspect.isEmpty() || !hasName(steps)) {
      line.append(steps.isEmpty() ? values(difference).strip() : values(difference));
    }
    int moved = difference.path("moved_buckets").asInt(0);
    if (moved > 0) {
      line.append(" (%s %% of its people move)".formatted(percent(moved)));
    }
    return line.toString();
  }

  /// Buckets are hundredths of a percent.
  private static String percent(int buckets) {
    return BigDecimal.valueOf(buckets, 2).stripTrailingZeros().toPlainString();
  }

  private static String values(JsonNode difference) {
    var before = difference.get("before");
    var after = difference.get("after");
    if (before != null && after != null) {
      return " %s -> %s".formatted(shown(before), shown(after));
    }
    var only = before == null ? after : before;
    return only == null ? "" : " " + shown(only);
  }

  private static String shown(JsonNode value) {
    var text = value.isString() ? value.asString() : value.toString();
    var line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > MAX_VALUE_LENGTH ? line.substring(0, MAX_VALUE_LENGTH) + "…" : line;
  }

  /// @param name what tells it from others in its list; empty for a plain field
  private record Step(String field, String name) {}

  private static List<Step> steps(String path) {
    var steps = new ArrayList<Step>();
    var matcher = STEP.matcher(path);
    while (matcher.find()) {
      var name = matcher.group(2);
      steps.add(new Step(matcher.group(1), name == null ? "" : name));
    }
    return steps;
  }

  private static boolean hasName(List<Step> steps) {
    return !steps.isEmpty() && !steps.getFirst().name().isEmpty();
  }

  /// `experiences/homepage-banner`; empty for the whole workspace, which its value names.
  private static String subject(List<Step> steps) {
    if (steps.isEmpty()) {
      return "";
    }
    var first = steps.getFirst();
    return first.name().isEmpty() ? first.field() : first.field() + "/" + first.name();
  }

  /// `weight of variation 2 of audience 42D`: what is within the subject, the innermost first.
  private static String aspect(List<Step> steps) {
    var words = new ArrayList<String>();
    for (int i = steps.size() - 1; i > 0; i--) {
      var step = steps.get(i);
      words.add(step.name().isEmpty() ? step.field() : singular(step.field()) + " " + step.name());
    }
    return String.join(" of ", words);
  }

  private static String singular(String field) {
    return field.endsWith("s") ? field.substring(0, field.length() - 1) : field;
  }
}
