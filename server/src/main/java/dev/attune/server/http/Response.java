package dev.attune.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer: status, headers and a body that is either bytes, sent with their length and in one
/// write with the head, or [streamed][Stream].
///
/// Immutable but for the array it is given: the array belongs to the answer until that is written,
/// which may be after the handler returned, so it must not be changed or reused.
public final class Response {
  /// Writes a body of unknown length. Runs on the thread of the handler, after it returned; what it
  /// throws breaks the connection off, so that the other end never takes half an answer for a
  /// whole.
  @FunctionalInterface
  public interface Stream {
    /// @param out buffered; need not be closed
    void writeTo(OutputStream out) throws IOException;
  }

  private static final byte[] NO_BYTES = {};

  private final int status;
  private final @Nullable ContentType type;
  private final byte[] bytes;
  private final int length;
  private final @Nullable Stream stream;
  private final List<Header> headers;

  private Response(
      int status,
      @Nullable ContentType type,
      byte[] bytes,
      int length,
      @Nullable Stream stream,
      List<Header> headers) {
    this.status = status;
    this.type = type;
    this.bytes = bytes;
    this.length = length;
    this.stream = stream;
    this.headers = headers;
  }

  public static Response of(int status, ContentType type, byte[] body) {
    return of(status, type, body, body.length);
  }

  /// The first `length` bytes of a buffer that may be larger, so that whoever built it need not
  /// trim.
  public static Response of(int status, ContentType type, byte[] buffer, int length) {
    if (length < 0 || length > buffer.length) {
      throw new IllegalArgumentException(length + " bytes of " + buffer.length);
    }
    return new Response(status, type, buffer, length, null, List.of());
  }

  public static Response of(int status, ContentType type, String body) {
    return of(status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  /// For routes that do not run [inline][Runs#INLINE]. Sent in chunks.
  public static Response streamed(int status, ContentType type, Stream stream) {
    return new Response(status, type, NO_BYTES, 0, stream, List.of());
  }

  /// Without a body, such as 204 or 304.
  public static Response empty(int status) {
    return new Response(status, null, NO_BYTES, 0, null, List.of());
  }

  /// The same with one more header.
  public Response with(Header header) {
    if (headers.isEmpty()) {
      return new Response(status, type, bytes, length, stream, List.of(header));
    }
    var more = new ArrayList<Header>(headers.size() + 1);
    more.addAll(headers);
    more.add(header);
    return new Response(status, type, bytes, length, stream, more);
  }

  public Response with(String name, String value) {
    return with(Header.of(name, value));
  }

  public int status() {
    return status;
  }

  /// Null if there is no body.
  public @Nullable ContentType type() {
    return type;
  }

  public List<Header> headers() {
    return List.copyOf(headers);
  }

  /// A copy of the body; empty if it is streamed.
  public byte[] body() {
    return Arrays.copyOf(bytes, length);
  }

  /// Null unless the body is streamed.
  public @Nullable Stream stream() {
    return stream;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  List<Header> sharedHeaders() {
    return headers;
  }
}
