package dev.attune.benchmarks.engine;

import dev.attune.benchmarks.report.Budget;
import dev.attune.benchmarks.report.Outcome;
import dev.attune.benchmarks.report.Reference;
import dev.attune.benchmarks.report.Row;
import dev.attune.benchmarks.report.Section;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The engine alone, by JMH: each benchmark in a JVM of its own, one thread.
///
/// The time of a benchmark is its fastest iteration. Whatever else the machine does can only make
/// an iteration slower, so with many short ones the fastest comes nearest to what the code costs.
public final class EngineSection implements Section {
  private static final String BYTES = "gc.alloc.rate.norm";

  private final Pace pace;

  /// How long each benchmark runs.
  ///
  /// @param forks how many JVMs of its own a benchmark runs in, one after the other; 0: in this one
  record Pace(int forks, int warmups, int iterations, Duration each) {
    /// Three seconds a benchmark, with the start of the JVM.
    static final Pace FULL = new Pace(1, 10, 8, Duration.ofMillis(100));
  }

  public EngineSection() {
    this(Pace.FULL);
  }

  EngineSection(Pace pace) {
    this.pace = pace;
  }

  /// @param nanos per decision
  /// @param bytes allocated per decision
  private record Cost(double nanos, double bytes) {}

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public Outcome run(Consumer<String> progress) throws RunnerException {
    return new Outcome.Measured(rows(measure(progress)));
  }

  private static List<Row> rows(Map<String, Cost> costs) {
    var one = cost(costs, "DecisionBenchmark.oneExperience");
    var hundred = cost(costs, "DecisionBenchmark.hundredExperiences");
    var shortList = cost(costs, "DecisionBenchmark.listOfTwoHundred");
    var longList = cost(costs, "DecisionBenchmark.listOfTenThousand");
    var oneByHand = cost(costs, "HandWrittenBenchmark.oneExperience");
    var hundredByHand = cost(costs, "HandWrittenBenchmark.hundredExperiences");
    var listByHand = cost(costs, "HandWrittenBenchmark.listOfTenThousand");
    var none = cost(costs, "BehaviourBenchmark.viewedWithoutEvents");
    var twenty = cost(costs, "BehaviourBenchmark.viewedOfTwentyEvents");
    var thousand = cost(costs, "BehaviourBenchmark.viewedOfThousandEvents");
    return List.of(
        micros(
            "1 experience, 3 conditions, 50/50",
            one,
            new Budget.AtMost(0.25),
            "by hand",
            oneByHand),
        bytes("  allocated", one, new Budget.AtMost(200), oneByHand),
        micros(
            "100 experiences, 10 match", hundred, new Budget.AtMost(8), "by hand", hundredByHand),
        bytes("  allocated", hundred, Budget.NONE, hundredByHand),
        micros(
            "1 rule, list of 10,000 ids", longList, new Budget.AtMost(0.25), "by hand", listByHand),
        bytes("  allocated", longList, Budget.NONE, listByHand),
        micros("  beside a list of 200 ids", longList, Budget.NONE, "200 ids", shortList),
        micros("1 rule on behaviour, 20 events", twenty, Budget.NONE, "no events", none),
        bytes("  allocated", twenty, Budget.NONE, "no events", none),
        micros("1 rule on behaviour, 1,000 events", thousand, Budget.NONE, "no events", none),
        micros(
            "1 rule on affinity, 20 events",
            cost(costs, "BehaviourBenchmark.likedOfTwentyEvents"),
            Budget.NONE,
            "no events",
            none),
        micros(
            "1 rule on affinity, 1,000 events",
            cost(costs, "BehaviourBenchmark.likedOfThousandEvents"),
            Budget.NONE,
            "no events",
            none),
        micros(
            "greeting filled in",
            cost(costs, "GreetingBenchmark.greeting"),
            Budget.NONE,
            "by hand",
            cost(costs, "GreetingBenchmark.greetingByHand")),
        new Row(
            "bucket of a person",
            cost(costs, "BucketBenchmark.bucket").nanos / 1e3,
            "µs",
            Budget.NONE,
            new Reference("hash4j", cost(costs, "BucketBenchmark.bucketByHash4j").nanos / 1e3)));
  }

  private static Row micros(
      String what, Cost cost, Budget budget, String referenceName, Cost reference) {
    return new Row(
        what, cost.nanos / 1e3, "µs", budget, new Reference(referenceName, reference.nanos / 1e3));
  }

  /// In whole bytes: JMH spreads what the run itself allocates over the decisions.
  private static Row bytes(String what, Cost cost, Budget budget, Cost byHand) {
    return bytes(what, cost, budget, "by hand", byHand);
  }

  private static Row bytes(
      String what, Cost cost, Budget budget, String referenceName, Cost reference) {
    return new Row(
        what,
        Math.rint(cost.bytes),
        "B",
        budget,
        new Reference(referenceName, Math.rint(reference.bytes)));
  }

  private static Cost cost(Map<String, Cost> costs, String benchmark) {
    var cost = costs.get(benchmark);
    if (cost == null) {
      throw new IllegalStateException("JMH measured no " + benchmark + ": " + costs.keySet());
    }
    return cost;
  }

  private Map<String, Cost> measure(Consumer<String> progress) throws RunnerException {
    var costs = new HashMap<String, Cost>();
    for (var benchmark : benchmarks()) {
      progress.accept(benchmark);
      costs.put(benchmark, measure(benchmark));
    }
    return costs;
  }

  private static Set<String> benchmarks() {
    var names = new TreeSet<String>();
    for (var type :
        List.of(
            BehaviourBenchmark.class,
            BucketBenchmark.class,
            DecisionBenchmark.class,
            GreetingBenchmark.class,
            HandWrittenBenchmark.class)) {
      for (var method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Benchmark.class)) {
          names.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    return names;
  }

  private Cost measure(String benchmark) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("\\." + benchmark.replace(".", "\\.") + "$")
            .forks(pace.forks)
            .warmupIterations(pace.warmups)
            .warmupTime(TimeValue.milliseconds(pace.each.toMillis()))
            .measurementIterations(pace.iterations)
            .measurementTime(TimeValue.milliseconds(pace.each.toMillis()))
            .addProfiler(GCProfiler.class)
            .jvmArgs("-Xms256m", "-Xmx256m", "--sun-misc-unsafe-memory-access=allow")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    var result = new Runner(options).runSingle();
    var bytes = result.getSecondaryResults().get(BYTES);
    if (bytes == null) {
      throw new IllegalStateException("JMH counted no bytes of " + benchmark);
    }
    return new Cost(result.getPrimaryResult().getStatistics().getMin(), bytes.getScore());
  }
}
