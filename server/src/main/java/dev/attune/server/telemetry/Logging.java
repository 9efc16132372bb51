package dev.attune.server.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/// Logs to standard error, as text or as JSON. Found by Logback through `META-INF/services`, when
/// the first logger is made: reading a configuration file would take a fifth of the whole start.
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String FORMAT = "attune.log.format";
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0} %msg%n";

  /// Must be called before the first logger is made.
  ///
  /// @param json else text
  public static void format(boolean json) {
    System.setProperty(FORMAT, json ? "json" : "text");
  }

  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    var encoder = "json".equals(System.getProperty(FORMAT)) ? json() : text();
    encoder.setContext(loggers);
    encoder.start();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(loggers);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    var root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(console);
    loggers.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Encoder<ILoggingEvent> json() {
    var encoder = new JsonEncoder();
    encoder.setWithSequenceNumber(false);
    encoder.setWithContext(false);
    return encoder;
  }

  private static Encoder<ILoggingEvent> text() {
    var encoder = new PatternLayoutEncoder();
    encoder.setPattern(PATTERN);
    return encoder;
  }
}
