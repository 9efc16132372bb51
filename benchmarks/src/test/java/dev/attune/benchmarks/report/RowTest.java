package dev.attune.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RowTest {

  @Test
  void whatIsNotAboveTheLimitIsWithin() {
    assertThat(row(0.25, new Budget.AtMost(0.25)).verdict()).isEqualTo(Verdict.WITHIN);
    assertThat(row(0.26, new Budget.AtMost(0.25)).verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void whatIsNotBelowTheLeastIsWithin() {
    assertThat(row(30_000, new Budget.AtLeast(30_000)).verdict()).isEqualTo(Verdict.WITHIN);
    assertThat(row(29_999, new Budget.AtLeast(30_000)).verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void aRatioIsOfTheReference() {
    var half = new Row("x", 50, "/s", new Budget.RatioAtLeast(0.5), new Reference("y", 100));
    assertThat(half.ratio()).isEqualTo(0.5);
    assertThat(half.verdict()).isEqualTo(Verdict.WITHIN);
    var less = new Row("x", 49, "/s", new Budget.RatioAtLeast(0.5), new Reference("y", 100));
    assertThat(less.verdict()).isEqualTo(Verdict.MISSED);
    var more = new Row("x", 51, "/s", new Budget.RatioAtMost(0.5), new Reference("y", 100));
    assertThat(more.verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void aReferenceThatMeasuredNothingMissesABudgetOnTheRatio() {
    var row = new Row("x", 50, "/s", new Budget.RatioAtLeast(0.5), new Reference("y", 0));
    assertThat(row.verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void aBudgetOnARatioNeedsAReference() {
    assertThatIllegalArgumentException().isThrownBy(() -> row(1, new Budget.RatioAtLeast(0.5)));
  }

  private static Row row(double measured, Budget budget) {
    return new Row("x", measured, "µs", budget, null);
  }
}
