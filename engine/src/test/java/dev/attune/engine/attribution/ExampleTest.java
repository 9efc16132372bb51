package dev.attune.engine.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.attribution.Figures.OfArm;
import dev.attune.engine.attribution.Recount.Happened;
import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.profile.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The examples of docs/counting.md, and the edges of each rule.
class ExampleTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final Goal ORDER =
      new Goal(
          "Order",
          "Order Placed",
          null,
          AttributePath.of("amount"),
          Duration.ofHours(36),
          Attribution.VIEW_THROUGH);
  private static final Arm FIRST = new Arm("42D", "1");
  private static final Arm SECOND = new Arm("42D", "2");
  private static final Arm CONTROL = new Arm("42D", "");

  private final Booking booking =
      new Booking(new Goals(KOLKATA, Map.of("x1", List.of(ORDER))), KOLKATA);
  private int events;

  /// `2026-11-03T10:00` in Kolkata.
  private static long at(String local) {
    return java.time.LocalDateTime.parse(local).atZone(KOLKATA).toInstant().toEpochMilli();
  }

  private void touch(Touch.Kind kind, Arm arm, String local, Map<String, Integer> shares) {
    var touch = new Touch(kind, "x1", arm.audienceId(), arm.variationId(), "", shares);
    booking.happened(
        new Happened("e" + events++, "asha", "touch", Map.of(), at(local), at(local), touch));
  }

  private void shown(Arm arm, String local) {
    touch(Touch.Kind.SHOWN, arm, local, Map.of());
  }

  private void clicked(Arm arm, String local) {
    touch(Touch.Kind.CLICKED, arm, local, Map.of());
  }

  private void ordered(String local, double amount) {
    Map<String, Value> attributes = Map.of("amount", new Value.Amount(amount));
    booking.happened(
        new Happened(
            "e" + events++, "asha", "Order Placed", attributes, at(local), at(local), null));
  }

  private OfArm arm(Arm arm, int fromDay, int toDay, Attribution by) {
    return Figures.of(booking.sums, november(fromDay), november(toDay), by).arm(arm);
  }

  private OfArm arm(Arm arm, int fromDay, int toDay) {
    return arm(arm, fromDay, toDay, Attribution.VIEW_THROUGH);
  }

  private static int november(int day) {
    return (int) LocalDate.of(2026, 11, 1).toEpochDay() + day - 1;
  }

  @Test
  void aPersonWhoComesOnThreeDaysIsOneInEveryPeriodThatHasAnyOfThem() {
    shown(FIRST, "2026-11-03T10:00");
    shown(FIRST, "2026-11-07T10:00");
    shown(FIRST, "2026-11-07T12:00");
    shown(FIRST, "2026-11-09T10:00");
    assertThat(arm(FIRST, 1, 10).people()).isEqualTo(1);
    assertThat(arm(FIRST, 4, 10).uniqueImpressions()).isEqualTo(1);
    assertThat(arm(FIRST, 4, 10).impressions()).isEqualTo(3);
    assertThat(arm(FIRST, 4, 7).people()).isZero();
    assertThat(arm(FIRST, 9, 10).people()).isEqualTo(1);
    var people = Series.of("x1", FIRST, Measure.PEOPLE);
    assertThat(booking.sums.at(people, november(3), Cell.NONE)).isEqualTo(1);
    assertThat(booking.sums.at(people, november(7), november(3))).isEqualTo(1);
    assertThat(booking.sums.at(people, november(9), november(7))).isEqualTo(1);
  }

  @Test
  void daysAreThoseOfTheZone() {
    booking.happened(
        new Happened(
            "e",
            "asha",
            "touch",
            Map.of(),
            Instant.parse("2026-11-03T18:30:00Z").toEpochMilli(),
            Instant.parse("2026-11-03T18:30:00Z").toEpochMilli(),
            new Touch(Touch.Kind.SHOWN, "x1", "42D", "1", "", Map.of())));
    assertThat(arm(FIRST, 4, 5).impressions()).isEqualTo(1);
    assertThat(Figures.of(booking.sums, november(4), november(5), Attribution.IN_SESSION).hours())
        .containsExactly(new Figures.Hour(november(4), 0, FIRST, 1, 0, Map.of(), Map.of()));
  }

  @Test
  void theWindowEndsWithItsLastMillisecond() {
    shown(FIRST, "2026-11-03T10:00");
    ordered("2026-11-04T22:00", 10);
    assertThat(arm(FIRST, 3, 5).goal("Order").conversions()).isEqualTo(1);
    ordered("2026-11-04T22:00:00.001", 10);
    assertThat(arm(FIRST, 3, 5).goal("Order").conversions()).isEqualTo(1);
    ordered("2026-11-03T10:00", 10);
    assertThat(arm(FIRST, 3, 5).goal("Order").conversions()).isEqualTo(2);
    ordered("2026-11-03T09:59:59.999", 10);
    assertThat(arm(FIRST, 3, 5).goal("Order").conversions()).isEqualTo(2);
  }

  @Test
  void aSessionEndsHalfAnHourAfterTheClick() {
    clicked(FIRST, "2026-11-03T10:00");
    ordered("2026-11-03T10:30", 10);
    ordered("2026-11-03T10:30:00.001", 10);
    assertThat(arm(FIRST, 3, 4, Attribution.IN_SESSION).goal("Order").conversions()).isEqualTo(1);
    assertThat(arm(FIRST, 3, 4, Attribution.CLICK_THROUGH).goal("Order").conversions())
        .isEqualTo(2);
    assertThat(arm(FIRST, 3, 4).goal("Order").conversions()).isZero();
  }

  @Test
  void theLatestTouchIsCreditedAlsoWhenItArrivesAfterTheEvent() {
    shown(FIRST, "2026-11-03T10:00");
    ordered("2026-11-03T12:00", 10);
    shown(SECOND, "2026-11-03T11:00");
    shown(FIRST, "2026-11-03T12:00:00.001");
    assertThat(arm(FIRST, 3, 4).goal("Order").conversions()).isZero();
    assertThat(arm(SECOND, 3, 4).goal("Order").conversions()).isEqualTo(1);
  }

  @Test
  void ofTwoTouchesAtOneMomentTheSmallerArmIsCredited() {
    shown(SECOND, "2026-11-03T10:00");
    shown(FIRST, "2026-11-03T10:00");
    ordered("2026-11-03T12:00", 10);
    assertThat(arm(FIRST, 3, 4).goal("Order").conversions()).isEqualTo(1);
    assertThat(arm(SECOND, 3, 4).goal("Order").conversions()).isZero();
  }

  @Test
  void theControlGroupIsCreditedWithWhatFollowsItsBeingHeldOut() {
    touch(Touch.Kind.HELD_OUT, CONTROL, "2026-11-03T10:00", Map.of());
    ordered("2026-11-04T12:00", 10);
    assertThat(arm(CONTROL, 3, 4).people()).isEqualTo(1);
    assertThat(arm(CONTROL, 3, 4).impressions()).isZero();
    assertThat(arm(CONTROL, 3, 4).uniqueImpressions()).isZero();
    assertThat(arm(CONTROL, 3, 4).goal("Order").converted()).isEqualTo(1);
    assertThat(arm(CONTROL, 3, 4).goal("Order").conversions()).isZero();
    assertThat(arm(CONTROL, 4, 5).goal("Order").conversions()).isEqualTo(1);
  }

  @Test
  void conversionsGoByTheirOwnDayAndPeopleByThatOfTheTouch() {
    shown(FIRST, "2026-11-03T23:00");
    ordered("2026-11-03T23:30", 10);
    ordered("2026-11-04T01:00", 20.5);
    ordered("2026-11-04T02:00", 30);
    var third = arm(FIRST, 3, 4).goal("Order");
    assertThat(third)
        .isEqualTo(
            new Figures.OfGoal(
                1, 1, 1, 10_000, 60_500, BigInteger.valueOf(60_500).pow(2), 0, 0, 0));
    var fourth = arm(FIRST, 4, 5).goal("Order");
    assertThat(fourth).isEqualTo(new Figures.OfGoal(2, 1, 0, 50_500, 0, BigInteger.ZERO, 0, 0, 0));
  }

  @Test
  void earlierActivityIsThatOfTheTwoWeeksBeforeTheFirstTouch() {
    ordered("2026-11-01T09:59:59.999", 1);
    ordered("2026-11-01T10:00", 1);
    ordered("2026-11-14T10:00", 1);
    ordered("2026-11-15T10:00", 1);
    shown(FIRST, "2026-11-15T10:00");
    shown(FIRST, "2026-11-16T10:00");
    var goal = arm(FIRST, 15, 17).goal("Order");
    assertThat(List.of(goal.prior(), goal.priorSquares(), goal.priorConverted()))
        .containsExactly(2L, 4L, 2L);
    var later = arm(FIRST, 16, 17).goal("Order");
    assertThat(List.of(later.prior(), later.priorSquares(), later.priorConverted()))
        .containsExactly(2L, 4L, 0L);
    for (int i = 0; i < 200; i++) {
      ordered("2026-11-10T10:00", 1);
    }
    assertThat(arm(FIRST, 15, 17).goal("Order").prior()).isEqualTo(100);
  }

  @Test
  void theFirstImpressionSaysWhomTheSplitAssigned() {
    var thirds = Map.of("1", 1, "2", 1, "3", 1);
    touch(Touch.Kind.CLICKED, FIRST, "2026-11-03T10:00", Map.of());
    touch(Touch.Kind.SHOWN, SECOND, "2026-11-05T10:00", thirds);
    touch(Touch.Kind.SHOWN, FIRST, "2026-11-06T10:00", Map.of("1", 10_000));
    assertThat(arm(FIRST, 1, 9).assigned()).isZero();
    assertThat(arm(SECOND, 1, 9).assigned()).isEqualTo(1);
    assertThat(arm(SECOND, 6, 9).assigned()).isZero();
    assertThat(arm(FIRST, 1, 9).expectedMillionths()).isEqualTo(333_334);
    assertThat(arm(SECOND, 1, 9).expectedMillionths()).isEqualTo(333_333);
    // One that comes late and was earlier takes its place. Its split is not known.
    touch(Touch.Kind.SHOWN, FIRST, "2026-11-04T10:00", Map.of());
    assertThat(arm(SECOND, 1, 9).assigned()).isZero();
    assertThat(arm(SECOND, 1, 9).expectedMillionths()).isZero();
  }

  @Test
  void whoMeetsTwoArmsIsFoundInThePeriodsThatHaveBoth() {
    shown(FIRST, "2026-11-03T10:00");
    shown(SECOND, "2026-11-05T10:00");
    shown(new Arm("7", "1"), "2026-11-06T10:00");
    assertThat(multiple(3, 6)).isEqualTo(1);
    assertThat(multiple(4, 9)).isZero();
    assertThat(multiple(3, 5)).isZero();
    touch(Touch.Kind.HELD_OUT, CONTROL, "2026-11-06T10:00", Map.of());
    assertThat(multiple(4, 9)).isEqualTo(1);
    assertThat(
            Figures.of(booking.sums, november(4), november(9), Attribution.VIEW_THROUGH)
                .multipleOf())
        .isEqualTo(Map.of("42D", 1L));
  }

  private long multiple(int fromDay, int toDay) {
    return Figures.of(booking.sums, november(fromDay), november(toDay), Attribution.VIEW_THROUGH)
        .multiple();
  }

  @Test
  void squaresOfTheLargestAmountsAreExact() {
    shown(FIRST, "2026-11-03T10:00");
    shown(FIRST, "2026-11-04T10:00");
    var third = BigInteger.ZERO;
    for (int i = 0; i < 30; i++) {
      ordered("2026-11-03T10:30", 1e9);
      third = third.add(BigInteger.valueOf(1_000_000_000_000L));
    }
    ordered("2026-11-04T10:30", -1e9);
    var fourth = BigInteger.valueOf(-1_000_000_000_000L);
    assertThat(arm(FIRST, 3, 4).goal("Order").valueSquares()).isEqualTo(third.pow(2));
    assertThat(arm(FIRST, 4, 5).goal("Order").valueSquares()).isEqualTo(fourth.pow(2));
    assertThat(arm(FIRST, 3, 5).goal("Order").valueSquares()).isEqualTo(third.add(fourth).pow(2));
    for (int i = 0; i < 100; i++) {
      ordered("2026-11-03T10:30", 1e9);
    }
    assertThat(arm(FIRST, 3, 4).goal("Order").valueSquares())
        .as("beyond the bound")
        .isEqualTo(BigInteger.valueOf(Squares.MOST).pow(2));
  }

  @Test
  void amountsAreRoundedToThousandthsAndNonsenseIsNone() {
    assertThat(amount(new Value.Amount(1.005))).isEqualTo(1_005);
    assertThat(amount(new Value.Amount(-0.0006))).isEqualTo(-1);
    assertThat(amount(new Value.Text("49.5"))).isEqualTo(49_500);
    assertThat(amount(new Value.Text("a lot"))).isZero();
    assertThat(amount(new Value.Amount(1e9))).isEqualTo(1_000_000_000_000L);
    assertThat(amount(new Value.Amount(1.000001e9))).isZero();
    assertThat(amount(new Value.Flag(true))).isZero();
  }

  private static long amount(Value value) {
    return ORDER.amountOf(new Deed(0, "Order Placed", Map.of("amount", value)));
  }

  @Test
  void aGoalThatIsNoGoalIsRefused() {
    assertThatThrownBy(() -> goal(Duration.ofMinutes(59), null))
        .hasMessageContaining("60 to 86400");
    assertThatThrownBy(() -> goal(Duration.ofDays(61), null)).hasMessageContaining("window");
    assertThatThrownBy(() -> goal(Duration.ofHours(1), new Rule.Not(new Rule.InSegment("vip"))))
        .hasMessageContaining("attributes of the event");
  }

  private static Goal goal(Duration window, @org.jspecify.annotations.Nullable Rule rule) {
    return new Goal("Order", "Order Placed", rule, null, window, Attribution.VIEW_THROUGH);
  }

  @Test
  void aGoalCountsFromWhenItIsPublishedAndWhatWasCountedCanBeTakenBackWhateverTheGoalsAre() {
    var sums = new Cells();
    var with = new Counting(new Goals(KOLKATA, Map.of("x1", List.of(ORDER))), KOLKATA, sums);
    var without = new Counting(Goals.NONE, KOLKATA, sums);
    var touch = new Touch(Touch.Kind.SHOWN, "x1", "42D", "1", "", Map.of());
    long at = at("2026-11-03T10:00");
    var ledger = without.touched(touch, at, at, null, Deeds.NONE);
    ledger = without.did(new Deed(at, "Order Placed", Map.of()), "x1", ledger);
    ledger = with.did(new Deed(at + 1, "Order Placed", Map.of()), "x1", ledger);
    ledger = without.touched(touch, at + 2, at + 2, ledger, Deeds.NONE);
    ledger = with.did(new Deed(at + 3, "Order Placed", Map.of()), "x1", ledger);
    var day = Figures.of(sums, november(3), november(4), Attribution.VIEW_THROUGH);
    assertThat(day.arms().get(FIRST))
        .extracting(of -> of.goal("Order").conversions())
        .isEqualTo(2L);
    var taking = new Counting(Goals.NONE, KOLKATA, sums);
    taking.forget("x1", ledger);
    taking.forget(touch, at, at);
    taking.forget(touch, at + 2, at + 2);
    assertThat(sums.isEmpty()).isTrue();
  }
}
