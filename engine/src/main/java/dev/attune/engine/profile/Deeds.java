package dev.attune.engine.profile;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A history that is a list in memory: of small histories, and for whoever wants to try rules.
public final class Deeds implements History {
  private final List<Deed> latestFirst;
  private final Map<String, Totals> totals = new HashMap<>();

  /// Something that a person did.
  ///
  /// @param event its name
  /// @param at when; as far as the millisecond
  public record Deed(String event, Instant at, Map<String, Value> attributes) {}

  /// All that a person ever did, and so the totals.
  ///
  /// @param latestFirst by arrival
  public Deeds(List<Deed> latestFirst) {
    this.latestFirst = List.copyOf(latestFirst);
    for (var deed : latestFirst) {
      var at = Instant.ofEpochMilli(deed.at.toEpochMilli());
      totals.merge(deed.event, new Totals(1, at, at), Deeds::sum);
    }
  }

  private static Totals sum(Totals some, Totals more) {
    return new Totals(
        some.count() + more.count(),
        some.first().isBefore(more.first()) ? some.first() : more.first(),
        some.last().isAfter(more.last()) ? some.last() : more.last());
  }

  @Override
  public void forEach(String event, Instant since, Visitor visitor) {
    for (int i = 0; i < latestFirst.size(); i++) {
      var deed = latestFirst.get(i);
      if (deed.event.equals(event)
          && !deed.at.isBefore(since)
          && !visitor.visit(deed.at.toEpochMilli(), deed.attributes::get)) {
        return;
      }
    }
  }

  @Override
  public @Nullable Totals totals(String event) {
    return totals.get(event);
  }
}
