package dev.attune.storage.testkit;

import dev.attune.engine.attribution.Goals;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known in one workspace of a [MemoryStorage].
final class People {
  record Claim(String owner, int merges) {}

  /// @param goals what it counts for
  record Arrived(long number, Event event, Goals goals) {}

  private static final Comparator<String> IN_UTF8 =
      Comparator.comparing(id -> id.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  final TreeMap<String, Profile> profiles = new TreeMap<>(IN_UTF8);

  /// From a merged id to the one it leads to.
  final Map<String, String> aliases = new HashMap<>();

  final Map<Identifier, Claim> claims = new HashMap<>();
  final Map<String, List<Arrived>> events = new HashMap<>();
  final Set<String> eventIds = new HashSet<>();
  final List<Event> duplicates = new ArrayList<>();
  private @Nullable ZoneId zone;

  /// What all events come to; null if that was not asked for since the last write.
  @Nullable Recounted counted;

  private long arrived;

  People copy() {
    var copy = new People();
    copy.become(this);
    return copy;
  }

  /// Forgets everything for what the other knows.
  void become(People other) {
    profiles.clear();
    profiles.putAll(other.profiles);
    aliases.clear();
    aliases.putAll(other.aliases);
    claims.clear();
    claims.putAll(other.claims);
    events.clear();
    other.events.forEach((id, all) -> events.put(id, new ArrayList<>(all)));
    eventIds.clear();
    eventIds.addAll(other.eventIds);
    duplicates.clear();
    duplicates.addAll(other.duplicates);
    zone = other.zone;
    arrived = other.arrived;
  }

  String follow(String id) {
    return aliases.getOrDefault(id, id);
  }

  /// Whose days are counted: those of the first event that is; null before it.
  @Nullable ZoneId countedZone() {
    return zone;
  }

  /// The same; any where nothing is counted.
  ZoneId zone() {
    return zone == null ? ZoneOffset.UTC : zone;
  }

  void append(String id, Event event, Goals goals) {
    events.computeIfAbsent(id, key -> new ArrayList<>()).add(new Arrived(arrived++, event, goals));
    countedBy(event, goals);
  }

  void repeat(Event event, Goals goals) {
    duplicates.add(event);
    countedBy(event, goals);
  }

  private void countedBy(Event event, Goals goals) {
    if (zone == null && (event.touch() != null || goals.isGoal(event.name()))) {
      zone = goals.zone();
    }
  }

  /// Everything from this moment on counts by these from now on.
  void recount(Goals goals, Instant since) {
    zone = goals.zone();
    events
        .values()
        .forEach(all ->
            all.replaceAll(each ->
                each.event().at().isBefore(since)
                    ? each
                    : new Arrived(each.number(), each.event(), goals)));
  }

  /// In the order in which they were appended.
  List<Event> eventsOf(String id) {
    return events.getOrDefault(id, List.of()).stream().map(Arrived::event).toList();
  }

  /// The events of one become another's.
  void moveEvents(String from, String to) {
    var all = new ArrayList<>(events.getOrDefault(to, List.of()));
    var moved = events.remove(from);
    all.addAll(moved == null ? List.of() : moved);
    all.sort(Comparator.comparingLong(Arrived::number));
    events.put(to, all);
  }

  /// Everything of one person but what others share.
  void forget(String id) {
    profiles.remove(id);
    claims.values().removeIf(claim -> claim.owner().equals(id));
    aliases.values().removeIf(id::equals);
    var gone = events.remove(id);
    if (gone != null) {
      gone.forEach(each -> eventIds.remove(each.event().id()));
    }
  }

  /// All deeds there ever were.
  static History history(List<Event> events, int mostNames) {
    var deeds = events.stream().filter(Event::isDeed).toList();
    var names = deeds.stream().map(Event::name).distinct().limit(mostNames).toList();
    return new History() {
      @Override
      public void forEach(String name, Instant since, Visitor visitor) {
        for (var event : deeds.reversed()) {
          if (event.name().equals(name)
              && !event.at().isBefore(since)
              && !visitor.visit(
                  event.at().toEpochMilli(),
                  new Attributes() {
                    @Override
                    public @Nullable Value get(String attribute) {
                      return event.attributes().get(attribute);
                    }
                  })) {
            return;
          }
        }
      }

      @Override
      public @Nullable Totals totals(String name) {
        var times =
            deeds.stream()
                .filter(event -> event.name().equals(name))
                .map(event -> Instant.ofEpochMilli(event.at().toEpochMilli()))
                .sorted()
                .toList();
        return times.isEmpty() || !names.contains(name)
            ? null
            : new Totals(times.size(), times.getFirst(), times.getLast());
      }
    };
  }
}
