package dev.attune.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final Report REPORT =
      new Report(
          "a machine",
          List.of(
              new Report.Part(
                  "engine",
                  new Outcome.Measured(
                      List.of(
                          new Row(
                              "one decision",
                              0.5,
                              "µs",
                              new Budget.AtMost(0.25),
                              new Reference("by hand", 0.1)),
                          new Row("bytes", 144, "B", Budget.NONE, null))),
                  2.5),
              new Report.Part("http", new Outcome.Skipped("wrk is not installed"), 0),
              new Report.Part("disk", new Outcome.Failed(new IOException("disk is full")), 1)));

  @Test
  void theTableAlignsItsColumns() {
    assertThat(Table.of(REPORT))
        .isEqualTo(
            """
            a machine

            engine (3 s)
              what          measured  budget      reference      ratio  verdict
              one decision  0.500 µs  ≤ 0.250 µs  by hand 0.100  5.00   MISSED
              bytes         144 B

            http (0 s)
              SKIPPED: wrk is not installed

            disk (1 s)
              FAILED: java.io.IOException: disk is full
            """);
  }

  @Test
  void theJsonSaysTheSame() {
    var bytes = new ByteArrayOutputStream();
    JsonReport.write(REPORT, bytes);
    assertThat(bytes.toString(UTF_8))
        .isEqualTo(
            """
            {"machine":"a machine","parts":[\
            {"section":"engine","seconds":2.5,"rows":[\
            {"what":"one decision","measured":0.5,"unit":"µs","budget":{"kind":"at_most","limit":0.25},\
            "reference":{"what":"by hand","measured":0.1},"ratio":5.0,"verdict":"missed"},\
            {"what":"bytes","measured":144.0,"unit":"B"}]},\
            {"section":"http","seconds":0.0,"skipped":"wrk is not installed"},\
            {"section":"disk","seconds":1.0,"failed":"java.io.IOException: disk is full"}]}\
            """);
  }
}
