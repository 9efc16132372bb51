package dev.attune.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.benchmarks.shop.Lots;
import dev.attune.engine.decision.Decision.Served;
import dev.attune.engine.template.Filled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is measured is what the budget is about, and the reference does the same.
class BenchmarkedDecisionsTest {
  private final DecisionBenchmark decisions = new DecisionBenchmark();
  private final HandWrittenBenchmark byHand = new HandWrittenBenchmark();

  @Test
  void everyVisitorIsServedTheOneExperience() {
    assertThat(asVariations(decisions::oneExperience)).allMatch(served -> served.size() == 1);
  }

  @Test
  void theOneExperienceIsSplitHalfAndHalf() {
    assertThat(asVariations(decisions::oneExperience).stream().filter(List.of("1")::equals))
        .hasSizeBetween(Visitors.COUNT * 2 / 5, Visitors.COUNT * 3 / 5);
  }

  @Test
  void ofAHundredExperiencesTenMatch() {
    assertThat(asVariations(decisions::hundredExperiences))
        .allMatch(served -> served.size() == Lots.MATCHING);
  }

  @Test
  void differentVisitorsMatchDifferentExperiences() {
    assertThat(
            perVisitor(() ->
                decisions.hundredExperiences().stream().map(s -> s.experience().key()).toList()))
        .matches(keys -> keys.stream().distinct().count() == 11);
  }

  @Test
  void halfOfTheVisitorsAreInTheListsWhateverTheirLength() {
    var inShort = asVariations(decisions::listOfTwoHundred);
    assertThat(inShort.stream().filter(served -> served.size() == 1)).hasSize(Visitors.COUNT / 2);
    assertThat(asVariations(decisions::listOfTenThousand)).isEqualTo(inShort);
  }

  @Test
  void theReferenceDecidesOneExperienceAlike() {
    assertThat(perVisitor(byHand::oneExperience))
        .isEqualTo(firsts(asVariations(decisions::oneExperience)));
  }

  @Test
  void theReferenceDecidesAHundredExperiencesAlike() {
    assertThat(perVisitor(() -> byHand.hundredExperiences().stream().sorted().toList()))
        .isEqualTo(
            asVariations(decisions::hundredExperiences).stream()
                .map(served -> served.stream().sorted().toList())
                .toList());
  }

  @Test
  void theReferenceDecidesAboutTheListAlike() {
    assertThat(perVisitor(byHand::listOfTenThousand))
        .isEqualTo(firsts(asVariations(decisions::listOfTenThousand)));
  }

  @Test
  void nobodyHasViewedOrLikesWhatIsNotThereSoEveryEventIsLookedAt() {
    var behaviour = new BehaviourBenchmark();
    assertThat(asVariations(behaviour::viewedWithoutEvents)).allMatch(List::isEmpty);
    assertThat(asVariations(behaviour::viewedOfTwentyEvents)).allMatch(List::isEmpty);
    assertThat(asVariations(behaviour::viewedOfThousandEvents)).allMatch(List::isEmpty);
    assertThat(asVariations(behaviour::likedOfTwentyEvents)).allMatch(List::isEmpty);
    assertThat(asVariations(behaviour::likedOfThousandEvents)).allMatch(List::isEmpty);
  }

  @Test
  void theReferenceFindsTheSameBuckets() {
    var buckets = new BucketBenchmark();
    assertThat(perVisitor(buckets::bucket)).isEqualTo(perVisitor(buckets::bucketByHash4j));
  }

  @Test
  void theReferenceGreetsAlike() {
    var filled = perVisitor(new GreetingBenchmark()::greeting);
    var byHand = perVisitor(new GreetingBenchmark()::greetingByHand);
    assertThat(filled)
        .isEqualTo(byHand.stream().<Filled>map(Filled.Text::new).toList())
        .contains(new Filled.Text("Welcome back, CHLOÉ!"));
  }

  private static List<String> firsts(List<List<String>> served) {
    return served.stream().map(one -> one.isEmpty() ? "" : one.getFirst()).toList();
  }

  private static List<List<String>> asVariations(Supplier<List<Served>> benchmark) {
    return perVisitor(
        () -> benchmark.get().stream().map(served -> served.variation().id()).toList());
  }

  private static <T> List<T> perVisitor(Supplier<T> benchmark) {
    return new ArrayList<>(Stream.generate(benchmark).limit(Visitors.COUNT).toList());
  }
}
