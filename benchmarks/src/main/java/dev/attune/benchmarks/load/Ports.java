package dev.attune.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports on the loopback address.
final class Ports {
  private Ports() {}

  /// One that nobody listened on a moment ago.
  static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
