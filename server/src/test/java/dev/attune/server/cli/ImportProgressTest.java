package dev.attune.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ImportProgressTest {
  private final StringWriter out = new StringWriter();
  private long now;

  private ImportProgress progress(ImportProgress.Style style) {
    return new ImportProgress(new PrintWriter(out), style, () -> now, 1_000_000);
  }

  private void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void linesComeNowAndThenWithRateAndTimeLeft() {
    var progress = progress(ImportProgress.Style.LINES);
    progress.begin("importing", 0, 0);
    pass(4);
    progress.at(50_000, 4_000);
    assertThat(out.toString()).isEmpty();
    pass(6);
    progress.at(100_000, 10_000);
    pass(4);
    progress.at(150_000, 14_000);
    pass(1);
    progress.at(200_000, 20_000);
    assertThat(out.toString())
        .isEqualTo(
            """
            importing:  10 %, 10,000 profiles, 1,000/s, 1:30 left
            importing:  20 %, 20,000 profiles, 1,333/s, 1:00 left
            """);
  }

  @Test
  void whatWasDoneBeforeDoesNotCountForTheRate() {
    var progress = progress(ImportProgress.Style.LINES);
    progress.begin("importing", 500_000, 50_000);
    pass(10);
    progress.at(501_000, 50_100);
    assertThat(out.toString())
        .isEqualTo("importing:  50 %, 50,100 profiles, 10/s, 1:23:10 left\n");
  }

  @Test
  void theBarIsDrawnOverItselfAndGoes() {
    var progress = progress(ImportProgress.Style.BAR);
    progress.begin("importing", 0, 0);
    pass(1);
    progress.at(500_000, 5_000);
    progress.end();
    var line =
        "[###############...............] importing:  50 %, 5,000 profiles, 5,000/s, 0:01 left";
    assertThat(out.toString())
        .isEqualTo("\r" + line + "\r" + " ".repeat(line.length()) + "\r");
  }

  @Test
  void programsGetAnObjectALine() {
    var progress = progress(ImportProgress.Style.JSON);
    progress.begin("checking", 0, 0);
    pass(10);
    progress.at(250_000, 1_000);
    assertThat(out.toString())
        .isEqualTo(
            "{\"state\":\"checking\",\"bytes\":250000,\"of_bytes\":1000000,\"profiles\":1000,"
                + "\"profiles_per_second\":100,\"seconds_left\":30}\n");
  }
}
