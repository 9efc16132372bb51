package dev.attune.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A running nginx of our own, on a port that was free.
public final class Nginx implements AutoCloseable {
  private static final int TRIES = 100;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts it and waits until it listens, five seconds at the most.
  ///
  /// @param directory an empty one for its files
  /// @param body what it answers
  public static Nginx start(Path program, Path directory, String body)
      throws IOException, InterruptedException {
    int port = Ports.free();
    Files.writeString(directory.resolve("nginx.conf"), NginxConfig.answering(port, body), UTF_8);
    var process =
        new ProcessBuilder(program.toString(), "-p", directory.toString(), "-c", "nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nginx.log").toFile())
            .start();
    var nginx = new Nginx(process, port);
    try {
      nginx.awaitListening(directory.resolve("nginx.log"));
    } catch (IOException | InterruptedException | RuntimeException failure) {
      nginx.close();
      throw failure;
    }
    return nginx;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public Contestant contestant() {
    return new Contestant(base(), process.toHandle());
  }

  private void awaitListening(Path log) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException("nginx ended at once: " + Files.readString(log, UTF_8));
      }
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        return;
      } catch (IOException notYet) {
        if (i == TRIES - 1) {
          throw new IOException("nginx does not listen on port " + port, notYet);
        }
      }
    }
  }

  /// Waits until it has ended: its workers go with it.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
