package dev.attune.acceptance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/// Whether somebody listens.
final class Ports {
  private static final int PATIENCE_MILLIS = 5_000;

  private Ports() {}

  static boolean isOpen(URI server) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
