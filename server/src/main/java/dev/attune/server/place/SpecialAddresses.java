package dev.attune.server.place;

import java.net.InetAddress;
import java.util.List;

/// Addresses that belong to nobody in particular, so to no country: private networks, loopback,
/// examples. The bundled file gives countries to some of them (192.168.0.0/16 is Australia, the
/// home of the registry that its WHOIS record names), so they are kept from it. A user's own file
/// is asked about them: it may place the offices of a company.
///
/// Source: the IANA registries of special-purpose addresses for
/// [IPv4](https://www.iana.org/assignments/iana-ipv4-special-registry) and
/// [IPv6](https://www.iana.org/assignments/iana-ipv6-special-registry), and multicast.
final class SpecialAddresses {

  private static final List<Block> BLOCKS =
      List.of(
          block("0.0.0.0", 8),
          block("10.0.0.0", 8),
          block("100.64.0.0", 10),
          block("127.0.0.0", 8),
          block("169.254.0.0", 16),
          block("172.16.0.0", 12),
          block("192.0.0.0", 24),
          block("192.0.2.0", 24),
          block("192.168.0.0", 16),
          block("198.18.0.0", 15),
          block("198.51.100.0", 24),
          block("203.0.113.0", 24),
          block("224.0.0.0", 3),
          block("::", 127),
          block("100::", 64),
          block("2001:db8::", 32),
          block("3fff::", 20),
          block("fc00::", 7),
          block("fe80::", 10),
          block("ff00::", 8));

  private SpecialAddresses() {}

  static boolean contain(InetAddress address) {
    var bytes = address.getAddress();
    for (var block : BLOCKS) {
      if (block.contains(bytes)) {
        return true;
      }
    }
    return false;
  }

  private static Block block(String first, int prefixBits) {
    return new Block(InetAddress.ofLiteral(first), prefixBits);
  }

  private record Block(InetAddress first, int prefixBits) {

    boolean contains(byte[] address) {
      var start = first.getAddress();
      if (start.length != address.length) {
        return false;
      }
      int whole = prefixBits / 8;
      for (int i = 0; i < whole; i++) {
        if (start[i] != address[i]) {
          return false;
        }
      }
      int rest = prefixBits % 8;
      return rest == 0 || ((start[whole] ^ address[whole]) & 0xFF) >> (8 - rest) == 0;
    }
  }
}
