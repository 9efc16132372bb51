package dev.attune.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/// A connection that asks the kernel only when it may have something, and that knows since when the
/// head of a request is awaited.
///
/// After each answer Jetty reads on, in case the next request is there already, and once more if it
/// is not (a retry that helps TLS): two system calls per request that say "nothing yet". A read
/// that did not fill its buffer has emptied the socket, so this answers 0 for the kernel until the
/// selector reports the socket readable again. Nothing can be missed: the selector is
/// level-triggered, and on 0 Jetty always registers with it.
final class LeanEndPoint extends SocketChannelEndPoint {
  private boolean drained;

  /// Odd while a request is being answered, even while the head of one is awaited. This and the
  /// bytes are written in release mode, which on the hot path is a plain store; whoever looks for
  /// slow heads may see them a moment late.
  private final AtomicInteger turn = new AtomicInteger();

  private final AtomicLong bytesIn = new AtomicLong();

  // What was seen when slow heads were looked for; touched by that one task only.
  private int seenTurn;
  private long seenBytesIn;
  private long unchangedSinceNanos = System.nanoTime();

  LeanEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  @Override
  public Runnable onSelected() {
    drained = false;
    return super.onSelected();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    if (drained) {
      return 0;
    }
    int filled = super.fill(buffer);
    if (filled > 0) {
      drained = BufferUtil.space(buffer) > 0;
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
