package dev.attune.engine.attribution;

import dev.attune.engine.attribution.Ledger.Done;
import dev.attune.engine.attribution.Ledger.Met;
import dev.attune.engine.attribution.Past.Credit;
import dev.attune.engine.attribution.Past.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Keeps a ledger short, without changing what it adds to the sums now, or what any event from the
/// horizon on will make it add.
///
/// Of the touches before the horizon, later goal events can be credited to the last impression and
/// the last click only: any other is hidden by those. Of the goal events before it, an arm that is
/// first met later looks back at two weeks, and at no more than [Tally#MAX_PRIOR] of each goal. All
/// else is settled, and goes into the [Past] as days and credits.
final class Condensing {
  /// Ledgers up to this long stay as they are, whatever the age of their entries.
  static final int LONG = 500;

  /// Longer ones are cut, however young their entries are: no person does so much.
  static final int LONGEST = 2_000;

  /// How many entries a ledger that was cut keeps.
  static final int SHORTENED = 1_000;

  /// How old entries of a long ledger get, counted from its latest.
  static final long KEPT_MILLIS = Duration.ofDays(60).toMillis();

  /// How many hours with conversions are kept, of all goals and arms. Of more, the oldest are
  /// forgotten: they stay in the sums, also when the person is erased.
  static final int MOST_HOURS = 2_000;

  /// So that a ledger that stays long is not condensed for each event.
  private static final int WORTHWHILE = 50;

  private Condensing() {}

  /// The ledger as it is to be kept.
  static Ledger condensed(Ledger ledger, Calendar calendar) {
    if (ledger.met().size() + ledger.done().size() <= LONG) {
      return ledger;
    }
    var moments = moments(ledger);
    if (moments.length <= LONG) {
      return ledger;
    }
    long latest = moments[moments.length - 1];
    if (moments[WORTHWHILE] < latest - KEPT_MILLIS) {
      return upTo(latest - KEPT_MILLIS, ledger, calendar);
    }
    if (moments.length <= LONGEST) {
      return ledger;
    }
    long cut = moments[moments.length - SHORTENED];
    // More than fit in one millisecond: none of them is kept.
    boolean fits = cut > moments[moments.length - LONGEST];
    return upTo(fits ? cut : latest + 1, ledger, calendar);
  }

  /// When the entries happened that are not settled yet, in order.
  private static long[] moments(Ledger ledger) {
    long horizon = ledger.past().horizon();
    return LongStream.concat(
            ledger.met().stream().mapToLong(Met::at), ledger.done().stream().mapToLong(Done::at))
        .filter(at -> at >= horizon)
        .sorted()
        .toArray();
  }

  /// With another horizon, if that is later than the one it has.
  static Ledger upTo(long horizon, Ledger ledger, Calendar calendar) {
    if (horizon <= ledger.past().horizon()) {
      return ledger;
    }
    var past = Tally.before(horizon, ledger, calendar);
    forgetHours(past.credits(), calendar.day(horizon));
    var met = new ArrayList<>(Tally.lastBefore(horizon, ledger.met()));
    ledger.met().stream().filter(one -> one.at() >= horizon).forEach(met::add);
    return new Ledger(met, stillLookedAt(ledger.done(), horizon), ledger.firsts(), past);
  }

  private static List<Done> stillLookedAt(List<Done> done, long horizon) {
    var kept = new ArrayList<Done>();
    var prior = new HashMap<String, Integer>();
    for (var one : done.reversed()) {
      if (one.at() >= horizon
          || (one.at() >= horizon - Tally.PRIOR_MILLIS
              && prior.merge(one.goal(), 1, Integer::sum) <= Tally.MAX_PRIOR)) {
        kept.add(one);
      }
    }
    return kept.reversed();
  }

  /// Whole days, and only those on which no more events can be taken in.
  private static void forgetHours(Map<Line, Credit> credits, int day) {
    int all = credits.values().stream().mapToInt(credit -> credit.hours().size()).sum();
    if (all <= MOST_HOURS) {
      return;
    }
    var perDay = new TreeMap<Integer, Integer>();
    credits
        .values()
        .forEach(credit ->
            credit
                .hours()
                .keySet()
                .forEach(hour -> perDay.merge(Past.dayOf(hour), 1, Integer::sum)));
    int first = perDay.firstKey();
    for (; all > MOST_HOURS / 2 && first < day; first++) {
      all -= perDay.getOrDefault(first, 0);
    }
    int end = Past.hourOf(first, 0);
    credits.values().forEach(credit -> credit.hours().headMap(end).clear());
  }
}
