package dev.attune.benchmarks.engine;

import dev.attune.benchmarks.shop.People;
import dev.attune.benchmarks.shop.Person;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.visit.Device;
import dev.attune.engine.visit.Place;
import dev.attune.engine.visit.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who comes: enough different people that neither branches nor caches can learn one by heart.
public final class Visitors {
  /// A power of two.
  static final int COUNT = 256;

  public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  public static final Visit VISIT =
      new Visit("", Map.of(), null, null, Place.UNKNOWN, Device.UNKNOWN);

  private Visitors() {}

  static List<Person> people() {
    return new People(1).first(COUNT).toList();
  }

  public static Profile profile(Person person) {
    return profile(person, History.NONE);
  }

  static Profile profile(Person person, History history) {
    return new Profile(
        person.customerId(), person.attributes(), Map.of(), Set.of(), NOW, NOW, List.of(), history);
  }
}
