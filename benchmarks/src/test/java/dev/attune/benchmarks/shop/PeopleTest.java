package dev.attune.benchmarks.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import org.junit.jupiter.api.Test;

class PeopleTest {
  private final People people = new People(7);

  @Test
  void everybodyHasTwentyAttributesAndIsAnAdult() {
    assertThat(people.first(2_000))
        .allMatch(person -> person.attributes().size() == People.ATTRIBUTES)
        .allMatch(
            person -> person.attributes().get("age") instanceof Value.Amount(var age) && age >= 18);
  }

  @Test
  void aPersonIsTheSameWhoeverAsks() {
    assertThat(people.person(999_999)).isEqualTo(new People(7).person(999_999));
  }

  @Test
  void personsAndSeedsDiffer() {
    assertThat(people.first(1_000).distinct()).hasSize(1_000);
    assertThat(people.person(1)).isNotEqualTo(new People(8).person(1));
  }

  @Test
  void idsOfAMillionAreEquallyLong() {
    assertThat(People.customerId(0)).isEqualTo("user_0000000");
    assertThat(People.customerId(999_999)).isEqualTo("user_0999999");
  }
}
