package dev.attune.engine.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person has done lately, and of each kind of event how often it was done ever.
///
/// Events are kept for [#KEPT] after they happened, as long as there are no more than
/// [#MAX_EVENTS]: of more, the latest so many to arrive are there for certain. Totals are exact for
/// ever. Impressions are no part of it: they are exposures.
///
/// For one thread, and for as long as its profile is looked at.
public interface History {

  /// How long ago an event may have happened to be looked at. Rules see none that is older, whether
  /// it is still stored or not.
  Duration KEPT = Duration.ofDays(60);

  int MAX_EVENTS = 1_000;

  /// How many kinds of events have totals; of further ones there are only the events.
  int MAX_NAMES = 250;

  History NONE =
      new History() {
        @Override
        public void forEach(String event, Instant since, Visitor visitor) {}

        @Override
        public @Nullable Totals totals(String event) {
          return null;
        }
      };

  /// Goes through the events of a name that happened at or after `since`, roughly from the latest
  /// to arrive to the first; `since` should be as late as it can, for less is read then. Events
  /// from before may come too.
  void forEach(String event, Instant since, Visitor visitor);

  /// Null where there was no such event, or its name was one too many.
  @Nullable Totals totals(String event);

  /// The kinds of events that have [#totals], in no particular order. Empty where the
  /// implementation cannot list them.
  default Set<String> names() {
    return Set.of();
  }

  interface Visitor {

    /// @param at in epoch milliseconds
    /// @param event only good during the call
    /// @return whether to go on
    boolean visit(long at, Attributes event);
  }

  /// The attributes of one event. Of one with more than 2 KiB of them only the smallest are here,
  /// as many as that holds.
  interface Attributes {

    /// Null where there is none of this name.
    @Nullable Value get(String name);
  }

  /// @param count how often, at least 1
  /// @param first when the earliest happened, to the millisecond
  /// @param last when the latest happened
  record Totals(long count, Instant first, Instant last) {}
}
