package dev.attune.storage.encoding;

import dev.attune.engine.attribution.Arm;
import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Deed;
import dev.attune.engine.attribution.Deeds;
import dev.attune.engine.attribution.Ledger;
import dev.attune.engine.attribution.Ledger.Done;
import dev.attune.engine.attribution.Ledger.First;
import dev.attune.engine.attribution.Ledger.Met;
import dev.attune.engine.attribution.Past;
import dev.attune.engine.attribution.Past.Converted;
import dev.attune.engine.attribution.Past.Credit;
import dev.attune.engine.attribution.Past.Days;
import dev.attune.engine.attribution.Past.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Ledgers and deeds as bytes: some sixty for a person who was shown an experience a few times. For
/// one thread.
///
/// Arms and goals are numbered in the order in which they first appear; moments are differences to
/// the one before.
public final class LedgerCodec {
  private static final int NO_PAST = 0;
  private static final int WITH_PAST = 1;
  private static final int FIRST_DAY = 0;

  private final Encoder encoder;
  private final Decoder decoder;

  public LedgerCodec(Encoder encoder, Decoder decoder) {
    this.encoder = encoder;
    this.decoder = decoder;
  }

  /// At the encoder's place.
  public void write(Ledger ledger) {
    var arms = new Numbering<Arm>();
    ledger.met().forEach(met -> arms.add(met.arm()));
    ledger.past().arms().keySet().forEach(arms::add);
    ledger.past().credits().keySet().forEach(line -> arms.add(line.arm()));
    encoder.number(arms.all().size());
    for (var arm : arms.all()) {
      encoder.text(arm.audienceId());
      encoder.text(arm.variationId());
    }
    writeMet(ledger.met(), arms);
    writeDone(ledger.done());
    writeFirsts(ledger.firsts());
    if (ledger.past().equals(Past.NONE)) {
      encoder.octet(NO_PAST);
    } else {
      encoder.octet(WITH_PAST);
      writePast(ledger.past(), arms);
    }
  }

  /// From the decoder's place.
  public Ledger ledger() {
    int count = (int) decoder.number();
    var arms = new ArrayList<Arm>(count);
    for (int i = 0; i < count; i++) {
      var audience = decoder.name();
      arms.add(new Arm(audience, decoder.name()));
    }
    var met = met(arms);
    var done = done();
    var firsts = firsts();
    return new Ledger(met, done, firsts, decoder.octet() == NO_PAST ? Past.NONE : past(arms));
  }

  public void write(Deeds deeds) {
    encoder.number(deeds.all().size());
    long before = 0;
    for (var deed : deeds.all()) {
      encoder.signed(deed.at() - before);
      before = deed.at();
      encoder.text(deed.name());
      encoder.values(deed.attributes());
    }
  }

  public Deeds deeds() {
    int count = (int) decoder.number();
    var all = new ArrayList<Deed>(count);
    long at = 0;
    for (int i = 0; i < count; i++) {
      at += decoder.signed();
      var name = decoder.name();
      all.add(new Deed(at, name, decoder.values()));
    }
    return new Deeds(all);
  }

  private void writeMet(List<Met> all, Numbering<Arm> arms) {
    encoder.number(all.size());
    long before = 0;
    for (var met : all) {
      encoder.signed(met.at() - before);
      before = met.at();
      encoder.number(arms.of(met.arm()) << 1 | (met.clicked() ? 1 : 0));
    }
  }

  private List<Met> met(List<Arm> arms) {
    int count = (int) decoder.number();
    var all = new ArrayList<Met>(count);
    long at = 0;
    for (int i = 0; i < count; i++) {
      at += decoder.signed();
      int armAndKind = (int) decoder.number();
      all.add(new Met(at, (armAndKind & 1) == 1, arms.get(armAndKind >> 1)));
    }
    return all;
  }

  private record GoalOf(String name, int windowMinutes) {}

  private void writeDone(List<Done> all) {
    encoder.number(all.size());
    if (all.isEmpty()) {
      return;
    }
    var goals = new Numbering<GoalOf>();
    all.forEach(done -> goals.add(new GoalOf(done.goal(), done.windowMinutes())));
    encoder.number(goals.all().size());
    for (var goal : goals.all()) {
      encoder.text(goal.name());
      encoder.number(goal.windowMinutes());
    }
    long before = 0;
    for (var done : all) {
      encoder.signed(done.at() - before);
      before = done.at();
      encoder.number(goals.of(new GoalOf(done.goal(), done.windowMinutes())));
      encoder.signed(done.amount());
    }
  }

  private List<Done> done() {
    int count = (int) decoder.number();
    if (count == 0) {
      return List.of();
    }
    int goalCount = (int) decoder.number();
    var goals = new ArrayList<GoalOf>(goalCount);
    for (int i = 0; i < goalCount; i++) {
      var name = decoder.name();
      goals.add(new GoalOf(name, (int) decoder.number()));
    }
    var all = new ArrayList<Done>(count);
    long at = 0;
    for (int i = 0; i < count; i++) {
      at += decoder.signed();
      var goal = goals.get((int) decoder.number());
      all.add(new Done(at, goal.name(), goal.windowMinutes(), decoder.signed()));
    }
    return all;
  }

  private void writeFirsts(Map<String, First> firsts) {
    encoder.number(firsts.size());
    firsts.forEach((audience, first) -> {
      encoder.text(audience);
      encoder.signed(first.at());
      encoder.text(first.variationId());
      writeCounts(first.shares());
    });
  }

  private Map<String, First> firsts() {
    int count = (int) decoder.number();
    Map<String, First> firsts = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      var audience = decoder.name();
      long at = decoder.signed();
      var variation = decoder.name();
      firsts.put(audience, new First(at, variation, counts()));
    }
    return firsts;
  }

  private void writeCounts(Map<String, Integer> counts) {
    encoder.number(counts.size());
    counts.forEach((name, count) -> {
      encoder.text(name);
      encoder.number(count);
    });
  }

  private Map<String, Integer> counts() {
    int size = (int) decoder.number();
    Map<String, Integer> counts = LinkedHashMap.newLinkedHashMap(size);
    for (int i = 0; i < size; i++) {
      var name = decoder.name();
      counts.put(name, (int) decoder.number());
    }
    return counts;
  }

  private void writePast(Past past, Numbering<Arm> arms) {
    encoder.signed(past.horizon());
    encoder.number(past.arms().size());
    past.arms()
        .forEach((arm, days) -> {
          encoder.number(arms.of(arm));
          encoder.signed(days.first());
          writeDays(days.seen());
          writeDays(days.clicked());
          writeCounts(days.prior());
        });
    encoder.number(past.credits().size());
    past.credits()
        .forEach((line, credit) -> {
          encoder.text(line.goal());
          encoder.octet(code(line.by()));
          encoder.number(arms.of(line.arm()));
          writeCredit(credit);
        });
  }

  private Past past(List<Arm> arms) {
    long horizon = decoder.signed();
    int armCount = (int) decoder.number();
    Map<Arm, Days> days = HashMap.newHashMap(armCount);
    for (int i = 0; i < armCount; i++) {
      var arm = arms.get((int) decoder.number());
      long first = decoder.signed();
      var seen = days();
      var clicked = days();
      days.put(arm, new Days(first, seen, clicked, counts()));
    }
    int lineCount = (int) decoder.number();
    Map<Line, Credit> credits = HashMap.newHashMap(lineCount);
    for (int i = 0; i < lineCount; i++) {
      var goal = decoder.name();
      var by = attribution(decoder.octet());
      credits.put(new Line(goal, by, arms.get((int) decoder.number())), credit());
    }
    return new Past(horizon, days, credits);
  }

  private void writeDays(Collection<Integer> days) {
    encoder.number(days.size());
    int before = FIRST_DAY;
    for (int day : days) {
      encoder.number(day - before);
      before = day;
    }
  }

  private SortedSet<Integer> days() {
    var days = new TreeSet<Integer>();
    int day = FIRST_DAY;
    for (int left = (int) decoder.number(); left > 0; left--) {
      day += (int) decoder.number();
      days.add(day);
    }
    return days;
  }

  private void writeCredit(Credit credit) {
    writeDays(credit.touchDays().keySet());
    credit.touchDays().values().forEach(encoder::signed);
    writeDays(credit.hours().keySet());
    credit
        .hours()
        .values()
        .forEach(converted -> {
          encoder.number(converted.count());
          encoder.signed(converted.amount());
        });
  }

  private Credit credit() {
    SortedMap<Integer, Long> touchDays = new TreeMap<>();
    for (int day : days()) {
      touchDays.put(day, decoder.signed());
    }
    SortedMap<Integer, Converted> hours = new TreeMap<>();
    for (int hour : days()) {
      long count = decoder.number();
      hours.put(hour, new Converted(count, decoder.signed()));
    }
    return new Credit(touchDays, hours);
  }

  /// Stored data, like the tags of values. 0 is for what has no attribution.
  public static int code(Attribution by) {
    return switch (by) {
      case VIEW_THROUGH -> 1;
      case CLICK_THROUGH -> 2;
      case IN_SESSION -> 3;
    };
  }

  public static Attribution attribution(int code) {
    return switch (code) {
      case 1 -> Attribution.VIEW_THROUGH;
      case 2 -> Attribution.CLICK_THROUGH;
      case 3 -> Attribution.IN_SESSION;
      default -> throw new IllegalStateException("attribution " + code);
    };
  }

  /// Numbers things from 0 in the order in which they come.
  private static final class Numbering<T> {
    private final Map<T, Integer> numbers = new LinkedHashMap<>();

    private void add(T one) {
      numbers.putIfAbsent(one, numbers.size());
    }

    private int of(T one) {
      return numbers.getOrDefault(one, -1);
    }

    private Collection<T> all() {
      return numbers.keySet();
    }
  }
}
