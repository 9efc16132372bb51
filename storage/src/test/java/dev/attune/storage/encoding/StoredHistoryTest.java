package dev.attune.storage.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.History;
import dev.attune.engine.profile.History.Totals;
import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredHistoryTest {
  private static final Instant DAY = Instant.parse("2026-11-26T00:00:00Z");
  private static final int BLOCK = HistoryHead.MAX_BLOCK_DEEDS;
  private static final String[] NAMES = {
    "Product Viewed", "Product Added", "", "a\u0000", "मुफ़्त", "\uD83D\uDE00", "é", "e", "\uD83D"
  };

  private static Event event(String name, Instant at, Map<String, Value> attributes) {
    return new Event("id", name, at, at, "web", attributes, null);
  }

  /// A history as a backend keeps it, with its blocks in memory.
  private static final class Kept {
    private HistoryHead head = new HistoryHead();
    private final List<byte[]> blocks = new ArrayList<>();

    void add(Event event) {
      if (head.isFull()) {
        var longer = head.newestTakesMore() ? head.extend(blocks.getFirst()) : null;
        if (longer == null) {
          blocks.addFirst(head.begin(999 - blocks.size()));
        } else {
          blocks.set(0, longer);
        }
        for (int dropped = head.dropOld(DAY.minus(History.KEPT)); dropped > 0; dropped--) {
          blocks.removeLast();
        }
      }
      head.add(event);
      head = reread();
    }

    void join(Kept other) {
      var joined = head.join(other.head, blocks, other.blocks, DAY.minus(History.KEPT));
      head.placed(500);
      blocks.clear();
      blocks.addAll(joined);
    }

    private HistoryHead reread() {
      var encoder = new Encoder();
      head.write(encoder);
      return new HistoryHead(new Decoder().reset(encoder.toBytes()), encoder.size());
    }

    StoredHistory since(Instant since) {
      var encoder = new Encoder();
      encoder.octet(99);
      head.write(encoder);
      int end = encoder.size();
      encoder.octet(99);
      var history = new StoredHistory(encoder.toBytes(), 1, end, since, new Names());
      for (int i = 0; i < history.blocks(); i++) {
        if (history.wants(i)) {
          history.put(i, blocks.get(i));
        }
      }
      return history;
    }
  }

  private static List<Long> times(History history, String name, Instant since) {
    var times = new ArrayList<Long>();
    history.forEach(name, since, (at, event) -> times.add(at));
    return times;
  }

  @Test
  void everyEventOfANameSinceAMomentComesFromTheLastToArrive() {
    for (long seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var kept = new Kept();
      var added = new ArrayList<Event>();
      for (int i = random.nextInt(700); i > 0; i--) {
        var name = NAMES[random.nextInt(NAMES.length)];
        var at = DAY.minusSeconds(random.nextInt(50 * 86_400)).plusMillis(random.nextInt(1_000));
        var event = event(name, at, Map.of("n", new Value.Amount(i)));
        kept.add(event);
        added.addFirst(event);
      }
      for (var name : NAMES) {
        var since = DAY.minusSeconds(random.nextInt(60 * 86_400));
        var expected =
            added.stream()
                .filter(event -> event.name().equals(name) && !event.at().isBefore(since))
                .map(event -> event.at().toEpochMilli())
                .toList();
        assertThat(times(kept.since(since), name, since)).as("seed %d", seed).isEqualTo(expected);
        assertThat(times(kept.since(Instant.MIN), name, since))
            .as("seed %d", seed)
            .isEqualTo(expected);
        assertThat(kept.since(Instant.MAX).totals(name))
            .as("seed %d", seed)
            .isEqualTo(totals(added, name));
      }
    }
  }

  private static @Nullable Totals totals(List<Event> events, String name) {
    var times =
        events.stream()
            .filter(event -> event.name().equals(name))
            .map(event -> event.at().toEpochMilli())
            .sorted()
            .toList();
    return times.isEmpty()
        ? null
        : new Totals(
            times.size(),
            Instant.ofEpochMilli(times.getFirst()),
            Instant.ofEpochMilli(times.getLast()));
  }

  @Test
  void anyAttributeOfAnEventIsFound() {
    var values = new HashMap<String, Value>();
    for (var name : NAMES) {
      values.put(name + "text", new Value.Text(name));
      values.put(name + "amount", new Value.Amount(name.length() + 0.5));
      values.put(name + "flag", new Value.Flag(name.isEmpty()));
      values.put(name + "time", new Value.Time("2026-11-26", DAY));
      values.put(
          name,
          new Value.Array(
              List.of(new Value.Fields(Map.of(name, new Value.Text(name))), new Value.Amount(3))));
    }
    var kept = new Kept();
    kept.add(event("Viewed", DAY, values));
    var history = kept.since(DAY);
    values.forEach((name, value) -> {
      var seen = new ArrayList<Value>();
      history.forEach("Viewed", DAY, (at, event) -> seen.add(event.get(name)));
      assertThat(seen).as(name).containsExactly(value);
    });
    history.forEach(
        "Viewed",
        DAY,
        (at, event) -> {
          assertThat(event.get("never there")).isNull();
          assertThat(event.get("tex")).isNull();
          return true;
        });
  }

  @Test
  void aVisitorMayStop() {
    var kept = new Kept();
    for (int i = 0; i < 100; i++) {
      kept.add(event("Viewed", DAY.plusSeconds(i), Map.of()));
    }
    var times = new ArrayList<Long>();
    kept.since(DAY)
        .forEach(
            "Viewed",
            DAY,
            (at, event) -> {
              times.add(at);
              return times.size() < 50;
            });
    assertThat(times).hasSize(50).startsWith(DAY.plusSeconds(99).toEpochMilli());
  }

  @Test
  void onlyTheBlocksWithSomethingLateEnoughAreWanted() {
    var kept = new Kept();
    for (int i = 0; i < 32 + 4 * BLOCK; i++) {
      int day = i / BLOCK;
      kept.add(event("Viewed", i == BLOCK + 2 ? DAY.plusSeconds(9 * 86_400) : at(day), Map.of()));
    }
    var history = kept.since(DAY.plusSeconds(8 * 86_400));
    // Four blocks, the second oldest has the one event that was ahead of its time.
    assertThat(history.blocks()).isEqualTo(3);
    assertThat(List.of(history.wants(0), history.wants(1), history.wants(2)))
        .containsExactly(false, false, true);
    assertThat(times(history, "Viewed", DAY.plusSeconds(8 * 86_400))).hasSize(1);
    assertThat(kept.since(DAY.plusSeconds(10 * 86_400)).blocks()).isZero();
  }

  private static Instant at(int day) {
    return DAY.plusSeconds(day * 86_400L);
  }

  @Test
  void blocksThatAreTooOldOrTooManyAreForgotten() {
    var kept = new Kept();
    for (int i = 0; i < 300; i++) {
      kept.add(event("Old", DAY.minus(History.KEPT).minusSeconds(i + 1), Map.of()));
    }
    assertThat(kept.blocks).isEmpty();
    for (int i = 0; i < 3_000; i++) {
      kept.add(event("New", DAY.plusSeconds(i), Map.of()));
    }
    var times = times(kept.since(Instant.MIN), "New", Instant.MIN);
    assertThat(times).hasSizeBetween(History.MAX_EVENTS, History.MAX_EVENTS + BLOCK);
    assertThat(times).startsWith(DAY.plusSeconds(2_999).toEpochMilli());
    assertThat(kept.since(DAY).totals("Old")).isNotNull().extracting(Totals::count).isEqualTo(300L);
    assertThat(kept.since(DAY).totals("New"))
        .isNotNull()
        .extracting(Totals::count)
        .isEqualTo(3_000L);
  }

  @Test
  void noMoreThanSoManyNamesHaveTotals() {
    var kept = new Kept();
    for (int i = 0; i < History.MAX_NAMES + 1; i++) {
      kept.add(event("name " + i, DAY, Map.of()));
      kept.add(event("name " + i, DAY, Map.of()));
    }
    var history = kept.since(DAY);
    assertThat(history.totals("name 249")).isEqualTo(new Totals(2, DAY, DAY));
    assertThat(history.totals("name 250")).isNull();
    assertThat(history.names()).hasSize(250).contains("name 0", "name 249");
    assertThat(times(history, "name 250", DAY)).hasSize(2);
  }

  @Test
  void ofALargeEventTheSmallAttributesAreKept() {
    var kept = new Kept();
    var values = new HashMap<String, Value>();
    values.put("large", new Value.Text("x".repeat(Deeds.MAX_ATTRIBUTE_BYTES)));
    values.put("category", new Value.Text("shoes"));
    values.put("price", new Value.Amount(49.5));
    kept.add(event("Viewed", DAY, values));
    var seen = new ArrayList<Value>();
    kept.since(DAY)
        .forEach(
            "Viewed",
            DAY,
            (at, event) -> {
              seen.add(event.get("category"));
              seen.add(event.get("price"));
              return seen.add(event.get("large"));
            });
    assertThat(seen).containsExactly(new Value.Text("shoes"), new Value.Amount(49.5), null);
  }

  @Test
  void twoHistoriesBecomeOneInOrderOfTime() {
    for (long seed = 0; seed < 30; seed++) {
      var random = new Random(seed);
      var both = List.of(new Kept(), new Kept());
      var all = new ArrayList<Long>();
      for (int i = random.nextInt(900); i > 0; i--) {
        var at = DAY.plusSeconds(random.nextInt(1_000_000));
        both.get(random.nextInt(2)).add(event("Viewed", at, Map.of()));
        all.add(at.toEpochMilli());
      }
      all.sort(null);
      var expected = all.reversed();
      var one = both.get(0);
      one.join(both.get(1));
      assertThat(times(one.since(DAY), "Viewed", DAY)).as("seed %d", seed).isEqualTo(expected);
      var totals = one.since(DAY).totals("Viewed");
      assertThat(totals == null ? 0 : totals.count()).as("seed %d", seed).isEqualTo(all.size());
      one.add(event("Viewed", DAY, Map.of()));
      assertThat(times(one.since(DAY), "Viewed", DAY)).as("seed %d", seed).hasSize(all.size() + 1);
    }
  }

  /// Columns are full or sparse, of few values or many, and blocks are made of others that lacked
  /// some.
  @Test
  void everyAttributeOfEveryEventIsFoundInBlocksToo() {
    for (long seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      var both = List.of(new Kept(), new Kept());
      var added = new ArrayList<Event>();
      int often = 1 + random.nextInt(4);
      for (int i = random.nextInt(500); i > 0; i--) {
        var values = new HashMap<String, Value>();
        for (var name : NAMES) {
          if (random.nextInt(often) == 0) {
            values.put(name, value(random));
          }
        }
        values.put("only " + random.nextInt(40), new Value.Amount(i));
        values.put("many", new Value.Amount(i));
        var name = NAMES[random.nextInt(2)];
        var event = event(name, DAY.plusSeconds(random.nextInt(9) * 1_000 + i), values);
        both.get(random.nextInt(2)).add(event);
        added.add(event);
      }
      var one = both.get(0);
      one.join(both.get(1));
      added.sort(Comparator.comparing(Event::at).reversed());
      for (int i = random.nextInt(200); i > 0; i--) {
        var event = event(NAMES[1], DAY.plusSeconds(1), Map.of("late", value(random)));
        one.add(event);
        added.addFirst(event);
      }
      var history = one.since(DAY);
      for (var name : List.of(NAMES[0], NAMES[1])) {
        var expected = added.stream().filter(event -> event.name().equals(name)).toList();
        var at = new int[1];
        history.forEach(
            name,
            DAY,
            (when, attributes) -> {
              var event = expected.get(at[0]++);
              assertThat(when).isEqualTo(event.at().toEpochMilli());
              for (var attribute : event.attributes().keySet()) {
                assertThat(attributes.get(attribute)).isEqualTo(event.attributes().get(attribute));
              }
              for (var attribute : List.of("late", "only 3", NAMES[7], "never")) {
                assertThat(attributes.get(attribute)).isEqualTo(event.attributes().get(attribute));
              }
              return true;
            });
        assertThat(at[0]).as("seed %d", seed).isEqualTo(expected.size());
      }
    }
  }

  private static Value value(Random random) {
    int number = random.nextInt(300);
    return switch (random.nextInt(6)) {
      case 0 -> new Value.Text(NAMES[number % NAMES.length]);
      case 1 -> new Value.Text("text " + number);
      case 2 -> new Value.Amount(number);
      case 3 -> new Value.Flag(number > 9);
      case 4 -> new Value.Time("2026-11-26", DAY);
      default -> new Value.Array(List.of(new Value.Text("a" + number % 3), new Value.Flag(true)));
    };
  }

  /// An attribute that few deeds have does not cost each of the others a byte.
  @Test
  void manyAttributesThatAreRareTakeLittle() {
    var kept = new Kept();
    for (int i = 0; i < 32 + 1; i++) {
      var values = new HashMap<String, Value>();
      for (int j = 0; j < 20; j++) {
        values.put("attribute %d of %d".formatted(j, i), new Value.Flag(true));
      }
      kept.add(event("Viewed", DAY, values));
    }
    assertThat(kept.blocks.getLast().length).isLessThan(32 * 20 * 40);
  }

  @Test
  void aBlockIsLetBeBeforeItIsTooLarge() {
    var kept = new Kept();
    for (int i = 0; i < 128; i++) {
      kept.add(event("Viewed", DAY, Map.of("text", new Value.Text((i + " ").repeat(500)))));
    }
    assertThat(kept.blocks).hasSizeGreaterThan(1);
    assertThat(times(kept.since(DAY), "Viewed", DAY)).hasSize(128);
  }

  @Test
  void theBytesAreTheseForEver() {
    var head = new HistoryHead();
    for (int i = 0; i < 32; i++) {
      head.add(event("A", Instant.ofEpochMilli(i), Map.of("b", new Value.Flag(true))));
    }
    var block = head.begin(999);
    head.add(event("A", Instant.ofEpochMilli(32), Map.of("c".repeat(65), new Value.Flag(false))));
    var encoder = new Encoder();
    head.write(encoder);
    assertThat(HexFormat.of().formatHex(encoder.toBytes()))
        .isEqualTo(
            "01e707203e"
                + ("04" + "0241" + "0262")
                + ("04" + "01" + "21" + "00" + "20")
                + "01"
                + ("48" + "40" + "01" + "01" + "00" + "8201" + "63".repeat(65) + "03"));
    var times = "3e" + "02".repeat(31);
    assertThat(HexFormat.of().formatHex(block))
        .isEqualTo(
            "20"
                + "20"
                + times
                + ("22" + "02" + "01" + "01".repeat(32))
                + ("02" + "22" + "02" + "04" + "01".repeat(32)));
  }
}
