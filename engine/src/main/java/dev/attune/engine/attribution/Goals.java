package dev.attune.engine.attribution;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a workspace counts: the goals of its experiences, and whose days they are counted by.
/// Immutable.
public final class Goals {
  public static final Goals NONE = new Goals(ZoneOffset.UTC);

  private final ZoneId zone;
  private final Map<String, List<Goal>> byExperience;
  private final Set<String> events;

  public Goals(ZoneId zone) {
    this(zone, Map.of());
  }

  /// @param byExperience the goals of each experience by its id, the primary one first; experiences
  ///   without goals may be absent
  public Goals(ZoneId zone, Map<String, List<Goal>> byExperience) {
    this.zone = zone;
    this.byExperience = Map.copyOf(byExperience);
    events =
        byExperience.values().stream()
            .flatMap(Collection::stream)
            .map(Goal::event)
            .collect(Collectors.toUnmodifiableSet());
  }

  /// The workspace's.
  public ZoneId zone() {
    return zone;
  }

  /// The goals of an experience, the primary one first.
  public List<Goal> of(String experienceId) {
    return byExperience.getOrDefault(experienceId, List.of());
  }

  /// Whether events of this name are a goal of any experience.
  public boolean isGoal(String event) {
    return events.contains(event);
  }
}
