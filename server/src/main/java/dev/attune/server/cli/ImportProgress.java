package dev.attune.server.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/// Shows how an import goes on: a bar that moves on a terminal, else a line now and then.
final class ImportProgress {
  enum Style {
    BAR,
    LINES,
    /// A JSON object a line, for programs.
    JSON
  }

  private static final int BAR_LENGTH = 30;
  private static final Duration BETWEEN_BARS = Duration.ofMillis(200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final JsonMapper MAPPER = new JsonMapper();

  private final PrintWriter out;
  private final Style style;
  private final LongSupplier nanos;
  private final long allBytes;
  private String doing = "";
  private long beganNanos;
  private long shownNanos;
  private long beganBytes;
  private long beganProfiles;
  private int width; // of what stands on the terminal's line

  /// @param nanos a clock that counts from anywhere
  /// @param allBytes how large the file is on disk
  ImportProgress(PrintWriter out, Style style, LongSupplier nanos, long allBytes) {
    this.out = out;
    this.style = style;
    this.nanos = nanos;
    this.allBytes = allBytes;
  }

  /// Rates and times count from here.
  ///
  /// @param bytes of the file on disk that are done already
  void begin(String what, long bytes, long profiles) {
    doing = what;
    beganNanos = nanos.getAsLong();
    shownNanos = beganNanos;
    beganBytes = bytes;
    beganProfiles = profiles;
  }

  /// @param bytes of the file on disk
  void at(long bytes, long profiles) {
    long now = nanos.getAsLong();
    var between = style == Style.BAR ? BETWEEN_BARS : BETWEEN_LINES;
    if (now - shownNanos < between.toNanos()) {
      return;
    }
    shownNanos = now;
    double seconds = (now - beganNanos) / 1e9;
    long rate = Math.round((profiles - beganProfiles) / seconds);
    long done = bytes - beganBytes;
    long left = done <= 0 ? -1 : Math.round(seconds * (allBytes - bytes) / done);
    show(bytes, profiles, rate, left);
    out.flush();
  }

  private void show(long bytes, long profiles, long rate, long left) {
    double share = allBytes == 0 ? 1 : Math.min(1.0, (double) bytes / allBytes);
    switch (style) {
      case JSON -> {
        var json = MAPPER.createObjectNode();
        json.put("state", doing);
        json.put("bytes", bytes);
        json.put("of_bytes", allBytes);
        json.put("profiles", profiles);
        json.put("profiles_per_second", rate);
        if (left >= 0) {
          json.put("seconds_left", left);
        }
        out.println(json);
      }
      case LINES -> out.println(words(share, profiles, rate, left));
      case BAR -> {
        int full = (int) (share * BAR_LENGTH);
        var bar = "#".repeat(full) + ".".repeat(BAR_LENGTH - full);
        overwrite("[%s] %s".formatted(bar, words(share, profiles, rate, left)));
      }
    }
  }

  private String words(double share, long profiles, long rate, long left) {
    var words =
        String.format(
            Locale.ROOT, "%s: %3.0f %%, %,d profiles, %,d/s", doing, 100 * share, profiles, rate);
    return left < 0 ? words : words + ", " + time(left) + " left";
  }

  private static String time(long seconds) {
    return seconds >= 3_600
        ? "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60)
        : "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  private void overwrite(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    width = line.length();
  }

  /// Leaves the line of the bar empty for what comes next.
  void end() {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
      width = 0;
    }
  }

  double secondsSinceBegin() {
    return (nanos.getAsLong() - beganNanos) / 1e9;
  }
}
