package dev.attune.server.http;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer. It is the [Request] the handler sees, the task that reads the body
/// on and the callback of the final write, all in one object, because every further object per
/// request is measurable at this size.
///
/// Life: [#begin] on the selector thread reads what has arrived of the body, which nearly always is
/// all of it. Only if bytes are missing it asks Jetty to call [#run] when there are more. Then the
/// handler runs, there or on a worker, and its answer goes out in one write.
final class Exchange implements Request, Callback, Invocable.Task {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final byte[] NO_BYTES = {};
  private static final Header RETRY_AFTER = Header.fixed("Retry-After", "1");
  private static final int FIRST_GROWTH_BYTES = 16 * 1024;
  private static final int MAX_DISCARDED_BYTES = 16 * 1024 * 1024;

  private final Dispatcher dispatcher;
  private final org.eclipse.jetty.server.Request in;
  private final org.eclipse.jetty.server.Response out;
  private final Callback done;
  private final WatchedEndPoint connection;
  private final Routes.Entry entry;
  private final String path;

  private byte[] body = NO_BYTES;
  private int bodyLength;
  private int heldBytes; // reserved for the body
  private boolean admitted;
  private long waitingSinceNanos; // 0: has not had to wait
  private boolean unread; // answered before the body was read to its end
  private int discardedBytes;
  private @Nullable Map<String, List<String>> query;
  private @Nullable BodyStream bodyStream;

  Exchange(
      Dispatcher dispatcher,
      Routes.Entry entry,
      String path,
      org.eclipse.jetty.server.Request in,
      org.eclipse.jetty.server.Response out,
      Callback done) {
    this.dispatcher = dispatcher;
    this.entry = entry;
    this.path = path;
    this.in = in;
    this.out = out;
    this.done = done;
    this.connection = (WatchedEndPoint) in.getConnectionMetaData().getConnection().getEndPoint();
  }

  void begin() {
    dispatcher.enter(connection);
    var route = entry.route();
    if (isEncoded()) {
      refuseUnread(new Refusal.EncodedBody());
    } else if (in.getLength() > route.maxBodyBytes()) {
      refuseIfAdmitted(new Refusal.BodyTooLarge(route.maxBodyBytes()));
    } else if (route.runs() != Runs.STREAMING) {
      readBody();
    } else if (isAdmitted()) {
      handleOn(dispatcher.streamWorkers);
    }
  }

  /// Compressed, by either header that can say so. Jetty looks only at the last transfer coding.
  private boolean isEncoded() {
    var encoding = in.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return true;
    }
    if (in.getLength() >= 0) {
      return false;
    }
    var transfer = in.getHeaders().get(HttpHeader.TRANSFER_ENCODING);
    return transfer != null && !transfer.strip().equalsIgnoreCase("chunked");
  }

  /// More of the body has arrived, or its failure has.
  @Override
  public void run() {
    if (unread) {
      discardBody();
    } else {
      readBody();
    }
  }

  /// Reads in place while there are bytes; no thread waits for missing ones. A caller that sends
  /// now and then a byte is measured here, one that sends nothing by the connection's idle timeout.
  private void readBody() {
    while (true) {
      var chunk = in.read();
      if (chunk == null) {
        if (isTooSlow()) {
          refuseUnread(new Refusal.BodyTooSlow());
        } else if (isAdmitted()) {
          in.demand(this);
        }
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        bodyFailed(chunk.getFailure());
        return;
      }
      boolean last = chunk.isLast();
      var refusal = append(chunk.getByteBuffer());
      chunk.release();
      if (refusal != null) {
        refuseIfAdmitted(refusal);
        return;
      }
      if (last) {
        break;
      }
    }
    if (bodyLength < body.length) {
      body = Arrays.copyOf(body, bodyLength);
    }
    switch (entry.route().runs()) {
      case INLINE -> handle();
      case BLOCKING, STREAMING -> handleOn(dispatcher.workers);
    }
  }

  private boolean isTooSlow() {
    long now = System.nanoTime();
    if (waitingSinceNanos == 0) {
      waitingSinceNanos = now;
      return false;
    }
    return now - waitingSinceNanos > dispatcher.bodyTimeoutNanos;
  }

  /// Whether the caller may send more than came with the head. If not, that is answered.
  private boolean isAdmitted() {
    if (!admitted) {
      try {
        entry.route().handler().admit(this);
        admitted = true;
      } catch (Refused refused) {
        refuseUnread(refused(refused));
      } catch (RuntimeException unexpected) {
        refuseUnread(unexpected(unexpected));
      }
    }
    return admitted;
  }

  private void refuseIfAdmitted(Refusal refusal) {
    if (isAdmitted()) {
      refuseUnread(refusal);
    }
  }

  /// The array grows with what arrives, not with what was declared: a declaration costs the caller
  /// nothing.
  ///
  /// @return null, or why the body cannot be taken
  private @Nullable Refusal append(ByteBuffer bytes) {
    int count = bytes.remaining();
    long total = (long) bodyLength + count;
    long most = entry.route().maxBodyBytes();
    if (total > most) {
      return new Refusal.BodyTooLarge(most);
    }
    if (total > body.length) {
      long wanted = in.getLength() == total ? total : Math.max(2 * total, FIRST_GROWTH_BYTES);
      int capacity = (int) Math.min(wanted, most);
      if (!dispatcher.hold(capacity - heldBytes)) {
        return new Refusal.Busy();
      }
      heldBytes = capacity;
      body = Arrays.copyOf(body, capacity);
    }
    bytes.get(body, bodyLength, count);
    bodyLength = (int) total;
    return null;
  }

  private void bodyFailed(Throwable failure) {
    if (failure instanceof HttpException malformed) {
      refuseUnread(new Refusal.Malformed(malformed.getCode()));
    } else if (failure instanceof TimeoutException) {
      refuseUnread(new Refusal.BodyTooSlow());
    } else {
      failed(failure);
    }
  }

  private void handleOn(Executor workers) {
    try {
      workers.execute(this::handle);
    } catch (RejectedExecutionException e) {
      if (entry.route().runs() == Runs.STREAMING) {
        refuseUnread(new Refusal.Busy());
      } else {
        answer(refusal(new Refusal.Busy()));
      }
    }
  }

  // A handler is foreign code: whatever it throws is one caller's 500, never a dead selector
  // thread.
  private void handle() {
    Response response;
    try {
      response = entry.route().handler().handle(this);
      if (response.stream() != null && entry.route().runs() == Runs.INLINE) {
        throw new IllegalStateException("an inline route streams its answer");
      }
    } catch (Refused refused) {
      response = refused(refused);
    } catch (BrokenOff e) {
      failed(e);
      return;
    } catch (Throwable unexpected) {
      response = unexpected(unexpected);
    }
    if (response.stream() == null) {
      closeIfUnread();
      answer(response);
    } else {
      stream(response, response.stream());
    }
  }

  /// A handler may answer without reading a streamed body, such as to refuse it. What is left of it
  /// would be taken for the next request, so the connection ends; the other end is told, or it
  /// would send that request into a connection that is being closed.
  private void closeIfUnread() {
    if (entry.route().runs() == Runs.STREAMING && !in.consumeAvailable()) {
      out.getHeaders().put(HttpFields.CONNECTION_CLOSE);
      unread = true;
    }
  }

  private Response refused(Refused refused) {
    try {
      return refused.problem() instanceof Refusal refusal
          ? refusal(refusal)
          : entry.errors().problem(refused.problem());
    } catch (RuntimeException e) {
      return unexpected(e);
    }
  }

  private Response refusal(Refusal refusal) {
    try {
      var response = entry.errors().refusal(refusal);
      if (refusal instanceof Refusal.MethodNotAllowed other) {
        return response.with("Allow", String.join(", ", other.allowed()));
      }
      return refusal instanceof Refusal.Busy ? response.with(RETRY_AFTER) : response;
    } catch (RuntimeException e) {
      LOG.error("{} {}: no words for {}", in.getMethod(), entry.name(), refusal, e);
      return Response.empty(refusal.status());
    }
  }

  private Response unexpected(Throwable cause) {
    var code = RequestIds.next();
    LOG.error("{} {} failed, code {}", in.getMethod(), entry.name(), code, cause);
    return refusal(new Refusal.Unexpected(code));
  }

  /// Refuses before the body was read to its end. The connection cannot be used again: what follows
  /// on it is the rest of that body.
  private void refuseUnread(Refusal refusal) {
    refuseUnread(refusal(refusal));
  }

  private void refuseUnread(Response response) {
    out.getHeaders().add(HttpFields.CONNECTION_CLOSE);
    unread = true;
    answer(response);
  }

  /// Takes in and drops what the caller is still sending, for a while. Closing at once would reset
  /// the connection, and the reset may overtake the answer: the caller would never learn why.
  private void discardBody() {
    releaseBody();
    while (discardedBytes <= MAX_DISCARDED_BYTES) {
      var chunk = in.read();
      if (chunk == null && !isTooSlow()) {
        in.demand(this);
        return;
      }
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        break;
      }
      discardedBytes += chunk.remaining();
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        break;
      }
    }
    end();
  }

  /// Head and body in a single write: one system call and one packet for small answers.
  private void answer(Response response) {
    writeHead(response);
    if (response.type() != null) {
      out.getHeaders().put(HttpHeader.CONTENT_LENGTH, response.length());
    }
    observe(response.status());
    out.write(true, ByteBuffer.wrap(response.bytes(), 0, response.length()), this);
  }

  private void writeHead(Response response) {
    out.setStatus(response.status());
    var headers = out.getHeaders();
    if (response.type() != null) {
      headers.add(response.type().field);
    }
    var more = response.sharedHeaders();
    for (int i = 0; i < more.size(); i++) {
      headers.add(more.get(i).field);
    }
  }

  private void stream(Response response, Response.Stream stream) {
    writeHead(response);
    if (in.getMethod().equals("HEAD")) {
      observe(response.status());
      out.write(true, ByteBuffer.allocate(0), this);
      return;
    }
    try {
      var sink = org.eclipse.jetty.server.Response.asBufferedOutputStream(in, out);
      stream.writeTo(new CallerOutput(sink));
      observe(response.status());
      sink.close(); // only after success: it ends the body, and a broken one must not look whole
    } catch (Throwable failure) {
      streamFailed(failure);
      return;
    }
    succeeded();
  }

  private void streamFailed(Throwable failure) {
    if (failure instanceof BrokenOff) {
      failed(failure);
    } else if (out.isCommitted()) {
      var code = RequestIds.next();
      LOG.error("{} {} broke off, code {}", in.getMethod(), entry.name(), code, failure);
      failed(failure);
    } else {
      out.reset();
      answer(failure instanceof Refused refused ? refused(refused) : unexpected(failure));
    }
  }

  private void observe(int status) {
    var observer = dispatcher.observer;
    if (observer != null) {
      observer.answered(entry.name(), status, System.nanoTime() - in.getHeadersNanoTime());
    }
  }

  /// The answer is written.
  @Override
  public void succeeded() {
    if (unread) {
      discardBody();
    } else {
      end();
    }
  }

  private void end() {
    leave();
    done.succeeded();
  }

  /// The connection is lost or must be: nothing more can be said on it.
  @Override
  public void failed(Throwable cause) {
    leave();
    done.failed(cause);
  }

  private void leave() {
    if (bodyStream != null) {
      bodyStream.close();
    }
    releaseBody();
    dispatcher.leave(connection);
  }

  private void releaseBody() {
    body = NO_BYTES;
    if (heldBytes > 0) {
      dispatcher.release(heldBytes);
      heldBytes = 0;
    }
  }

  /// Tells Jetty that neither reading on nor completing blocks, so that it does both on the
  /// selector thread instead of handing them to another.
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public String method() {
    return in.getMethod();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String pathParameter(String name) {
    var index = entry.parameters().get(name);
    if (index == null) {
      throw new IllegalArgumentException(entry.name() + " has no parameter " + name);
    }
    int start = 1;
    for (int i = 0; i < index; i++) {
      start = path.indexOf('/', start) + 1;
    }
    int slash = path.indexOf('/', start);
    return PercentCoding.decodeSegment(path.substring(start, slash < 0 ? path.length() : slash));
  }

  @Override
  public List<String> queryParameters(String name) {
    if (query == null) {
      var raw = in.getHttpURI().getQuery();
      query = raw == null ? Map.of() : PercentCoding.decodeQuery(raw);
    }
    return query.getOrDefault(name, List.of());
  }

  @Override
  public @Nullable String header(String name) {
    return in.getHeaders().get(name);
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public InputStream bodyStream() {
    if (entry.route().runs() != Runs.STREAMING) {
      throw new IllegalStateException(entry.name() + " does not stream");
    }
    if (bodyStream == null) {
      bodyStream = new BodyStream(in, entry.route().maxBodyBytes(), dispatcher.limits);
    }
    return bodyStream;
  }

  @Override
  public String remoteAddress() {
    return org.eclipse.jetty.server.Request.getRemoteAddr(in);
  }
}
