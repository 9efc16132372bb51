package dev.attune.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/// A body read as it arrives, within its limit and at a decent pace. Only time spent waiting for
/// the caller counts against the caller, not what the handler takes between two reads.
///
/// Jetty has such a stream too, but that looks up only when content is there, and a caller can keep
/// a connection busy without sending any (an endless chunk extension). This wakes on every packet.
final class BodyStream extends InputStream {
  private final org.eclipse.jetty.server.Request in;
  private final long maxBytes;
  private final Limits limits;
  private final Semaphore arrived = new Semaphore(0);
  private Content.@Nullable Chunk chunk; // with bytes left in it
  private boolean ended;
  private long count;
  private long waitedNanos;

  BodyStream(org.eclipse.jetty.server.Request in, long maxBytes, Limits limits) {
    this.in = in;
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
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    var current = chunk != null ? chunk : next();
    if (current == null) {
      return -1;
    }
    var bytes = current.getByteBuffer();
    int read = Math.min(length, bytes.remaining());
    bytes.get(into, offset, read);
    if (!bytes.hasRemaining()) {
      release();
    }
    return read;
  }

  /// Gives Jetty's buffer back. Nothing can be read afterwards.
  @Override
  public void close() {
    ended = true;
    release();
  }

  private void release() {
    if (chunk != null) {
      chunk.release();
      chunk = null;
    }
  }

  /// The next bytes, at least one; null at the end.
  private Content.@Nullable Chunk next() throws IOException {
    while (!ended) {
      var next = in.read();
      if (next == null) {
        await();
        continue;
      }
      if (Content.Chunk.isFailure(next)) {
        ended = true;
        throw refusedOrBrokenOff(next.getFailure());
      }
      ended = next.isLast();
      count += next.remaining();
      if (count > maxBytes) {
        ended = true;
        next.release();
        throw new Refused(new Refusal.BodyTooLarge(maxBytes));
      }
      if (next.hasRemaining()) {
        chunk = next;
        return next;
      }
      next.release();
    }
    return null;
  }

  private void await() throws IOException {
    long start = System.nanoTime();
    in.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, arrived::release));
    try {
      arrived.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokenOff(new InterruptedIOException("closing"));
    }
    waitedNanos += System.nanoTime() - start;
    long waitedMillis = waitedNanos / 1_000_000;
    if (waitedMillis > limits.bodyTimeout().toMillis()
        && count < waitedMillis * limits.minStreamBytesPerSecond() / 1_000) {
      ended = true;
      throw new Refused(new Refusal.BodyTooSlow());
    }
  }

  private static IOException refusedOrBrokenOff(Throwable failure) {
    if (failure instanceof TimeoutException) {
      throw new Refused(new Refusal.BodyTooSlow());
    }
    if (failure instanceof HttpException malformed) {
      throw new Refused(new Refusal.Malformed(malformed.getCode()));
    }
    return new BrokenOff(failure);
  }
}
