package dev.attune.server.telemetry;

import dev.attune.server.http.ContentType;
import dev.attune.server.http.Request;
import dev.attune.server.http.RequestObserver;
import dev.attune.server.http.Response;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What the server counts of itself, for Prometheus.
public final class Metrics implements RequestObserver, AutoCloseable {
  private static final ContentType PROMETHEUS = ContentType.of("text/plain; version=0.0.4");

  private record Answer(String route, int status) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentHashMap<Answer, Timer> timers = new ConcurrentHashMap<>();
  private final JvmGcMetrics collections = new JvmGcMetrics();

  public Metrics() {
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /// `attune_http_requests_seconds` by route and status.
  @Override
  public void answered(String route, int status, long nanos) {
    timers
        .computeIfAbsent(new Answer(route, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Answer answer) {
    return Timer.builder("attune.http.requests")
        .tag("route", answer.route())
        .tag("status", Integer.toString(answer.status()))
        .register(registry);
  }

  /// Counts what somebody else keeps count of.
  ///
  /// @param count never goes down
  public void watch(String name, String description, LongSupplier count) {
    FunctionCounter.builder(name, count, LongSupplier::getAsLong)
        .description(description)
        .register(registry);
  }

  /// `GET /metrics`.
  public Response scrape(Request request) {
    return Response.of(200, PROMETHEUS, registry.scrape());
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
