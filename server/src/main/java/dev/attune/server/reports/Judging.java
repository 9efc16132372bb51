package dev.attune.server.reports;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.statistics.Amounts;
import dev.attune.engine.statistics.Judgement;
import dev.attune.engine.statistics.Paired;
import dev.attune.engine.statistics.Sample;
import dev.attune.engine.statistics.SampleRatio;
import dev.attune.engine.statistics.Trial;
import dev.attune.server.reports.Report.Audience;
import dev.attune.server.reports.Report.Reached;
import dev.attune.server.reports.Report.Side;
import dev.attune.server.reports.Report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Puts what was counted of an audience before the statistics.
final class Judging {
  private static final double THOUSAND = 1_000;
  private static final double MILLION = 1_000_000;

  private Judging() {}

  /// @param sides without anything said of them yet
  static Audience judged(String id, @Nullable String name, List<Side> sides, long multiplePeople) {
    var cells = assignments(sides);
    var compared = sides.stream().filter(side -> isCompared(side, sides)).toList();
    if (compared.isEmpty() || compared.getFirst().goals().isEmpty()) {
      var nothing =
          new Verdict("no_goal", null, "There is nothing to compare: the experience has no goal.");
      return new Audience(id, name, sides, SampleRatio.of(cells), multiplePeople, nothing);
    }
    var judgement =
        Judgement.of(
            new Trial(
                compared.stream().map(Judging::group).toList(),
                IntStream.range(0, compared.getFirst().goals().size())
                    .mapToObj(goal -> goal(compared, goal))
                    .toList(),
                cells,
                multiplePeople));
    var said = new ArrayList<Side>();
    for (var side : sides) {
      int group = compared.indexOf(side);
      said.add(group < 0 ? side : with(side, judgement, group));
    }
    return new Audience(
        id,
        name,
        List.copyOf(said),
        judgement.sampleRatio(),
        multiplePeople,
        Verdict.of(judgement.advice(), compared));
  }

  /// Sides that the experience has no more are counted but not compared. The people of a control
  /// group have nothing to click: they can be compared only where impressions are credited.
  private static boolean isCompared(Side side, List<Side> sides) {
    return side.name() != null
        && (!side.arm().isControl()
            || sides.stream()
                .flatMap(any -> any.goals().stream())
                .allMatch(goal -> goal.by() == Attribution.VIEW_THROUGH));
  }

  private static Trial.Group group(Side side) {
    boolean control = side.arm().isControl();
    return new Trial.Group(control ? "the control group" : String.valueOf(side.name()), control);
  }

  private static Trial.Goal goal(List<Side> sides, int index) {
    var goal = sides.getFirst().goals().get(index).goal();
    var samples = new ArrayList<Sample>();
    var amounts = new ArrayList<Amounts>();
    var earlier = new ArrayList<Paired>();
    for (var side : sides) {
      long people = side.counts().people();
      var counts = side.goals().get(index).counts();
      samples.add(new Sample(people, counts.converted()));
      amounts.add(
          new Amounts(
              people, counts.value() / THOUSAND, counts.valueSquares().doubleValue() / MILLION));
      earlier.add(
          new Paired(
              people,
              counts.prior(),
              counts.priorSquares(),
              counts.converted(),
              counts.converted(),
              counts.priorConverted()));
    }
    return new Trial.Goal(goal.name(), samples, goal.revenue() == null ? null : amounts, earlier);
  }

  /// Control groups are decided, the others reported: their sizes are not for comparing.
  private static List<SampleRatio.Cell> assignments(List<Side> sides) {
    return sides.stream()
        .filter(side -> !side.arm().isControl())
        .filter(side -> side.counts().assigned() > 0 || side.counts().expectedMillionths() > 0)
        .map(side ->
            new SampleRatio.Cell(
                side.name() == null ? "variation " + side.arm().variationId() : side.name(),
                side.counts().assigned(),
                side.counts().expectedMillionths() / MILLION))
        .toList();
  }

  private static Side with(Side side, Judgement judgement, int group) {
    var goals = new ArrayList<Reached>();
    for (var reached : side.goals()) {
      var judged = judgement.goals().get(goals.size());
      var value = judged.revenue();
      var earlier = judged.earlier();
      goals.add(
          new Reached(
              reached.goal(),
              reached.primary(),
              reached.by(),
              reached.counts(),
              judged.conversions().get(group),
              value == null ? null : value.get(group),
              earlier == null ? null : earlier.groups().get(group),
              earlier == null ? 0 : earlier.varianceReduction()));
    }
    return new Side(side.arm(), side.name(), side.counts(), List.copyOf(goals));
  }
}
