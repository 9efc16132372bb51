package dev.attune.server.catalog;

import dev.attune.engine.attribution.Goal;
import dev.attune.engine.attribution.Goals;
import dev.attune.engine.audience.AttributePath;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.storage.Policy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/// What the storage is told of a workspace with each write.
final class Policies {
  private Policies() {}

  /// @param document completed
  static Policy of(WorkspaceDocument document) {
    var identity = document.identity();
    return new Policy(identity.resolution(), identity.retainIfHas(), goals(document));
  }

  private static Goals goals(WorkspaceDocument document) {
    var byExperience = new HashMap<String, List<Goal>>();
    for (var experience : document.experiences()) {
      if (!experience.goals().isEmpty()) {
        byExperience.put(
            experience.assignedId(), experience.goals().stream().map(Policies::goal).toList());
      }
    }
    return new Goals(document.timeZone(), byExperience);
  }

  private static Goal goal(dev.attune.server.document.Goal goal) {
    var revenue = goal.revenue();
    return new Goal(
        goal.name(),
        goal.event(),
        goal.rule(),
        revenue == null ? null : AttributePath.of(revenue),
        Duration.ofHours(goal.windowHours()),
        goal.attribution());
  }
}
