package dev.attune.storage.sql;

import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Merge;
import dev.attune.engine.profile.Merged;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import dev.attune.storage.encoding.HistoryHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A person while a write changes it. Attributes, history, ledgers and merged ids stay bytes until
/// somebody touches them.
final class Person {
  /// The stored row, and where in it the parts are that stay bytes.
  static final class Row {
    /// No one merged, no history, no ledgers, no attributes.
    private static final Row EMPTY = new Row(new byte[4], 0, 1, 2, 3, 3);

    private final byte[] bytes;
    private final int mergedFrom;
    private final int historyFrom;
    private final int ledgersFrom;
    private final int claimsFrom;
    private final int attributesFrom;

    Row(
        byte[] bytes,
        int mergedFrom,
        int historyFrom,
        int ledgersFrom,
        int claimsFrom,
        int attributesFrom) {
      this.bytes = bytes;
      this.mergedFrom = mergedFrom;
      this.historyFrom = historyFrom;
      this.ledgersFrom = ledgersFrom;
      this.claimsFrom = claimsFrom;
      this.attributesFrom = attributesFrom;
    }
  }

  private Instant firstSeen;
  private Instant lastSeen;
  private long[] chains;
  private Set<String> claims;
  private Map<String, List<Exposure>> exposures;
  private Set<String> segments;
  private Set<String> storedSegments;
  private final Row row;
  private @Nullable List<Merged> merged;
  private @Nullable HistoryHead history;
  private @Nullable NearLedgers ledgers;
  private @Nullable Map<String, Value> attributes; // set only if changed
  private @Nullable Map<String, Value> decoded;
  private boolean changed;

  Person(
      Instant firstSeen,
      Instant lastSeen,
      long[] chains,
      Set<String> claims,
      Map<String, List<Exposure>> exposures,
      Set<String> segments,
      Row row) {
    this.firstSeen = firstSeen;
    this.lastSeen = lastSeen;
    this.chains = chains;
    this.claims = claims;
    this.exposures = exposures;
    this.segments = segments;
    storedSegments = segments;
    this.row = row;
  }

  static Person first(Instant at) {
    var person = new Person(at, at, new long[0], Set.of(), Map.of(), Set.of(), Row.EMPTY);
    person.changed = true;
    return person;
  }

  /// What is done to the copy is not done to this.
  ///
  /// @throws IllegalStateException if more than [#seen] was done to this already
  Person copy(Decoder decoder) {
    if (attributes != null || history != null) {
      throw new IllegalStateException("a person who was changed is not copied");
    }
    var copy = new Person(firstSeen, lastSeen, chains, claims, exposures, segments, row);
    copy.decoded = attributes(decoder);
    return copy;
  }

  /// Whether there is anything to store.
  boolean changed() {
    return changed || (ledgers != null && ledgers.changed());
  }

  Instant firstSeen() {
    return firstSeen;
  }

  Instant lastSeen() {
    return lastSeen;
  }

  /// The numbers of the last events: each event has the number of the one before it. More than one
  /// where people with events have become one; new events go on from the first.
  long[] chains() {
    return chains;
  }

  /// The names of the attributes whose values are this person's as identifiers.
  Set<String> claims() {
    return claims;
  }

  Map<String, List<Exposure>> exposures() {
    return exposures;
  }

  Set<String> segments() {
    return segments;
  }

  /// Those the stored row has.
  Set<String> storedSegments() {
    return storedSegments;
  }

  /// That the row is as this is now.
  void stored() {
    storedSegments = segments;
  }

  /// The ids that lead to this person, the first first.
  List<Merged> merged() {
    if (merged == null) {
      merged = new MergedIds(row.bytes, row.mergedFrom);
    }
    return merged;
  }

  void merged(List<Merged> more) {
    var all = new ArrayList<>(merged());
    all.addAll(more);
    all.sort(Comparator.comparing(Merged::at));
    merged = all;
    changed = true;
  }

  /// What has been claimed, as it is claimed.
  List<Identifier> identifiers(Decoder decoder) {
    if (claims.isEmpty()) {
      return List.of();
    }
    var values = attributes(decoder);
    var all = new ArrayList<Identifier>(claims.size());
    for (var name : claims) {
      var value = textOf(values.get(name));
      if (value != null) {
        all.add(new Identifier(name, value));
      }
    }
    return all;
  }

  boolean has(Identifier identifier, Decoder decoder) {
    return hasText(attributes(decoder).get(identifier.name()), identifier.value());
  }

  static boolean hasText(@Nullable Value value, String text) {
    return text.equals(textOf(value));
  }

  private static @Nullable String textOf(@Nullable Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Time(var text, _) -> text;
      case null, default -> null;
    };
  }

  void claim(String name) {
    if (!claims.contains(name)) {
      claims = new HashSet<>(claims);
      claims.add(name);
      changed = true;
    }
  }

  void release(String name) {
    claims = new HashSet<>(claims);
    claims.remove(name);
    changed = true;
  }

  /// Takes over what another has, but for history, claims and ids.
  void adopt(Person other, Decoder decoder) {
    var theirs = other.attributes(decoder);
    attributes = AttributeChanges.together(attributes(decoder), theirs);
    exposures = Merge.exposures(exposures, other.exposures, Event.MAX_EXPOSURES);
    join(other.segments, Set.of());
    if (other.firstSeen.isBefore(firstSeen)) {
      firstSeen = other.firstSeen;
    }
    seen(other.lastSeen);
    int ours = chains.length;
    chains = Arrays.copyOf(chains, ours + other.chains.length);
    System.arraycopy(other.chains, 0, chains, ours, other.chains.length);
    changed = true;
  }

  HistoryHead history(Decoder decoder) {
    if (history == null) {
      decoder.reset(row.bytes).at(row.historyFrom);
      int length = (int) decoder.number();
      history = length == 0 ? new HistoryHead() : new HistoryHead(decoder, length);
    }
    changed = true;
    return history;
  }

  NearLedgers ledgers(Decoder decoder) {
    if (ledgers == null) {
      decoder.reset(row.bytes).at(row.ledgersFrom);
      int length = (int) decoder.number();
      ledgers = NearLedgers.read(decoder, length);
    }
    return ledgers;
  }

  Map<String, Value> attributes(Decoder decoder) {
    if (attributes != null) {
      return attributes;
    }
    if (decoded == null) {
      decoded = decoder.reset(row.bytes).at(row.attributesFrom).values();
    }
    return decoded;
  }

  void writeMerged(Encoder encoder, Encoder part) {
    if (merged == null) {
      raw(encoder, row.mergedFrom, row.historyFrom);
      return;
    }
    part.reset();
    MergedIds.write(merged, part);
    encoder.sized(part);
  }

  void writeHistory(Encoder encoder, Encoder part) {
    if (history == null) {
      raw(encoder, row.historyFrom, row.ledgersFrom);
    } else {
      part.reset();
      history.write(part);
      encoder.sized(part);
    }
  }

  void writeLedgers(Encoder encoder, Encoder part) {
    if (ledgers == null || !ledgers.changed()) {
      raw(encoder, row.ledgersFrom, row.claimsFrom);
    } else {
      part.reset();
      ledgers.write(part);
      encoder.sized(part);
    }
  }

  private void raw(Encoder encoder, int from, int end) {
    encoder.raw(row.bytes, from, end - from);
  }

  void writeAttributes(Encoder encoder) {
    if (attributes == null) {
      raw(encoder, row.attributesFrom, row.bytes.length);
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

  /// The number of the last event, which the next goes on from; 0 where there is none.
  long lastEvent() {
    return chains.length == 0 ? 0 : chains[0];
  }

  void did(long event) {
    if (chains.length == 0) {
      chains = new long[1];
    }
    chains[0] = event;
    changed = true;
  }

  /// @return whether the profile could take the changes; if not it is as before
  boolean apply(AttributeChanges changes, Decoder decoder) {
    if (changes.isEmpty()) {
      return true;
    }
    var before = attributes(decoder);
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

  /// @return whether that changes anything
  boolean join(Set<String> joined, Set<String> left) {
    if (segments.containsAll(joined) && left.stream().noneMatch(segments::contains)) {
      return false;
    }
    segments = new HashSet<>(segments);
    segments.addAll(joined);
    segments.removeAll(left);
    changed = true;
    return true;
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
