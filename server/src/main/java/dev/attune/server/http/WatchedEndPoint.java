package dev.attune.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/// A connection that knows since when the head of a request is awaited.
///
/// It reads as Jetty does: once more after each answer, although that mostly says "nothing yet". To
/// answer those reads without the kernel was tried and cost 0.6 µs of processor time per request
/// (of about 7) instead of saving any: under load nearly every third finds the next request there
/// already, which spares a round through the selector.
final class WatchedEndPoint extends SocketChannelEndPoint {
  /// Odd while a request is being answered, even while the head of one is awaited. This and the
  /// bytes are written in release mode, which on the hot path is a plain store; whoever looks for
  /// slow heads may see them a moment late.
  private final AtomicInteger turn = new AtomicInteger();

  private final AtomicLong bytesIn = new AtomicLong();

  // What was seen when slow heads were looked for; touched by that one task only.
  private int seenTurn;
  private long seenBytesIn;
  private long unchangedSinceNanos = System.nanoTime();

  WatchedEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled > 0) {
      bytesIn.setRelease(bytesIn.getPlain() + filled);
    }
    return filled;
  }

  /// A request began or its answer ended; the two alternate.
  void turn() {
    turn.setRelease(turn.getPlain() + 1);
  }

  /// Whether a head has been arriving for longer than that. The idle timeout cannot tell: a byte
  /// now and then keeps a connection busy for ever (the attack called Slowloris). Silent
  /// connections are not slow, they are idle.
  boolean isHeadSlow(long nowNanos, long timeoutNanos) {
    int currentTurn = turn.getAcquire();
    long currentBytes = bytesIn.getAcquire();
    boolean answering = (currentTurn & 1) == 1;
    if (answering || currentTurn != seenTurn) {
      seenTurn = currentTurn;
      seenBytesIn = currentBytes;
      unchangedSinceNanos = nowNanos;
      return false;
    }
    if (currentBytes == seenBytesIn) {
      unchangedSinceNanos = nowNanos;
      return false;
    }
    return nowNanos - unchangedSinceNanos > timeoutNanos;
  }
}
