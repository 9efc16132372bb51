package dev.attune.server.admin;

import dev.attune.server.json.Json;
import dev.attune.storage.ReportStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import tools.jackson.core.util.ByteArrayBuilder;

/// Tells a caller how far a rebuild is, a line for each hundredth of it.
final class RebuildSteps implements ReportStore.Progress {
  private static final int HUNDRED = 100;

  private final OutputStream out;
  private long told = -1;
  private long done;
  private long of;

  RebuildSteps(OutputStream out) {
    this.out = out;
  }

  /// @throws UncheckedIOException if nobody listens any more; the rebuild ends with it
  @Override
  public void reached(long doneNow, long ofNow) {
    done = doneNow;
    of = ofNow;
    long part = of == 0 ? HUNDRED : done * HUNDRED / of;
    if (part != told) {
      told = part;
      try {
        write("");
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  }

  /// The last line.
  void end(String state) throws IOException {
    write(state);
  }

  private void write(String state) throws IOException {
    var line = new ByteArrayBuilder();
    try (var json = Json.generator(line)) {
      json.writeStartObject();
      if (!state.isEmpty()) {
        json.writeStringProperty("state", state);
      }
      json.writeNumberProperty("done", done);
      json.writeNumberProperty("of", of);
      json.writeEndObject();
    }
    out.write(line.toByteArray());
    out.write('\n');
    out.flush();
  }
}
