package dev.attune.engine.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.engine.Dice;
import dev.attune.engine.statistics.Trial.Goal;
import dev.attune.engine.statistics.Trial.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final Group CONTROL = new Group("the control group", true);

  @Test
  void theBaselineIsTheControlGroupElseTheFirst() {
    var samples = List.of(new Sample(10, 1), new Sample(10, 2));
    var goal = new Goal("Order", samples, null, null);
    var a = new Group("A", false);
    assertThat(new Trial(List.of(a, CONTROL), List.of(goal), List.of(), 0).baseline()).isEqualTo(1);
    assertThat(new Trial(List.of(a, a), List.of(goal), List.of(), 0).baseline()).isEqualTo(0);
  }

  @Test
  void onlyTheBaselineIsNotComparedWithItself() {
    var figures = conversions(new Sample(100, 15), new Sample(100, 20), new Sample(100, 25));
    assertThat(figures.get(0).comparison()).isNull();
    assertThat(figures.get(1).comparison()).isNotNull();
    assertThat(figures.get(2).comparison()).isNotNull();
    assertThat(figures.get(0).chanceToBeBest()).isCloseTo(0.024, within(0.001));
  }

  @Test
  void ofTwoGroupsTheOneIsBestAsOftenAsItBeatsTheOther() {
    var figures = conversions(new Sample(50, 20), new Sample(50, 25));
    assertThat(figures.get(1).chanceToBeBest())
        .isEqualTo(requireNonNull(figures.get(1).comparison()).chanceToBeatBaseline());
  }

  @Test
  void aGroupOfNobodyIsNotInTheRaceAndDoesNotDisturbIt() {
    var alone = conversions(new Sample(50, 20), new Sample(50, 25));
    var figures = conversions(new Sample(50, 20), new Sample(50, 25), new Sample(0, 0));
    assertThat(figures.get(2)).isEqualTo(new Figures(null, null, null, nothing()));
    assertThat(figures.get(0)).isEqualTo(alone.get(0));
    assertThat(figures.get(1).chanceToBeBest()).isEqualTo(alone.get(1).chanceToBeBest());
    assertThat(conversions(new Sample(0, 0), new Sample(50, 25)).get(1).chanceToBeBest()).isNull();
    assertThat(conversions(new Sample(50, 25)).getFirst().chanceToBeBest()).isNull();
  }

  private static Comparison nothing() {
    return new Comparison(null, null, null, null);
  }

  @Test
  void everyComparisonOfTheReportCountsInTheCorrectionAlsoThoseThatCannotBeMadeYet() {
    var clear = List.of(new Sample(5_000, 250), new Sample(5_000, 350), new Sample(5_000, 260));
    var few = List.of(new Sample(20, 1), new Sample(20, 2), new Sample(20, 0));
    var spent =
        List.of(new Amounts(5_000, 250, 250), new Amounts(5_000, 250, 250), new Amounts(0, 0, 0));
    var goals =
        List.of(new Goal("Order", clear, spent, null), new Goal("Sign-up", few, null, null));
    var judged = Judgement.of(new Trial(groups(3), goals, List.of(), 0)).goals();
    var tested =
        requireNonNull(
            requireNonNull(judged.get(0).conversions().get(1).comparison()).alwaysValid());
    // Two comparisons of rates and two of revenue for the first goal, two of rates for the second.
    assertThat(tested.adjustedPValue()).isEqualTo(6 * tested.pValue());
    var oneLook =
        requireNonNull(requireNonNull(judged.get(0).conversions().get(1).comparison()).oneLook());
    assertThat(oneLook.adjustedPValue()).isEqualTo(6 * oneLook.pValue());
    var revenue = requireNonNull(judged.get(0).revenue());
    assertThat(requireNonNull(revenue.get(2).comparison()).alwaysValid()).isNull();
    assertThat(requireNonNull(judged.get(1).conversions().get(1).comparison()).alwaysValid())
        .isNull();
  }

  @Test
  void noCountsWhateverGiveAFigureThatIsNoNumber() {
    Dice.roll(
        81,
        100,
        dice -> {
          int groups = dice.between(1, 10);
          var goals = new ArrayList<Goal>();
          for (int left = dice.between(1, 3); left > 0; left--) {
            goals.add(goal(dice, groups));
          }
          var cells =
              dice.some(
                  groups,
                  () -> new SampleRatio.Cell("A", dice.below(1_000), dice.below(1_000) / 7.0));
          var trial = new Trial(groups(groups), goals, cells, dice.below(1_000));
          var judgement = Judgement.of(trial);
          assertThat(judgement.toString()).doesNotContain("NaN").doesNotContain("Infinity");
          assertThat(judgement).isEqualTo(Judgement.of(trial));
          for (var goal : judgement.goals()) {
            goal.comparisons().forEach(JudgementTest::holdsTogether);
          }
        });
  }

  private static void holdsTogether(Comparison comparison) {
    Stream.of(comparison.oneLook(), comparison.alwaysValid())
        .flatMap(Stream::ofNullable)
        .forEach(tested -> {
          assertThat(tested.interval().low()).isLessThanOrEqualTo(tested.difference());
          assertThat(tested.interval().high()).isGreaterThanOrEqualTo(tested.difference());
          assertThat(requireNonNull(tested.adjustedPValue())).isBetween(tested.pValue(), 1.0);
        });
  }

  private static Goal goal(Dice dice, int groups) {
    var samples = new ArrayList<Sample>();
    var amounts = new ArrayList<Amounts>();
    var paired = new ArrayList<Paired>();
    for (int g = 0; g < groups; g++) {
      long people =
          dice.make(
              () -> 0L,
              () -> 1L,
              () -> 2L,
              () -> (long) dice.below(500),
              () -> dice.longBelow(100_000_000));
      long converted =
          people == 0 ? 0 : dice.make(() -> 0L, () -> people, () -> dice.longBelow(people + 1));
      samples.add(new Sample(people, converted));
      double each = dice.make(() -> 1e-9, () -> 19.99, () -> 1e12, () -> -3.0);
      var amount = new Amounts(people, converted * each, converted * each * each);
      amounts.add(amount);
      paired.add(
          new Paired(
              people, converted, converted, amount.sum(), amount.sumOfSquares(), amount.sum()));
    }
    return new Goal("Order", samples, dice.coin() ? amounts : null, dice.coin() ? paired : null);
  }

  @Test
  void trialsThatCannotBeAreRefused() {
    var goal = new Goal("Order", List.of(new Sample(1, 1)), null, null);
    assertThatThrownBy(() -> new Trial(groups(2), List.of(goal), List.of(), 0))
        .hasMessage("goal Order has 1 samples for 2 groups");
    assertThatThrownBy(() -> new Trial(groups(1), List.of(), List.of(), 0))
        .hasMessage("a trial of 1 groups and 0 goals");
    var revenue = new Goal("Order", List.of(new Sample(1, 1)), List.of(), null);
    assertThatThrownBy(() -> new Trial(groups(1), List.of(revenue), List.of(), 0))
        .hasMessage("goal Order has 0 amounts for 1 groups");
    assertThatThrownBy(() -> new Trial(groups(1), List.of(goal), List.of(), -1))
        .hasMessage("-1 people in several groups");
  }

  static List<Figures> conversions(Sample... samples) {
    return judged(null, samples).goals().getFirst().conversions();
  }

  static Judgement judged(@Nullable List<SampleRatio.Cell> cells, Sample... samples) {
    return Judgement.of(
        new Trial(
            groups(samples.length),
            List.of(new Goal("Order", List.of(samples), null, null)),
            cells == null ? List.of() : cells,
            0));
  }

  /// The control group, then Bold, Calm and so on.
  static List<Group> groups(int count) {
    var groups = new ArrayList<Group>(Collections.nCopies(1, CONTROL));
    for (var name : List.of("Bold", "Calm", "D", "E", "F", "G", "H", "I", "J")) {
      groups.add(new Group(name, false));
    }
    return groups.subList(0, count);
  }
}
