package dev.attune.storage.encoding;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.attune.engine.profile.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LedgerCodecTest {
  private static final long NOW = 1_795_132_800_000L;

  private final Encoder encoder = new Encoder();
  private final Decoder decoder = new Decoder(new Names());
  private final LedgerCodec codec = new LedgerCodec(encoder, decoder);

  private Ledger roundTrip(Ledger ledger) {
    encoder.reset();
    codec.write(ledger);
    return ledger(encoder.toBytes());
  }

  private Ledger ledger(byte[] bytes) {
    decoder.reset(bytes);
    var read = codec.ledger();
    assertThat(decoder.position()).isEqualTo(bytes.length);
    return read;
  }

  @Test
  void whateverIsWrittenIsRead() {
    for (long seed = 0; seed < 500; seed++) {
      var ledger = ledger(new Random(seed));
      assertThat(roundTrip(ledger)).as("seed %d", seed).isEqualTo(ledger);
    }
  }

  @Test
  void theEmptyLedgerIsAFewBytes() {
    assertThat(roundTrip(Ledger.EMPTY)).isEqualTo(Ledger.EMPTY);
    assertThat(encoder.toBytes()).hasSize(5);
  }

  @Test
  void aPersonWhoWasShownAnExperienceAFewTimesIsSmall() {
    var arm = new Arm("42D", "1");
    var met =
        List.of(
            new Met(NOW, false, arm),
            new Met(NOW + 60_000, false, arm),
            new Met(NOW + 90_000, true, arm));
    var first = new First(NOW, "1", Map.of("1", 5_000, "2", 5_000));
    roundTrip(new Ledger(met, List.of(), Map.of("42D", first), Past.NONE));
    assertThat(encoder.toBytes().length).isLessThan(60);
  }

  @Test
  void deedsAreReadAsWritten() {
    var deeds =
        new Deeds(
            List.of(
                new Deed(-5, "Order", Map.of()),
                new Deed(NOW, "Order", Map.of("amount", new Value.Amount(9.5)))));
    encoder.reset();
    codec.write(deeds);
    decoder.reset(encoder.toBytes());
    assertThat(codec.deeds()).isEqualTo(deeds);
  }

  private static Ledger ledger(Random random) {
    var met = new ArrayList<Met>();
    for (int i = random.nextInt(6); i > 0; i--) {
      met.add(new Met(moment(random), random.nextBoolean(), arm(random)));
    }
    Collections.sort(met);
    var done = new ArrayList<Done>();
    for (int i = random.nextInt(4); i > 0; i--) {
      done.add(
          new Done(
              moment(random),
              goal(random),
              60 + random.nextInt(3),
              random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L)));
    }
    Collections.sort(done);
    var firsts = new HashMap<String, First>();
    for (int i = random.nextInt(3); i > 0; i--) {
      var shares = random.nextBoolean() ? Map.of("1", 10_000) : Map.<String, Integer>of();
      firsts.put("a" + i, new First(moment(random), "1", shares));
    }
    return new Ledger(met, done, firsts, random.nextBoolean() ? Past.NONE : past(random));
  }

  private static Past past(Random random) {
    var arms = new HashMap<Arm, Days>();
    for (int i = random.nextInt(3); i > 0; i--) {
      var prior = random.nextBoolean() ? Map.of("Order", 7) : Map.<String, Integer>of();
      arms.put(arm(random), new Days(moment(random), days(random), days(random), prior));
    }
    var credits = new HashMap<Line, Credit>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var by = List.of(Attribution.values()).get(random.nextInt(3));
      var touchDays = new TreeMap<Integer, Long>();
      days(random).forEach(day -> touchDays.put(day, random.nextLong(-1_000, 1_000_000_000)));
      var hours = new TreeMap<Integer, Converted>();
      days(random)
          .forEach(day ->
              hours.put(
                  day * 32 + 5, new Converted(1 + random.nextInt(300), random.nextLong(-9, 9))));
      credits.put(new Line(goal(random), by, arm(random)), new Credit(touchDays, hours));
    }
    return new Past(moment(random), arms, credits);
  }

  private static SortedSet<Integer> days(Random random) {
    var days = new TreeSet<Integer>();
    for (int i = random.nextInt(5); i > 0; i--) {
      days.add(random.nextInt(25_000));
    }
    return days;
  }

  private static long moment(Random random) {
    return random.nextInt(10) == 0 ? random.nextLong(-NOW, NOW) : NOW + random.nextInt(1_000);
  }

  private static Arm arm(Random random) {
    return new Arm(
        List.of("42D", "7", "मुफ़्त").get(random.nextInt(3)),
        List.of("", "1", "2").get(random.nextInt(3)));
  }

  private static String goal(Random random) {
    return List.of("Order", "Signup").get(random.nextInt(2));
  }
}
