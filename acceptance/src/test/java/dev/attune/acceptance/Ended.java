package dev.attune.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// How a command ended, and what it said.
record Ended(int code, String output) {
  private static final int PATIENCE_SECONDS = 120;

  static Ended of(Process process) throws IOException, InterruptedException {
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it did not end. It said:\n" + output);
    }
    return new Ended(process.exitValue(), output);
  }
}
