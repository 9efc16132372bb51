package dev.attune.engine.experience;

import dev.attune.engine.audience.Need;
import dev.attune.engine.audience.Reach;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything of a workspace, as of one version. Immutable, replaced whole.
public final class Catalog {
  private static final Comparator<Experience> FIRST_SERVED =
      Comparator.comparing(Experience::priority)
          .thenComparing(Experience::createdAtEpochSecond, Comparator.reverseOrder())
          .thenComparing(Experience::key);

  private final long version;
  private final List<Experience> byPriority;
  private final List<Experience> active;
  private final Map<String, Experience> byKey;
  private final Map<String, Experience> byId;
  private final Map<String, List<Experience>> groups;
  private final Map<Need, Set<String>> keysByNeed;
  private final Map<String, Reach> reachByKey; // only those that look at a person's history
  private final Reach reach;

  public Catalog(long version, Collection<Experience> experiences) {
    this.version = version;
    byPriority = experiences.stream().sorted(FIRST_SERVED).toList();
    active = byPriority.stream().filter(e -> e.status() == Status.ACTIVE).toList();
    byKey = index(Experience::key);
    byId = index(Experience::id);
    groups =
        active.stream()
            .filter(e -> e.exclusionGroup() != null)
            .collect(Collectors.groupingBy(Catalog::groupOf, Collectors.toUnmodifiableList()));
    keysByNeed = new EnumMap<>(Need.class);
    for (var need : Need.values()) {
      keysByNeed.put(need, keysThatNeed(need));
    }
    reachByKey = reachByKey();
    reach = reachByKey.values().stream().reduce(Reach.NONE, Reach::and);
  }

  private static String groupOf(Experience experience) {
    return Objects.requireNonNull(experience.exclusionGroup());
  }

  /// By key (or id), made for quick look-up.
  private Map<String, Experience> index(Function<Experience, String> name) {
    return byPriority.stream().collect(Collectors.toUnmodifiableMap(name, Function.identity()));
  }

  /// An experience in a group is decided with all the group's, so it needs what any of them does.
  /// Those that do not run count too: they can be explained.
  private Set<String> keysThatNeed(Need need) {
    var own = byPriority.stream().filter(e -> e.needs().contains(need)).collect(Collectors.toSet());
    var withGroups =
        own.stream()
            .map(Experience::exclusionGroup)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return byPriority.stream()
        .filter(e ->
            own.contains(e)
                || (e.exclusionGroup() != null && withGroups.contains(e.exclusionGroup())))
        .map(Experience::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// As with needs, that of an experience in a group is the group's. Those that are not active do
  /// not count: one with a long window would slow every fetch without keys.
  private Map<String, Reach> reachByKey() {
    var byGroup = new HashMap<String, Reach>();
    groups.forEach((name, members) ->
        byGroup.put(name, members.stream().map(Experience::reach).reduce(Reach.NONE, Reach::and)));
    var byKey = new HashMap<String, Reach>();
    for (var experience : active) {
      var group = experience.exclusionGroup();
      var looks = group == null ? experience.reach() : byGroup.getOrDefault(group, Reach.NONE);
      if (looks.history()) {
        byKey.put(experience.key(), looks);
      }
    }
    return Map.copyOf(byKey);
  }

  /// Counts the changes of the workspace's configuration.
  public long version() {
    return version;
  }

  /// All of them, in the order in which they are served.
  public List<Experience> experiences() {
    return byPriority;
  }

  /// Those whose owner has them active, whatever their schedule, in the order they are served.
  public List<Experience> active() {
    return active;
  }

  public @Nullable Experience withKey(String key) {
    return byKey.get(key);
  }

  public @Nullable Experience withId(String id) {
    return byId.get(id);
  }

  /// The active experiences of an exclusion group, in the order in which they are served.
  public List<Experience> group(String name) {
    return groups.getOrDefault(name, List.of());
  }

  /// Whether deciding on these keys (empty: on all) takes a look-up of this kind.
  public boolean needs(Need need, List<String> keys) {
    var needing = keysByNeed.getOrDefault(need, Set.of());
    if (needing.isEmpty() || keys.isEmpty()) {
      return !needing.isEmpty();
    }
    for (int i = 0; i < keys.size(); i++) {
      if (needing.contains(keys.get(i))) {
        return true;
      }
    }
    return false;
  }

  /// From when on a person's history must be there to serve these keys (empty: all); null when
  /// nothing of it is needed, and `now` when no more than its totals are. To explain takes all.
  public @Nullable Instant since(List<String> keys, Instant now) {
    if (!reach.history() || keys.isEmpty()) {
      return reach.since(now);
    }
    Instant earliest = null;
    for (int i = 0; i < keys.size(); i++) {
      var since = reachByKey.getOrDefault(keys.get(i), Reach.NONE).since(now);
      if (since != null && (earliest == null || since.isBefore(earliest))) {
        earliest = since;
      }
    }
    return earliest;
  }
}
