package dev.attune.benchmarks.engine;

import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.benchmarks.shop.Lots;
import dev.attune.benchmarks.shop.People;
import dev.attune.benchmarks.shop.Person;
import dev.attune.engine.bucketing.Salt;
import dev.attune.engine.profile.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The reference for [DecisionBenchmark]: what one would write by hand for just these rules, over
/// maps of plain Java values and without schedules, stickiness, case folding or reasons.
///
/// The hash is the same, so that the ratio is what the engine adds to it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandWrittenBenchmark {

  private record User(String id, Map<String, Object> attributes) {}

  private record Flag(Salt salt, List<Predicate<Map<String, Object>>> conditions) {
    String variation(User user) {
      for (var condition : conditions) {
        if (!condition.test(user.attributes)) {
          return "";
        }
      }
      return salt.bucketOf(user.id) < 5_000 ? "1" : "2";
    }
  }

  private static final Predicate<Map<String, Object>> IN_COUNTRY =
      inSet("country", Set.copyOf(People.COUNTRIES));

  private final User[] users =
      Visitors.people().stream().map(HandWrittenBenchmark::user).toArray(User[]::new);
  private final Flag one =
      flag(0, List.of(IN_COUNTRY, HandWrittenBenchmark::adult, HandWrittenBenchmark::notOnTrial));
  private final List<Flag> hundred =
      IntStream.range(0, 100).mapToObj(i -> i == 0 ? one : flag(i, byLot(i))).toList();
  private final Flag tenThousandCards = flag(0, List.of(inSet("loyalty_card", cards(10_000))));
  private int next;

  @Benchmark
  public String oneExperience() {
    return one.variation(user());
  }

  @Benchmark
  public List<String> hundredExperiences() {
    var user = user();
    var served = new ArrayList<String>();
    for (var flag : hundred) {
      var variation = flag.variation(user);
      if (!variation.isEmpty()) {
        served.add(variation);
      }
    }
    return served;
  }

  @Benchmark
  public String listOfTenThousand() {
    return tenThousandCards.variation(user());
  }

  private User user() {
    return users[next++ & (Visitors.COUNT - 1)];
  }

  private static Flag flag(int number, List<Predicate<Map<String, Object>>> conditions) {
    var salt = "%s:%s:".formatted(ExperienceNames.id(number), ExperienceNames.audienceId(number));
    return new Flag(Salt.of(salt), conditions);
  }

  private static List<Predicate<Map<String, Object>>> byLot(int number) {
    var lots = Lots.of(number, 100);
    int from = lots.from();
    int to = lots.to();
    Predicate<Map<String, Object>> inLots =
        attributes -> attributes.get("lot") instanceof Double lot && lot >= from && lot < to;
    return switch (number % 3) {
      case 0 -> List.of(inLots, IN_COUNTRY, HandWrittenBenchmark::adult);
      case 1 -> List.of(IN_COUNTRY, inLots, HandWrittenBenchmark::adult);
      default -> List.of(IN_COUNTRY, HandWrittenBenchmark::adult, inLots);
    };
  }

  private static boolean adult(Map<String, Object> attributes) {
    return attributes.get("age") instanceof Double age && age >= 18;
  }

  private static boolean notOnTrial(Map<String, Object> attributes) {
    return !"trial".equals(attributes.get("plan"));
  }

  private static Predicate<Map<String, Object>> inSet(String name, Set<String> wanted) {
    return attributes -> attributes.get(name) instanceof String text && wanted.contains(text);
  }

  private static Set<String> cards(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> People.loyaltyCard(2 * i))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static User user(Person person) {
    var plain = new HashMap<String, Object>();
    person.attributes().forEach((name, value) -> plain.put(name, plain(value)));
    return new User(person.customerId(), plain);
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Amount(var amount) -> amount;
      case Value.Flag(var flag) -> flag;
      case Value.Time(var text, _) -> text;
      case Value.Array(var items) -> items.stream().map(HandWrittenBenchmark::plain).toList();
      case Value.Fields(var fields) -> fields.keySet();
    };
  }
}
