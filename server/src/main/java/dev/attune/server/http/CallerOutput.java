package dev.attune.server.http;

import java.io.IOException;
import java.io.OutputStream;

/// A streamed answer on its way out. Tells failures of the connection ([BrokenOff]) from those of
/// whatever the handler reads from. Closing it does nothing: only a handler that returned has
/// finished its answer.
final class CallerOutput extends OutputStream {
  private final OutputStream sink;

  CallerOutput(OutputStream sink) {
    this.sink = sink;
  }

  @Override
  public void write(int b) throws IOException {
    try {
      sink.write(b);
    } catch (IOException e) {
      throw new BrokenOff(e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      sink.write(bytes, offset, length);
    } catch (IOException e) {
      throw new BrokenOff(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      sink.flush();
    } catch (IOException e) {
      throw new BrokenOff(e);
    }
  }
}
