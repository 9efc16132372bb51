package dev.attune.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;

/// A body read as it arrives, within its limit and at a decent pace. Only time spent waiting for
/// the caller counts against the caller, not what the handler takes between two reads.
final class BodyStream extends InputStream {
  private final InputStream source;
  private final long maxBytes;
  private final Limits limits;
  private long count;
  private long waitedNanos;

  BodyStream(org.eclipse.jetty.server.Request in, long maxBytes, Limits limits) {
    this.source = Content.Source.asInputStream(in);
    this.maxBytes = maxBytes;
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    long start = System.nanoTime();
    int read;
    try {
      read = source.read(into, offset, length);
    } catch (IOException e) {
      throw refusedOrBrokenOff(e);
    }
    waitedNanos += System.nanoTime() - start;
    if (read > 0) {
      count += read;
    }
    if (count > maxBytes) {
      throw new Refused(new Refusal.BodyTooLarge(maxBytes));
    }
    if (read > 0 && isTooSlow()) {
      throw new Refused(new Refusal.BodyTooSlow());
    }
    return read;
  }

  @Override
  public int available() throws IOException {
    return source.available();
  }

  private boolean isTooSlow() {
    var waited = Duration.ofNanos(waitedNanos);
    return waited.compareTo(limits.bodyTimeout()) > 0
        && count < waited.toMillis() * limits.minStreamBytesPerSecond() / 1_000;
  }

  private static IOException refusedOrBrokenOff(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        throw new Refused(new Refusal.BodyTooSlow());
      }
      if (cause instanceof HttpException malformed) {
        throw new Refused(new Refusal.Malformed(malformed.getCode()));
      }
    }
    return new BrokenOff(e);
  }
}
