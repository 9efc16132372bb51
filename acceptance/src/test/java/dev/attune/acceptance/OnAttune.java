package dev.attune.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one server of the run as a parameter of type [Attune], and shows what any server
/// logged during a test that failed. Tests keep apart by having a workspace each.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnAttune.Servers.class)
@interface OnAttune {

  final class Servers
      implements ParameterResolver, BeforeTestExecutionCallback, AfterTestExecutionCallback {
    private static final Namespace OURS = Namespace.create(OnAttune.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Attune.class;
    }

    @Override
    public Attune resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(OURS)
          .computeIfAbsent(Shared.class, _ -> new Shared(), Shared.class)
          .attune();
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
      var _ = Attune.news();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
      if (context.getExecutionException().isPresent()) {
        Attune.news().forEach(System.out::println);
      }
    }
  }

  /// JUnit closes it when all tests are done.
  final class Shared implements AutoCloseable {
    private static final String PLACES =
        "server/src/test/resources/dev/attune/server/place/GeoIP2-City-Test.mmdb";

    private final Path folder;
    private @Nullable Attune attune;
    private @Nullable Exception failure;

    Shared() {
      try {
        folder = Files.createTempDirectory("attune-acceptance");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      try {
        attune =
            Attune.start(
                folder, Map.of("ATTUNE_GEOIP_DATABASE", Attune.ROOT.resolve(PLACES).toString()));
      } catch (IOException | IllegalStateException e) {
        failure = e; // said by each test, but tried once
      }
    }

    Attune attune() {
      if (attune == null) {
        throw new IllegalStateException("the server of the run did not start", failure);
      }
      return attune;
    }

    @Override
    public void close() throws IOException {
      if (attune != null) {
        attune.close();
      }
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
