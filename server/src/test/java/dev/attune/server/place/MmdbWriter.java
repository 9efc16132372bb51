package dev.attune.server.place;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes small MaxMind DB files, by the format's specification 2.0: a binary tree over the bits of
/// the address in records of 24 bits, 16 zero bytes, the data, a marker, the metadata.
final class MmdbWriter {

  private static final int ABSENT = -1;

  private final int ipVersion;
  private final String type;

  /// Two children each: a node's number, [#ABSENT], or `-2 - offset` of a record in the data.
  private final List<int[]> nodes = new ArrayList<>();

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  MmdbWriter(int ipVersion, String type) {
    this.ipVersion = ipVersion;
    this.type = type;
    nodes.add(new int[] {ABSENT, ABSENT});
  }

  /// @param address 4 bytes, or 16; in a file of IP version 6, IPv4 is at `::/96`
  MmdbWriter put(int[] address, int prefixBits, Map<String, ?> value) {
    int record = -2 - data.size();
    data.writeBytes(encoded(value));
    int at = 0;
    for (int bit = 0; bit < prefixBits - 1; bit++) {
      int side = bit(address, bit);
      if (nodes.get(at)[side] == ABSENT) {
        nodes.get(at)[side] = nodes.size();
        nodes.add(new int[] {ABSENT, ABSENT});
      }
      at = nodes.get(at)[side];
    }
    nodes.get(at)[bit(address, prefixBits - 1)] = record;
    return this;
  }

  Path writeTo(Path file) throws IOException {
    var out = new ByteArrayOutputStream();
    for (var node : nodes) {
      for (int child : node) {
        int value =
            child == ABSENT
                ? nodes.size()
                : child < ABSENT ? nodes.size() + 16 + (-2 - child) : child;
        out.write(value >> 16);
        out.write(value >> 8);
        out.write(value);
      }
    }
    out.writeBytes(new byte[16]);
    out.writeBytes(data.toByteArray());
    out.writeBytes(new byte[] {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF});
    out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("binary_format_major_version", 2);
    metadata.put("binary_format_minor_version", 0);
    metadata.put("build_epoch", 1_781_725_900L);
    metadata.put("database_type", type);
    metadata.put("description", Map.of());
    metadata.put("ip_version", ipVersion);
    metadata.put("languages", List.of());
    metadata.put("node_count", (long) nodes.size());
    metadata.put("record_size", 24);
    out.writeBytes(encoded(metadata));
    return Files.write(file, out.toByteArray());
  }

  private static int bit(int[] address, int index) {
    return (address[index / 8] >> (7 - index % 8)) & 1;
  }

  /// Integers are written as uint16, longs as uint64.
  private static byte[] encoded(Object value) {
    var out = new ByteArrayOutputStream();
    switch (value) {
      case String text -> {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        control(out, 2, bytes.length);
        out.writeBytes(bytes);
      }
      case Integer number -> {
        control(out, 5, 2);
        out.write(number >> 8);
        out.write(number);
      }
      case Long number -> {
        control(out, 9, 8);
        for (int shift = 56; shift >= 0; shift -= 8) {
          out.write((int) (number >> shift));
        }
      }
      case Map<?, ?> map -> {
        control(out, 7, map.size());
        map.forEach((key, item) -> {
          out.writeBytes(encoded(key));
          out.writeBytes(encoded(item));
        });
      }
      case List<?> list -> {
        control(out, 11, list.size());
        list.forEach(item -> out.writeBytes(encoded(item)));
      }
      default -> throw new IllegalArgumentException("cannot write " + value);
    }
    return out.toByteArray();
  }

  private static void control(ByteArrayOutputStream out, int type, int size) {
    if (size >= 29 + 256) {
      throw new IllegalArgumentException("too long for this small writer: " + size);
    }
    out.write((type > 7 ? 0 : type << 5) | Math.min(size, 29));
    if (type > 7) {
      out.write(type - 7);
    }
    if (size >= 29) {
      out.write(size - 29);
    }
  }
}
