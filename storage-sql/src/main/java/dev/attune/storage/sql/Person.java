package dev.attune.storage.sql;

import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A person while a write changes it. Attributes stay bytes until somebody touches them.
final class Person {
  private static final byte[] NOTHING = {0};

  private final Instant firstSeen;
  private Instant lastSeen;
  private long lastEvent;
  private Map<String, List<Exposure>> exposures;
  private Set<String> segments;
  private final byte[] row;
  private final int attributesFrom;
  private @Nullable Map<String, Value> attributes;
  private boolean changed;

  Person(
      Instant firstSeen,
      Instant lastSeen,
      long lastEvent,
      Map<String, List<Exposure>> exposures,
      Set<String> segments,
      byte[] row,
      int attributesFrom) {
    this.firstSeen = firstSeen;
    this.lastSeen = lastSeen;
    this.lastEvent = lastEvent;
    this.exposures = exposures;
    this.segments = segments;
    this.row = row;
    this.attributesFrom = attributesFrom;
  }

  static Person first(Instant at) {
    var person = new Person(at, at, 0, Map.of(), Set.of(), NOTHING, 0);
    person.changed = true;
    return person;
  }

  /// Whether there is anything to store.
  boolean changed() {
    return changed;
  }

  Instant firstSeen() {
    return firstSeen;
  }

  Instant lastSeen() {
    return lastSeen;
  }

  long lastEvent() {
    return lastEvent;
  }

  Map<String, List<Exposure>> exposures() {
    return exposures;
  }

  Set<String> segments() {
    return segments;
  }

  void writeAttributes(Encoder encoder) {
    if (attributes == null) {
      encoder.raw(row, attributesFrom, row.length - attributesFrom);
    } else {
      encoder.values(attributes);
    }
  }

  void seen(Instant at) {
    if (at.isAfter(lastSeen)) {
      lastSeen = at;
      changed = true;
    }
  }

  void did(long event) {
    lastEvent = event;
    changed = true;
  }

  /// @return whether the profile could take the changes; if not it is as before
  boolean apply(AttributeChanges changes, Decoder decoder) {
    if (changes.isEmpty()) {
      return true;
    }
    decoder.reset(row);
    decoder.skip(attributesFrom);
    var before = decoder.values();
    var after = changes.appliedTo(before);
    if (isSame(after, before)) {
      return false;
    }
    if (!after.equals(before)) {
      attributes = after;
      changed = true;
    }
    return true;
  }

  /// The very object, which is how [AttributeChanges#appliedTo] refuses.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Map<String, Value> one, Map<String, Value> other) {
    return one == other;
  }

  void join(Set<String> joined, Set<String> left) {
    if (segments.containsAll(joined) && left.stream().noneMatch(segments::contains)) {
      return;
    }
    segments = new HashSet<>(segments);
    segments.addAll(joined);
    segments.removeAll(left);
    changed = true;
  }

  /// Keeps the exposure if it is the first of its kind, or older than the one kept.
  void expose(Exposure exposure) {
    if (exposures.isEmpty()) {
      exposures = new HashMap<>();
    }
    var list = exposures.computeIfAbsent(exposure.experienceId(), id -> new ArrayList<>(1));
    for (var kept : list) {
      if (kept.audienceId().equals(exposure.audienceId())
          && kept.variationId().equals(exposure.variationId())) {
        if (!exposure.at().isBefore(kept.at())) {
          return;
        }
        list.remove(kept);
        list.add(exposure);
        list.sort(Comparator.comparing(Exposure::at));
        changed = true;
        return;
      }
    }
    if (exposures.values().stream().mapToInt(List::size).sum() >= Event.MAX_EXPOSURES) {
      return;
    }
    list.add(exposure);
    list.sort(Comparator.comparing(Exposure::at));
    changed = true;
  }
}
