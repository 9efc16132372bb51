package dev.attune.engine.attribution;

import dev.attune.engine.attribution.Ledger.Done;
import dev.attune.engine.attribution.Ledger.Met;
import dev.attune.engine.attribution.Past.Converted;
import dev.attune.engine.attribution.Past.Credit;
import dev.attune.engine.attribution.Past.Days;
import dev.attune.engine.attribution.Past.Line;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a ledger comes to: on which days which arm was met, and what is credited to it.
final class Tally {

  /// How long before the first touch goal events count as earlier activity.
  static final long PRIOR_MILLIS = Duration.ofDays(14).toMillis();

  /// Of more earlier activity than this nothing is known: robots must not outweigh people.
  static final int MAX_PRIOR = 100;

  private static final long MINUTE_MILLIS = 60_000;
  private static final int SESSION_MINUTES = (int) Attribution.SESSION.toMinutes();

  final Map<Arm, Days> arms;
  final Map<Line, Credit> credits;

  private Tally(Map<Arm, Days> arms, Map<Line, Credit> credits) {
    this.arms = arms;
    this.credits = credits;
  }

  static Tally of(Ledger ledger, Calendar calendar) {
    return new Tally(
        arms(ledger, Long.MAX_VALUE, calendar), credits(ledger, Long.MAX_VALUE, calendar));
  }

  /// What the entries before a moment come to.
  static Past before(long horizon, Ledger ledger, Calendar calendar) {
    return new Past(horizon, arms(ledger, horizon, calendar), credits(ledger, horizon, calendar));
  }

  private static Map<Arm, Days> arms(Ledger ledger, long end, Calendar calendar) {
    var arms = new TreeMap<Arm, Days>();
    for (var met : ledger.met()) {
      if (met.at() >= end) {
        break;
      }
      var days = arms.get(met.arm());
      if (days == null) {
        days = started(met, ledger);
        arms.put(met.arm(), days);
      }
      (met.clicked() ? days.clicked() : days.seen()).add(calendar.day(met.at()));
    }
    ledger.past().arms().forEach((arm, days) -> arms.putIfAbsent(arm, days));
    return arms;
  }

  /// An arm as its first touch finds it.
  private static Days started(Met first, Ledger ledger) {
    var settled = ledger.past().arms().get(first.arm());
    if (settled != null) {
      return new Days(
          settled.first(),
          new TreeSet<>(settled.seen()),
          new TreeSet<>(settled.clicked()),
          settled.prior());
    }
    Map<String, Integer> prior = Map.of();
    for (var done : ledger.done()) {
      if (done.at() >= first.at()) {
        break;
      }
      if (done.at() >= first.at() - PRIOR_MILLIS) {
        prior = prior.isEmpty() ? new HashMap<>() : prior;
        prior.merge(done.goal(), 1, (some, one) -> Math.min(some + one, MAX_PRIOR));
      }
    }
    return new Days(first.at(), new TreeSet<>(), new TreeSet<>(), prior);
  }

  private static Map<Line, Credit> credits(Ledger ledger, long end, Calendar calendar) {
    var credits = Past.copyOf(ledger.past().credits());
    var met = ledger.met();
    int next = 0;
    Met seen = null;
    Met clicked = null;
    for (var done : ledger.done()) {
      if (done.at() >= end) {
        break;
      }
      for (; next < met.size() && met.get(next).at() <= done.at(); next++) {
        if (met.get(next).clicked()) {
          clicked = later(clicked, met.get(next));
        } else {
          seen = later(seen, met.get(next));
        }
      }
      if (done.at() >= ledger.past().horizon()) {
        int window = done.windowMinutes();
        credit(Attribution.VIEW_THROUGH, seen, window, done, credits, calendar);
        credit(Attribution.CLICK_THROUGH, clicked, window, done, credits, calendar);
        credit(Attribution.IN_SESSION, clicked, SESSION_MINUTES, done, credits, calendar);
      }
    }
    return credits;
  }

  /// Touches come in order, and at one moment the smaller arms first: those stand.
  private static Met later(@Nullable Met before, Met next) {
    return before != null && before.at() == next.at() ? before : next;
  }

  private static void credit(
      Attribution by,
      @Nullable Met touch,
      int windowMinutes,
      Done done,
      Map<Line, Credit> credits,
      Calendar calendar) {
    if (touch == null || done.at() - touch.at() > windowMinutes * MINUTE_MILLIS) {
      return;
    }
    int hour = Past.hourOf(calendar.day(done.at()), calendar.hour(done.at()));
    credits
        .computeIfAbsent(new Line(done.goal(), by, touch.arm()), line -> Credit.none())
        .add(calendar.day(touch.at()), hour, new Converted(1, done.amount()));
  }

  /// How often the person did a goal's event before they first met the arm.
  int prior(Arm arm, String goal) {
    var days = arms.get(arm);
    return days == null ? 0 : days.prior().getOrDefault(goal, 0);
  }

  /// The days on which a person was among an arm's people.
  static NavigableSet<Integer> people(Days days) {
    var people = new TreeSet<>(days.seen());
    people.addAll(days.clicked());
    return people;
  }

  /// The latest touches before a moment: all that later goal events may be credited to.
  static List<Met> lastBefore(long moment, List<Met> met) {
    Met seen = null;
    Met clicked = null;
    for (var one : met) {
      if (one.at() >= moment) {
        break;
      }
      if (one.clicked()) {
        clicked = later(clicked, one);
      } else {
        seen = later(seen, one);
      }
    }
    return Stream.of(seen, clicked).filter(Objects::nonNull).sorted().toList();
  }
}
