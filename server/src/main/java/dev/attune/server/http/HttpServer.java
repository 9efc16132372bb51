package dev.attune.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open port. Serves from [#start] until [#close]; a process may have several.
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private final Server jetty;
  private final ServerConnector connector;
  private final Dispatcher dispatcher;
  private final ThreadPoolExecutor workers;
  private final ThreadPoolExecutor streamWorkers;

  private HttpServer(
      String host,
      int port,
      Limits limits,
      List<RouteGroup> groups,
      @Nullable RequestObserver observer) {
    var routes = new Routes(groups);
    workers = pool("worker", limits.workers(), limits.queuedRequests());
    streamWorkers = pool("stream", limits.streamWorkers(), limits.streamWorkers());
    dispatcher = new Dispatcher(routes, limits, workers, streamWorkers, observer);
    // Jetty's own threads select, and run what it finds. Ours do whatever may block, so these need
    // not grow with the load: the selectors, and a few for writes that wait and timeouts.
    var threads = new QueuedThreadPool(limits.selectors() + 6, limits.selectors() + 2);
    threads.setName("http");
    threads.setReservedThreads(
        0); // they would take over selecting while a handler blocks; none does
    jetty = new Server(threads);
    jetty.setHandler(dispatcher);
    jetty.setErrorHandler(new MalformedAnswers(routes.fallbackErrors(), observer));
    jetty.setStopTimeout(0); // close() has drained already
    connector = connector(jetty, limits);
    connector.setHost(host);
    connector.setPort(port);
    jetty.addConnector(connector);
    jetty.addBean(new NetworkConnectionLimit(limits.maxConnections(), connector));
  }

  /// Opens the port.
  ///
  /// @param port 0 for any free one
  /// @param groups at least one; see [RouteGroup] for which words what
  /// @throws UncheckedIOException if the port cannot be opened; nothing is left running then
  /// @throws IllegalArgumentException if two routes have the same method and path
  public static HttpServer start(
      String host,
      int port,
      Limits limits,
      List<RouteGroup> groups,
      @Nullable RequestObserver observer) {
    var server = new HttpServer(host, port, limits, groups, observer);
    try {
      server.jetty.start();
    } catch (Exception e) {
      server.stop();
      throw e instanceof IOException io
          ? new UncheckedIOException("cannot open " + host + ":" + port, io)
          : new IllegalStateException("cannot start on " + host + ":" + port, e);
    }
    server.watchHeads(limits);
    return server;
  }

  /// The port it listens on, also when any free one was asked for.
  public int port() {
    return connector.getLocalPort();
  }

  /// Requests waiting for a worker, for metrics.
  public int queuedRequests() {
    return workers.getQueue().size();
  }

  /// Streams waiting for a stream worker, for metrics.
  public int queuedStreams() {
    return streamWorkers.getQueue().size();
  }

  /// Stops accepting connections, lets requests in flight finish for `drainTimeout` at most, then
  /// closes all connections. Answers given meanwhile tell their callers that the connection closes.
  @Override
  public void close() {
    stopAccepting();
    var _ = connector.shutdown(); // completes when all connections are gone; we wait for less
    try {
      if (!dispatcher.drain()) {
        LOG.warn("requests still in flight after {} are cut off", dispatcher.limits.drainTimeout());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
  }

  /// Closes the port. Without acceptor threads Jetty leaves that to its own stop, which would end
  /// the requests in flight too. And the JDK really closes a port only when its selector looks
  /// again, which one without traffic does not: so it is woken up.
  private void stopAccepting() {
    connector.setAccepting(false);
    if (connector.getTransport() instanceof ServerSocketChannel listening) {
      try {
        listening.close();
      } catch (IOException e) {
        LOG.warn("closing the port", e);
      }
    }
    for (var selector : connector.getSelectorManager().getBeans(ManagedSelector.class)) {
      selector.submit(woken -> {});
    }
  }

  private void stop() {
    try {
      jetty.stop();
    } catch (Exception e) {
      LOG.warn("stopping", e);
    }
    workers.shutdownNow();
    streamWorkers.shutdownNow();
  }

  private static ServerConnector connector(Server jetty, Limits limits) {
    var http = new HttpConfiguration();
    // Headers nobody needs: 60 bytes less to format and send, and no word on what runs here.
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setSendXPoweredBy(false);
    // No cache of header lines: even where all requests of a connection carry the same ones,
    // looking
    // them up in it costs 0.6 µs per request (of about 7) more than parsing them again.
    http.setHeaderCacheSize(0);
    http.setRequestHeaderSize(limits.maxHeadBytes());
    // An encoded slash or percent sign may stand in a path parameter (ids hold them): harmless
    // here,
    // because paths are matched undecoded. Everything else ambiguous is a 400.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "attune",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            // Jetty's own refusal would not know whose API the path is of: see Dispatcher.
            UriCompliance.Violation.BAD_UTF8_ENCODING,
            UriCompliance.Violation.TRUNCATED_UTF8_ENCODING,
            UriCompliance.Violation.UTF16_ENCODINGS));
    // No acceptor thread: the selector accepts, so that on two cores nothing competes with it.
    var connector =
        new ServerConnector(jetty, 0, limits.selectors(), new LegibleTargets(http)) {
          @Override
          protected SocketChannelEndPoint newEndPoint(
              SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            var endPoint = new WatchedEndPoint(channel, selector, key, getScheduler());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
          }
        };
    connector.setIdleTimeout(limits.idleTimeout().toMillis());
    connector.setShutdownIdleTimeout(limits.idleTimeout().toMillis());
    connector.setAcceptQueueSize(1024);
    return connector;
  }

  private void watchHeads(Limits limits) {
    long periodMillis = Math.clamp(limits.headTimeout().toMillis() / 4, 10, 1_000);
    long timeoutNanos = limits.headTimeout().toNanos();
    connector
        .getScheduler()
        .schedule(
            () -> {
              long now = System.nanoTime();
              for (var endPoint : connector.getConnectedEndPoints()) {
                if (endPoint instanceof WatchedEndPoint watched
                    && watched.isHeadSlow(now, timeoutNanos)) {
                  watched.close();
                }
              }
              if (connector.isRunning()) {
                watchHeads(limits);
              }
            },
            periodMillis,
            TimeUnit.MILLISECONDS);
  }

  private static ThreadPoolExecutor pool(String name, int threads, int queued) {
    var pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queued),
            Thread.ofPlatform().name(name + "-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
