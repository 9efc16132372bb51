package dev.attune.benchmarks.engine;

import dev.attune.benchmarks.shop.Person;
import dev.attune.engine.profile.Value;
import dev.attune.engine.template.Filled;
import dev.attune.engine.template.Template;
import dev.attune.engine.template.TemplateException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A payload field with the first name in it, for one visitor after the other.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GreetingBenchmark {
  private final Template template =
      compiled("Welcome back, {{ UserAttribute['First Name'] | default('friend') | upper }}!");
  private final List<Map<String, Value>> visitors =
      Visitors.people().stream().map(Person::attributes).toList();
  private int next;

  @Benchmark
  public Filled greeting() {
    return template.fill(visitor());
  }

  @Benchmark
  public String greetingByHand() {
    var name = visitor().get("u_fn") instanceof Value.Text(var text) ? text : "friend";
    return "Welcome back, " + name.toUpperCase(Locale.ROOT) + "!";
  }

  private static Template compiled(String source) {
    try {
      return Template.compile(source);
    } catch (TemplateException wrong) {
      throw new IllegalArgumentException(source, wrong);
    }
  }

  private Map<String, Value> visitor() {
    return visitors.get(next++ & (Visitors.COUNT - 1));
  }
}
