package dev.attune.benchmarks.engine;

import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.engine.audience.Subject;
import dev.attune.engine.decision.Decider;
import dev.attune.engine.decision.Decision.Served;
import dev.attune.engine.experience.Catalog;
import dev.attune.engine.profile.Profile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What the server does between reading the profile and writing the answer, for one visitor after
/// the other.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {
  private static final List<String> ONE_KEY = List.of(ExperienceNames.FOR_ALL);

  private final Profile[] profiles =
      Visitors.people().stream().map(Visitors::profile).toArray(Profile[]::new);
  private final Catalog one = Catalogs.forEverybody();
  private final Catalog hundred = Catalogs.byLots(100);
  private final Catalog twoHundredCards = Catalogs.forCards(200);
  private final Catalog tenThousandCards = Catalogs.forCards(10_000);
  private int next;

  /// Three conditions that are all met, and half and half.
  @Benchmark
  public List<Served> oneExperience() {
    return serve(one, ONE_KEY);
  }

  @Benchmark
  public List<Served> hundredExperiences() {
    return serve(hundred, List.of());
  }

  /// Half of the visitors are in the list, as in the long one.
  @Benchmark
  public List<Served> listOfTwoHundred() {
    return serve(twoHundredCards, ONE_KEY);
  }

  @Benchmark
  public List<Served> listOfTenThousand() {
    return serve(tenThousandCards, ONE_KEY);
  }

  private List<Served> serve(Catalog catalog, List<String> keys) {
    var profile = profiles[next++ & (Visitors.COUNT - 1)];
    return new Decider(catalog, new Subject(profile, Visitors.VISIT, Visitors.NOW)).serve(keys);
  }
}
