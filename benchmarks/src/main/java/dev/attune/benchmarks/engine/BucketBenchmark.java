package dev.attune.benchmarks.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.Hasher32;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.benchmarks.shop.Person;
import dev.attune.engine.bucketing.Bucket;
import dev.attune.engine.bucketing.Salt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Where a person falls: a salt of 31 characters and a customer id of 12.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BucketBenchmark {
  private static final Hasher32 HASH4J = Hashing.murmur3_32();

  private final String text =
      "%s:%s:".formatted(ExperienceNames.id(0), ExperienceNames.audienceId(0));
  private final Salt salt = Salt.of(text);
  private final String[] units =
      Visitors.people().stream().map(Person::customerId).toArray(String[]::new);
  private int next;

  @Benchmark
  public int bucket() {
    return salt.bucketOf(unit());
  }

  /// The same with a library, which wants bytes and hashes the salt each time.
  @Benchmark
  public int bucketByHash4j() {
    long hash = HASH4J.hashBytesToInt((text + unit()).getBytes(UTF_8)) & 0xffff_ffffL;
    return (int) ((hash * Bucket.COUNT) >>> 32);
  }

  private String unit() {
    return units[next++ & (Visitors.COUNT - 1)];
  }
}
