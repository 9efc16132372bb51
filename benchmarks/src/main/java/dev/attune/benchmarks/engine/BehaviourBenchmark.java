package dev.attune.benchmarks.engine;

import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.engine.audience.Subject;
import dev.attune.engine.decision.Decider;
import dev.attune.engine.decision.Decision.Served;
import dev.attune.engine.experience.Catalog;
import dev.attune.engine.profile.Deeds;
import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A decision under a rule on what the visitor did in the last 60 days, by events in a list.
///
/// Nobody matches, and no total tells: every event is looked at, which is the most that a rule can
/// cost. Each has two attributes, and is one of five kinds of products viewed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BehaviourBenchmark {
  private static final List<String> ONE_KEY = List.of(ExperienceNames.FOR_ALL);
  private static final List<String> CATEGORIES = List.of("shoes", "hats", "bags", "books", "toys");

  private final Catalog viewers = Catalogs.forViewersOf("nothing");
  private final Catalog lovers = Catalogs.forLoversOf("nothing");
  private final Profile[] without = visitors(0);
  private final Profile[] withTwenty = visitors(20);
  private final Profile[] withThousand = visitors(1_000);
  private int next;

  @Benchmark
  public List<Served> viewedWithoutEvents() {
    return serve(viewers, without);
  }

  @Benchmark
  public List<Served> viewedOfTwentyEvents() {
    return serve(viewers, withTwenty);
  }

  @Benchmark
  public List<Served> viewedOfThousandEvents() {
    return serve(viewers, withThousand);
  }

  @Benchmark
  public List<Served> likedOfTwentyEvents() {
    return serve(lovers, withTwenty);
  }

  @Benchmark
  public List<Served> likedOfThousandEvents() {
    return serve(lovers, withThousand);
  }

  private List<Served> serve(Catalog catalog, Profile[] profiles) {
    var profile = profiles[next++ & (profiles.length - 1)];
    return new Decider(catalog, new Subject(profile, Visitors.VISIT, Visitors.NOW)).serve(ONE_KEY);
  }

  /// Enough of them that no branch is learnt by heart, and few enough to stay in the caches.
  private static Profile[] visitors(int events) {
    return Visitors.people().stream()
        .limit(32)
        .map(person -> Visitors.profile(person, new Deeds(deeds(person.customerId(), events))))
        .toArray(Profile[]::new);
  }

  private static List<Deed> deeds(String customerId, int count) {
    var apart = Duration.ofDays(50).dividedBy(Math.max(1, count));
    var deeds = new ArrayList<Deed>();
    for (int i = 0; i < count; i++) {
      var category = CATEGORIES.get(Math.floorMod(customerId.hashCode() + i * i, 5));
      deeds.add(
          new Deed(
              Catalogs.VIEWED,
              Visitors.NOW.minus(apart.multipliedBy(i)),
              Map.of("category", new Value.Text(category), "price", new Value.Amount(i))));
    }
    return deeds;
  }
}
