package dev.attune.engine.statistics;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that can be said of a trial. What each figure is, assumes and means stands in
/// docs/statistics.md.
///
/// @param baseline the index of the group that the others are held against
/// @param goals in the order of the trial
/// @param sampleRatio null where it cannot be checked
public record Judgement(
    int baseline, List<OfGoal> goals, @Nullable SampleRatio sampleRatio, Advice advice) {

  /// @param conversions for each group, of the rate
  /// @param revenue for each group, of the amount per person; null where the goal has none
  /// @param earlier what is left when earlier behaviour is taken out; null where it is unknown or
  ///   cannot help
  public record OfGoal(
      String name,
      List<Figures> conversions,
      @Nullable List<Figures> revenue,
      @Nullable Cuped earlier) {

    public OfGoal {
      conversions = List.copyOf(conversions);
      revenue = revenue == null ? null : List.copyOf(revenue);
    }

    Stream<Comparison> comparisons() {
      return Stream.concat(conversions.stream(), revenue == null ? Stream.of() : revenue.stream())
          .flatMap(figures -> Stream.ofNullable(figures.comparison()));
    }

    /// With other comparisons, in the order of [#comparisons].
    OfGoal with(Iterator<Comparison> next) {
      return new OfGoal(
          name,
          replaced(conversions, next),
          revenue == null ? null : replaced(revenue, next),
          earlier);
    }

    private static List<Figures> replaced(List<Figures> figures, Iterator<Comparison> next) {
      return figures.stream().map(f -> f.comparison() == null ? f : f.with(next.next())).toList();
    }
  }

  public Judgement {
    goals = List.copyOf(goals);
  }

  /// Pure: the same counts always give the same figures. Five groups and five goals take a few
  /// milliseconds.
  public static Judgement of(Trial trial) {
    int baseline = trial.baseline();
    var goals = new ArrayList<OfGoal>();
    for (var goal : trial.goals()) {
      goals.add(
          new OfGoal(
              goal.name(),
              Figures.of(new Rates(goal.conversions()), baseline),
              goal.revenue() == null ? null : Figures.of(new Means(goal.revenue()), baseline),
              goal.earlier() == null ? null : Cuped.of(goal.earlier(), baseline)));
    }
    var family = goals.stream().flatMap(OfGoal::comparisons).toList();
    var corrected = corrected(goals, family);
    var ratio = SampleRatio.of(trial.assignments());
    return new Judgement(
        baseline,
        corrected,
        ratio,
        Adviser.advice(trial, corrected.getFirst().conversions(), family.size(), ratio));
  }

  /// All comparisons of rates and of revenue are one family. One that cannot be tested yet counts
  /// as one with p = 1: it may be tested tomorrow, and what was said today must still hold then.
  private static List<OfGoal> corrected(List<OfGoal> goals, List<Comparison> family) {
    var oneLook = adjusted(family, Comparison::oneLook);
    var alwaysValid = adjusted(family, Comparison::alwaysValid);
    var next =
        IntStream.range(0, family.size())
            .mapToObj(i -> family.get(i).with(oneLook.get(i), alwaysValid.get(i)))
            .iterator();
    return goals.stream().map(goal -> goal.with(next)).toList();
  }

  private static List<@Nullable Tested> adjusted(
      List<Comparison> family, Function<Comparison, @Nullable Tested> test) {
    var pValues = new double[family.size()];
    for (int i = 0; i < pValues.length; i++) {
      var tested = test.apply(family.get(i));
      pValues[i] = tested == null ? 1 : tested.pValue();
    }
    var holm = Holm.adjusted(pValues);
    var adjusted = new ArrayList<@Nullable Tested>();
    for (int i = 0; i < pValues.length; i++) {
      var tested = test.apply(family.get(i));
      adjusted.add(tested == null ? null : tested.adjusted(holm[i]));
    }
    return adjusted;
  }
}
