package dev.attune.benchmarks.shop;

import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Made-up people, numbered from 0: a number and a seed always give the same person, so that any of
/// a million can be made again without keeping them.
///
/// Everybody is an adult in one of [#COUNTRIES] and has a `lot` below [#LOTS]; [Experiences] builds
/// on this.
public final class People {
  /// How many attributes everybody has.
  public static final int ATTRIBUTES = 20;

  /// `lot` is a number from 0 to this, exclusive. 11 times 101: lots join up into eleven equal
  /// ones.
  public static final int LOTS = 1_111;

  public static final List<String> COUNTRIES = List.of("IN", "US", "GB", "DE", "BR");

  private static final List<String> FIRST_NAMES =
      List.of("Asha", "Ben", "Chloé", "Dmitri", "Emeka", "Fatima", "Grace", "Hiro", "Inès", "José");
  private static final List<String> LAST_NAMES =
      List.of("Patel", "Müller", "Okafor", "Silva", "Smith", "Tanaka", "Nguyễn", "Kowalski");
  private static final List<String> CITIES =
      List.of("Bengaluru", "Berlin", "São Paulo", "Leeds", "Austin", "Pune", "Köln", "Recife");
  private static final List<String> PLANS = List.of("free", "silver", "gold", "platinum");
  private static final List<String> TAGS =
      List.of("shoes", "running", "sale", "newsletter", "outdoor", "kids", "vintage");
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final long seed;

  public People(long seed) {
    this.seed = seed;
  }

  /// What person `number` is called: 12 characters for the first million.
  public static String customerId(int number) {
    var digits = Integer.toString(number);
    return "user_" + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
  }

  /// Persons 0 to `count` - 1.
  public Stream<Person> first(int count) {
    return IntStream.range(0, count).mapToObj(this::person);
  }

  public Person person(int number) {
    var random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number);
    var first = pick(FIRST_NAMES, random);
    var last = pick(LAST_NAMES, random);
    var digits = customerId(number).substring(5);
    var attributes = new HashMap<String, Value>(ATTRIBUTES * 2);
    attributes.put("u_fn", new Value.Text(first));
    attributes.put("u_ln", new Value.Text(last));
    attributes.put("u_n", new Value.Text(first + " " + last));
    attributes.put("u_em", new Value.Text("person." + digits + "@example.com"));
    attributes.put("u_mb", new Value.Text("+9199" + digits));
    attributes.put("u_bd", birthday(random));
    attributes.put("loyalty_card", new Value.Text(loyaltyCard(number)));
    attributes.put("country", new Value.Text(pick(COUNTRIES, random)));
    attributes.put("locale", new Value.Text("en"));
    attributes.put("plan", new Value.Text(pick(PLANS, random)));
    attributes.put("age", new Value.Amount(18 + random.nextInt(60)));
    attributes.put("lot", new Value.Amount(random.nextInt(LOTS)));
    attributes.put("orders", new Value.Amount(random.nextInt(200)));
    attributes.put("lifetime_value", new Value.Amount(random.nextInt(1_000_000) / 100.0));
    attributes.put("newsletter", new Value.Flag(random.nextBoolean()));
    attributes.put("app_installed", new Value.Flag(random.nextBoolean()));
    attributes.put("signed_up", moment(random));
    attributes.put("last_order", moment(random));
    attributes.put("tags", new Value.Array(texts(TAGS, 1 + random.nextInt(4), random)));
    attributes.put("address", address(random));
    return new Person(customerId(number), attributes);
  }

  /// The loyalty card of person `number`.
  public static String loyaltyCard(int number) {
    return "L-" + customerId(number).substring(5);
  }

  private static Value address(SplittableRandom random) {
    var fields = new HashMap<String, Value>();
    fields.put("city", new Value.Text(pick(CITIES, random)));
    fields.put("zip", new Value.Text(Integer.toString(10_000 + random.nextInt(90_000))));
    return new Value.Fields(fields);
  }

  private static List<Value> texts(List<String> from, int count, SplittableRandom random) {
    var start = random.nextInt(from.size());
    return IntStream.range(0, count)
        .<Value>mapToObj(i -> new Value.Text(from.get((start + i) % from.size())))
        .toList();
  }

  private static Value birthday(SplittableRandom random) {
    return date(LocalDate.EPOCH.plusDays(random.nextInt(13_000)).toString());
  }

  private static Value moment(SplittableRandom random) {
    return date(START.plusSeconds(random.nextInt(60_000_000)).toString());
  }

  private static Value date(String text) {
    return Times.valueOf(text, ZoneOffset.UTC);
  }

  private static String pick(List<String> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }
}
