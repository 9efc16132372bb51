package dev.attune.server.admin;

import dev.attune.engine.audience.Rule;
import dev.attune.server.document.ExperienceDocument;
import dev.attune.server.document.TargetDocument;
import dev.attune.server.document.TargetDocument.Whom.Inline;
import dev.attune.server.document.TargetDocument.Whom.Reference;
import dev.attune.server.document.WorkspaceDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What in a completed document refers to what.
final class References {
  private References() {}

  static List<String> toAudience(WorkspaceDocument document, String id) {
    return experiences(
        document,
        target -> target.whom() instanceof Reference(var audience) && audience.equals(id));
  }

  static List<String> toSegment(WorkspaceDocument document, String id) {
    var users = new ArrayList<String>();
    for (var audience : document.audiences()) {
      if (asksFor(audience.rule(), id)) {
        users.add("audience " + audience.assignedId());
      }
    }
    users.addAll(
        experiences(
            document,
            target -> target.whom() instanceof Inline(var inline) && asksFor(inline.rule(), id)));
    return users;
  }

  private static List<String> experiences(
      WorkspaceDocument document, Predicate<TargetDocument> wanted) {
    return document.experiences().stream()
        .filter(experience -> experience.audiences().stream().anyMatch(wanted))
        .map(ExperienceDocument::key)
        .map(key -> "experience " + key)
        .toList();
  }

  private static boolean asksFor(Rule rule, String segment) {
    return switch (rule) {
      case Rule.All(var rules) -> rules.stream().anyMatch(part -> asksFor(part, segment));
      case Rule.Any(var rules) -> rules.stream().anyMatch(part -> asksFor(part, segment));
      case Rule.Not(var inner) -> asksFor(inner, segment);
      case Rule.InSegment(var id) -> id.equals(segment);
      case Rule.Everyone _,
          Rule.Attribute _,
          Rule.OnHistory _,
          Rule.Query _,
          Rule.OnDay _,
          Rule.InHour _,
          Rule.AtPlace _,
          Rule.OnDevice _,
          Rule.NewVisitor _ ->
          false;
    };
  }
}
