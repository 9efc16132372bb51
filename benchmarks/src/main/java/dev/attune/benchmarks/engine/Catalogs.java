package dev.attune.benchmarks.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.benchmarks.shop.Lots;
import dev.attune.benchmarks.shop.People;
import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.audience.Condition;
import dev.attune.engine.audience.HowOften;
import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.When;
import dev.attune.engine.audience.Window;
import dev.attune.engine.bucketing.Split;
import dev.attune.engine.experience.Catalog;
import dev.attune.engine.experience.Content;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Payload;
import dev.attune.engine.experience.Priority;
import dev.attune.engine.experience.Schedule;
import dev.attune.engine.experience.Status;
import dev.attune.engine.experience.Target;
import dev.attune.engine.experience.Variation;
import dev.attune.engine.profile.Value;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What has been published, for measuring.
public final class Catalogs {
  static final Split HALVES =
      Split.of(List.of(new Split.Run("1", 5_000), new Split.Run("2", 5_000)));

  static final String VIEWED = "Product Viewed";

  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final When LATELY =
      When.of(Condition.within(Operator.IN_THE_LAST, new Window(60, Window.Unit.DAYS), ZONE));

  private Catalogs() {}

  /// One experience that everybody matches, by three conditions that are all looked at.
  static Catalog forEverybody() {
    return new Catalog(1, List.of(experience(0, everybody())));
  }

  /// So many experiences, of which everybody matches [Lots#MATCHING].
  public static Catalog byLots(int count) {
    return new Catalog(
        1,
        IntStream.range(0, count)
            .mapToObj(i -> experience(i, i == 0 ? everybody() : inLots(i, Lots.of(i, count))))
            .toList());
  }

  /// One experience for the holders of the loyalty cards of every second person, from person 0 on.
  static Catalog forCards(int cards) {
    var wanted =
        IntStream.range(0, cards)
            .<Value>mapToObj(i -> new Value.Text(People.loyaltyCard(2 * i)))
            .toList();
    return new Catalog(1, List.of(experience(0, attribute("loyalty_card", Operator.IS, wanted))));
  }

  /// For who viewed products of a category more than once in the last 60 days.
  static Catalog forViewersOf(String category) {
    var often = new HowOften(HowOften.Bound.AT_LEAST, 2);
    var where = attribute("category", Operator.IS, List.of(new Value.Text(category)));
    return new Catalog(1, List.of(experience(0, new Rule.Done(VIEWED, often, LATELY, where))));
  }

  /// For whose most viewed products of the last 60 days are of a category.
  static Catalog forLoversOf(String category) {
    var condition = Condition.of(Operator.IS, List.of(new Value.Text(category)), false, ZONE);
    var path = AttributePath.of("category");
    var degree = new Rule.Degree.Predominantly();
    return new Catalog(
        1, List.of(experience(0, new Rule.Affinity(VIEWED, path, condition, degree, LATELY))));
  }

  private static Rule everybody() {
    return new Rule.All(List.of(inCountry(), adult(), notOnPlan("trial")));
  }

  /// Two conditions that everybody meets and the one on the lot, which comes first, second or
  /// third.
  private static Rule inLots(int number, Lots lots) {
    var inLots = attribute("lot", Operator.BETWEEN, numbers(lots.from(), lots.to()));
    return new Rule.All(
        switch (number % 3) {
          case 0 -> List.of(inLots, inCountry(), adult());
          case 1 -> List.of(inCountry(), inLots, adult());
          default -> List.of(inCountry(), adult(), inLots);
        });
  }

  private static Rule inCountry() {
    return attribute(
        "country", Operator.IS, People.COUNTRIES.stream().<Value>map(Value.Text::new).toList());
  }

  private static Rule adult() {
    return attribute("age", Operator.AT_LEAST, numbers(18));
  }

  private static Rule notOnPlan(String plan) {
    return attribute("plan", Operator.IS_NOT, List.of(new Value.Text(plan)));
  }

  private static List<Value> numbers(double... numbers) {
    return Arrays.stream(numbers).<Value>mapToObj(Value.Amount::new).toList();
  }

  private static Rule attribute(String name, Operator operator, List<Value> operands) {
    return new Rule.Attribute(
        AttributePath.of(name), Condition.of(operator, operands, false, ZONE));
  }

  private static Experience experience(int number, Rule rule) {
    var id = ExperienceNames.id(number);
    var target =
        new Target(
            id,
            ExperienceNames.audienceId(number),
            "Audience",
            rule,
            List.of(variation("1", "Default"), variation("2", "Bold")),
            HALVES);
    return new Experience(
        id,
        ExperienceNames.key(number),
        ExperienceNames.name(number),
        Status.ACTIVE,
        Priority.MEDIUM,
        new Schedule(null, null, ZONE),
        0,
        null,
        true,
        id,
        List.of(target));
  }

  private static Variation variation(String id, String name) {
    var payload = new Payload(List.of("{}".getBytes(UTF_8)), List.of());
    return new Variation(id, name, new Content(Content.NO_LOCALE, payload), Map.of());
  }
}
