package dev.attune.server.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.attune.engine.visit.Device;
import java.util.Locale;

/// What user agents say of the device, from a small table of tokens. Safe for many threads.
///
/// Names and what they cover: docs/place-and-device.md.
public final class Devices {

  /// Longer ones are cut; real ones have some 100 to 400 characters.
  private static final int MAX_CHARS = 1_024;

  /// With keys of at most [#MAX_CHARS], at most about 12 MB; with real user agents about 2 MB.
  private static final int MAX_CACHED = 10_000;

  private final Cache<String, Device> cache =
      Caffeine.newBuilder().maximumSize(MAX_CACHED).executor(Runnable::run).build();

  /// @return [Device#UNKNOWN] for a blank text, a device of type `OTHER` for one that says nothing
  public Device of(String userAgent) {
    var text = userAgent.length() > MAX_CHARS ? userAgent.substring(0, MAX_CHARS) : userAgent;
    return cache.get(text, Devices::read);
  }

  static Device read(String userAgent) {
    if (userAgent.isBlank()) {
      return Device.UNKNOWN;
    }
    var text = userAgent.toLowerCase(Locale.ROOT);
    return new Device(Types.of(text), Systems.of(text), Browsers.of(text));
  }
}
