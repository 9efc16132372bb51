package dev.attune.engine.statistics;

import static dev.attune.engine.statistics.Wording.count;
import static dev.attune.engine.statistics.Wording.list;
import static dev.attune.engine.statistics.Wording.percent;
import static dev.attune.engine.statistics.Wording.signed;

import dev.attune.engine.statistics.Advice.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds what to advise, and says it. Declares a difference only where the always-valid p-value,
/// corrected for all comparisons of the report, is at most 5 %.
final class Adviser {
  /// More than one in a hundred people in several groups blur a difference noticeably.
  private static final double MANY = 0.01;

  /// Fewer than this are an accident, whatever their share.
  private static final long LEAST_MANY = 10;

  private final Trial trial;
  private final List<Sample> samples;
  private final int baseline;
  private final List<Compared> compared;
  private final int comparisons;

  /// A group that can be compared by now.
  private record Compared(int group, double rate, @Nullable Uplift uplift, Tested tested) {
    /// What is not corrected never decides.
    double pValue() {
      return tested.adjustedPValue() == null ? 1 : tested.adjustedPValue();
    }

    boolean isDecided() {
      return pValue() <= AlwaysValid.ALPHA;
    }
  }

  /// @param figures of the primary goal's rates, corrected
  /// @param comparisons how many they were corrected for
  private Adviser(Trial trial, List<Figures> figures, int comparisons) {
    this.trial = trial;
    this.comparisons = comparisons;
    samples = trial.goals().getFirst().conversions();
    baseline = trial.baseline();
    compared = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      var comparison = figures.get(i).comparison();
      if (comparison != null && comparison.alwaysValid() != null) {
        compared.add(
            new Compared(i, samples.get(i).rate(), comparison.uplift(), comparison.alwaysValid()));
      }
    }
  }

  static Advice advice(
      Trial trial, List<Figures> figures, int comparisons, @Nullable SampleRatio ratio) {
    return new Adviser(trial, figures, comparisons).advice(ratio);
  }

  private Advice advice(@Nullable SampleRatio ratio) {
    if (ratio != null && ratio.alarm()) {
      return advice(State.CHECK_DATA, unevenlyDivided(ratio));
    }
    if (trial.peopleInSeveral() >= LEAST_MANY && trial.peopleInSeveral() > MANY * people()) {
      return advice(State.CHECK_DATA, inSeveral());
    }
    var byRate = Comparator.comparingDouble(Compared::rate);
    var decided = compared.stream().filter(Compared::isDecided).sorted(byRate).toList();
    var better = decided.stream().filter(one -> one.tested().difference() > 0).toList();
    if (!better.isEmpty()) {
      return new Advice(State.WINNER, better.getLast().group(), winner(better));
    }
    if (!decided.isEmpty()) {
      return advice(State.HARMFUL, harmful(decided));
    }
    return compared.isEmpty()
        ? advice(State.COLLECTING, collecting())
        : advice(State.NO_DIFFERENCE_YET, noDifferenceYet());
  }

  private static Advice advice(State state, String reason) {
    return new Advice(state, null, reason);
  }

  private String unevenlyDivided(SampleRatio ratio) {
    var cells = trial.assignments();
    double people = cells.stream().mapToLong(SampleRatio.Cell::people).sum();
    double expected = cells.stream().mapToDouble(SampleRatio.Cell::expected).sum();
    var shares = new ArrayList<String>();
    for (var cell : cells) {
      shares.add(
          "%s has %s people instead of %s"
              .formatted(
                  cell.name(),
                  count(cell.people()),
                  count(Math.round(cell.expected() * (people / expected)))));
    }
    return "People did not divide as the weights say: %s, which chance alone does %s; find the cause before you trust any figure here."
        .formatted(list(shares), Wording.luck(ratio.pValue()));
  }

  private String inSeveral() {
    return "%s of %s people were in more than one group; find the cause before you trust any figure here."
        .formatted(count(trial.peopleInSeveral()), count(people()));
  }

  /// @param better the highest rate last
  private String winner(List<Compared> better) {
    var best = better.getLast();
    var others = better.subList(0, better.size() - 1).reversed();
    String also =
        others.isEmpty()
            ? ""
            : "; %s beat%s %s too"
                .formatted(list(names(others)), others.size() == 1 ? "s" : "", name(baseline));
    return "%s wins: %s%s.".formatted(name(best.group()), gap(best), also);
  }

  /// @param worse the lowest rate first
  private String harmful(List<Compared> worse) {
    var worst = worse.getFirst();
    var others = worse.subList(1, worse.size());
    String also =
        others.isEmpty()
            ? ""
            : "; so do%s %s".formatted(others.size() == 1 ? "es" : "", list(names(others)));
    return "%s does harm: %s%s.".formatted(name(worst.group()), gap(worst), also);
  }

  private String gap(Compared one) {
    var uplift = one.uplift();
    return "%s of its %s people convert, and %s of %s with %s%s; chance alone shows such a gap %s, however often you look"
        .formatted(
            percent(one.rate()),
            count(samples.get(one.group()).people()),
            percent(samples.get(baseline).rate()),
            count(samples.get(baseline).people()),
            name(baseline),
            uplift == null ? "" : " (%s %%)".formatted(signed(uplift.percent())),
            Wording.luck(one.pValue()));
  }

  private String noDifferenceYet() {
    var closest =
        compared.stream()
            .min(Comparator.comparingDouble(one -> one.tested().pValue()))
            .orElseThrow();
    var range = Rates.possible(samples.get(closest.group()), samples.get(baseline), comparisons);
    return "No clear difference yet: with %s %s of %s people convert, with %s %s of %s, and the true difference may be anything from %s to %s percentage points."
        .formatted(
            name(closest.group()),
            percent(closest.rate()),
            count(samples.get(closest.group()).people()),
            name(baseline),
            percent(samples.get(baseline).rate()),
            count(samples.get(baseline).people()),
            signed(range.low() * 100),
            signed(range.high() * 100));
  }

  private String collecting() {
    if (samples.size() < 2) {
      return "There is nothing to compare %s with.".formatted(name(baseline));
    }
    var nearest =
        IntStream.range(0, samples.size())
            .filter(i -> i != baseline)
            .boxed()
            .min(Comparator.comparingDouble(i -> needed(i) - samples.get(i).people()))
            .orElseThrow();
    double needed = needed(nearest);
    if (!Double.isFinite(needed)) {
      return "Too early to tell: each group needs about %.0f people who convert and %.0f who do not, and %s of %s people have converted."
          .formatted(AlwaysValid.ENOUGH, AlwaysValid.ENOUGH, count(converted()), count(people()));
    }
    return "Too early to tell: at the %s who convert so far, %s."
        .formatted(
            percent(Score.pooled(samples.get(nearest), samples.get(baseline))),
            list(missing(nearest, needed)));
  }

  private double needed(int group) {
    return Rates.peopleNeeded(samples.get(group), samples.get(baseline));
  }

  private List<String> missing(int group, double needed) {
    return IntStream.of(group, baseline)
        .filter(i -> samples.get(i).people() < needed)
        .mapToObj(i ->
            "%s needs about %s more people"
                .formatted(name(i), count((long) needed - samples.get(i).people())))
        .toList();
  }

  private long people() {
    return samples.stream().mapToLong(Sample::people).sum();
  }

  private long converted() {
    return samples.stream().mapToLong(Sample::converted).sum();
  }

  private String name(int group) {
    return trial.groups().get(group).name();
  }

  private List<String> names(List<Compared> those) {
    return those.stream().map(one -> name(one.group())).toList();
  }
}
