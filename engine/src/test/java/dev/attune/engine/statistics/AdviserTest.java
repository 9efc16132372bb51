package dev.attune.engine.statistics;

import static dev.attune.engine.statistics.JudgementTest.groups;
import static dev.attune.engine.statistics.JudgementTest.judged;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import dev.attune.engine.statistics.Advice.State;
import dev.attune.engine.statistics.SampleRatio.Cell;
import dev.attune.engine.statistics.Trial.Goal;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdviserTest {
  private static final Sample BASELINE = new Sample(10_000, 500);

  @Test
  void aClearlyBetterVariationWins() {
    assertThat(advice(BASELINE, new Sample(10_000, 620)))
        .isEqualTo(
            new Advice(
                State.WINNER,
                1,
                "Bold wins: 6.2 % of its 10,000 people convert, and 5.0 % of 10,000 with the"
                    + " control group (+24.0 %); chance alone shows such a gap in at most 1 of 100"
                    + " tests, however often you look."));
  }

  @Test
  void ofSeveralBetterOnesTheHighestRateWinsAndTheOthersAreNamed() {
    var advice = advice(BASELINE, new Sample(10_000, 640), new Sample(10_000, 700));
    assertThat(advice.winner()).isEqualTo(2);
    assertThat(advice.reason())
        .startsWith("Calm wins: 7.0 % of its 10,000 people convert")
        .endsWith(", however often you look; Bold beats the control group too.");
  }

  @Test
  void aVariationWorseThanTheBaselineDoesHarm() {
    var advice = advice(BASELINE, new Sample(10_000, 380), new Sample(10_000, 505));
    assertThat(advice.state()).isEqualTo(State.HARMFUL);
    assertThat(advice.winner()).isNull();
    assertThat(advice.reason())
        .isEqualTo(
            "Bold does harm: 3.8 % of its 10,000 people convert, and 5.0 % of 10,000 with the"
                + " control group (-24.0 %); chance alone shows such a gap in at most 1 of 100"
                + " tests, however often you look.");
    assertThat(advice(BASELINE, new Sample(10_000, 370), new Sample(10_000, 350)).reason())
        .startsWith("Calm does harm")
        .endsWith("; so does Bold.");
  }

  @Test
  void aWinnerIsNamedAlsoWhereAnotherVariationDoesHarm() {
    var advice = advice(BASELINE, new Sample(10_000, 350), new Sample(10_000, 700));
    assertThat(advice.state()).isEqualTo(State.WINNER);
    assertThat(advice.winner()).isEqualTo(2);
  }

  @Test
  void whereNothingStandsOutItSaysWhatIsStillPossible() {
    assertThat(advice(BASELINE, new Sample(10_000, 520)))
        .isEqualTo(
            new Advice(
                State.NO_DIFFERENCE_YET,
                null,
                "No clear difference yet: with Bold 5.2 % of 10,000 people convert, with the"
                    + " control group 5.0 % of 10,000, and the true difference may be anything"
                    + " from -0.75 to +1.1 percentage points."));
  }

  @Test
  void beforeThereIsEnoughItSaysHowManyPeopleAreMissing() {
    assertThat(advice(new Sample(300, 5), new Sample(200, 5)))
        .isEqualTo(
            new Advice(
                State.COLLECTING,
                null,
                "Too early to tell: at the 2.0 % who convert so far, Bold needs about 300 more"
                    + " people and the control group needs about 200 more people."));
    assertThat(advice(new Sample(600, 5), new Sample(200, 11)).reason())
        .isEqualTo(
            "Too early to tell: at the 2.0 % who convert so far, Bold needs about 300 more"
                + " people.");
    assertThat(advice(new Sample(300, 0), new Sample(1_200, 0)).reason())
        .isEqualTo(
            "Too early to tell: each group needs about 10 people who convert and 10 who do not,"
                + " and 0 of 1,500 people have converted.");
    assertThat(advice(new Sample(0, 0), new Sample(0, 0)).state()).isEqualTo(State.COLLECTING);
    assertThat(advice(BASELINE).reason())
        .isEqualTo("There is nothing to compare the control group with.");
  }

  @Test
  void whenTheNumbersHaveBeenReachedItCollectsNoMore() {
    Dice.roll(
        91,
        200,
        dice -> {
          var baseline = new Sample(dice.between(100, 900), dice.between(1, 8));
          var variation = new Sample(dice.between(100, 900), dice.between(1, 8));
          long needed = (long) Rates.peopleNeeded(variation, baseline);
          long times = Math.ceilDiv(needed, Math.min(baseline.people(), variation.people()));
          var later = advice(scaled(baseline, times), scaled(variation, times));
          assertThat(later.state()).isNotEqualTo(State.COLLECTING);
        });
  }

  private static Sample scaled(Sample sample, long times) {
    return new Sample(sample.people() * times, sample.converted() * times);
  }

  @Test
  void peopleWhoDidNotDivideAsTheyShouldStopEverything() {
    var cells = List.of(new Cell("the control group", 5_300, 50), new Cell("Bold", 4_700, 50));
    assertThat(judged(cells, BASELINE, new Sample(10_000, 700)).advice())
        .isEqualTo(
            new Advice(
                State.CHECK_DATA,
                null,
                "People did not divide as the weights say: the control group has 5,300 people"
                    + " instead of 5,000 and Bold has 4,700 people instead of 5,000, which chance"
                    + " alone does in at most 1 of 1,000 tests; find the cause before you trust"
                    + " any figure here."));
  }

  @Test
  void manyPeopleInSeveralGroupsStopEverything() {
    assertThat(inSeveral(201, new Sample(10_000, 700)))
        .isEqualTo(
            new Advice(
                State.CHECK_DATA,
                null,
                "201 of 20,000 people were in more than one group; find the cause before you trust"
                    + " any figure here."));
    assertThat(inSeveral(200, new Sample(10_000, 700)).state()).isEqualTo(State.WINNER);
  }

  @Test
  void aHandfulInSeveralGroupsIsAnAccident() {
    var goal = new Goal("Order", List.of(new Sample(50, 3), new Sample(50, 3)), null, null);
    assertThat(Judgement.of(new Trial(groups(2), List.of(goal), List.of(), 9)).advice().state())
        .isEqualTo(State.COLLECTING);
  }

  private static Advice inSeveral(long people, Sample variation) {
    var goal = new Goal("Order", List.of(BASELINE, variation), null, null);
    return Judgement.of(new Trial(groups(2), List.of(goal), List.of(), people)).advice();
  }

  @Test
  void whatWouldWinAloneDoesNotWinAmongManyComparisons() {
    var variation = new Sample(10_000, 605);
    assertThat(advice(BASELINE, variation).state()).isEqualTo(State.WINNER);
    var goal = new Goal("Order", List.of(BASELINE, variation), null, null);
    var other = new Goal("Visit", List.of(BASELINE, BASELINE), null, null);
    var goals = Collections.nCopies(4, other);
    var trial =
        new Trial(groups(2), Stream.concat(Stream.of(goal), goals.stream()).toList(), List.of(), 0);
    var advice = Judgement.of(trial).advice();
    assertThat(advice.state()).isEqualTo(State.NO_DIFFERENCE_YET);
    // Alone, the interval would leave out 0.
    assertThat(Rates.possible(variation, BASELINE, 1).low()).isGreaterThan(0);
    assertThat(advice.reason()).contains("may be anything from -");
  }

  @Test
  void onlyThePrimaryGoalDecides() {
    var primary = new Goal("Order", List.of(BASELINE, BASELINE), null, null);
    var second = new Goal("Visit", List.of(BASELINE, new Sample(10_000, 900)), null, null);
    assertThat(advice(List.of(primary, second)).state()).isEqualTo(State.NO_DIFFERENCE_YET);
    assertThat(advice(List.of(second, primary)).state()).isEqualTo(State.WINNER);
  }

  @Test
  void aPValueOfOneLookNeverDeclaresAWinner() {
    // p = 0.01 for whoever looks once.
    var judged = judged(null, BASELINE, new Sample(10_000, 583));
    var comparison = requireNonNull(judged.goals().getFirst().conversions().get(1).comparison());
    assertThat(requireNonNull(comparison.oneLook()).pValue()).isLessThan(0.01);
    assertThat(judged.advice().state()).isEqualTo(State.NO_DIFFERENCE_YET);
  }

  private static Advice advice(List<Goal> goals) {
    return Judgement.of(new Trial(groups(2), goals, List.of(), 0)).advice();
  }

  private static Advice advice(Sample... samples) {
    return judged(null, samples).advice();
  }
}
