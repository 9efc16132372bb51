package dev.attune.server.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A connection on which a test sends exactly the bytes it means. Reading gives up after 20 s, so
/// that a missing answer is a failure and not a hang.
final class RawClient implements AutoCloseable {
  /// An answer as it stood on the wire.
  record Answer(String statusLine, List<String> headers, String body) {
    int status() {
      return Integer.parseInt(statusLine.substring(9, 12));
    }
  }

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
      socket.setTcpNoDelay(true);
      in = socket.getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /// Sends a whole request without body.
  Answer get(String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n").read();
  }

  Answer read() throws IOException {
    return read(true);
  }

  /// @param bodyFollows false for the answer to a HEAD
  Answer read(boolean bodyFollows) throws IOException {
    var statusLine = line();
    var headers = new ArrayList<String>();
    for (var header = line(); !header.isEmpty(); header = line()) {
      headers.add(header);
    }
    var body = "";
    for (var header : headers) {
      if (bodyFollows && header.startsWith("Content-Length: ")) {
        body = bytes(Integer.parseInt(header.substring(16)));
      } else if (bodyFollows && header.equalsIgnoreCase("Transfer-Encoding: chunked")) {
        body = chunks();
      }
    }
    return new Answer(statusLine, headers, body);
  }

  private String chunks() throws IOException {
    var body = new StringBuilder();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.append(bytes(size));
      line();
    }
    line();
    return body.toString();
  }

  private String bytes(int count) throws IOException {
    var bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("after " + bytes.length + " bytes of " + count);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("connection closed after: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /// Everything up to the end of the connection, however it ends.
  String readToEnd() throws IOException {
    var all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException reset) {
      // the server closed while bytes of ours were unread: also an end
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  boolean isClosedByServer() throws IOException {
    return readToEnd().isEmpty();
  }

  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
