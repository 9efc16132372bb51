package dev.attune.server.place;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.attune.engine.visit.Place;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where IP addresses are. Safe for many threads; asks nobody over the network, not even DNS.
///
/// Countries come from a file inside the jar. It takes 7.8 MB of heap and about 0.15 s to read,
/// since what is in a jar cannot be mapped, so it is read by the first lookup that needs it: a
/// server without place rules, or with a user's file that knows every country asked for, never
/// pays. The user's file is mapped.
public final class Places implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Places.class);

  /// Refreshing it: docs/place-and-device.md.
  private static final String BUNDLED = "country.mmdb";

  /// The longest literal: `0000:0000:0000:0000:0000:ffff:255.255.255.255`.
  private static final int MAX_LITERAL_CHARS = 45;

  /// About 3 MB when full.
  private static final int MAX_CACHED = 10_000;

  private final @Nullable PlaceFile userFile;
  private final AtomicBoolean damageLogged = new AtomicBoolean();
  private final Object readingBundled = new Object();
  private volatile @Nullable PlaceFile bundled;
  private final Cache<String, Place> cache =
      Caffeine.newBuilder().maximumSize(MAX_CACHED).executor(Runnable::run).build();

  private Places(@Nullable PlaceFile userFile) {
    this.userFile = userFile;
  }

  /// @param userFile asked first, for country, region and city; without it only countries are known
  /// @throws PlaceFileException if that file cannot be used
  public static Places open(@Nullable Path userFile) {
    if (Places.class.getResource(BUNDLED) == null) {
      throw new IllegalStateException("this jar was built without " + BUNDLED);
    }
    return new Places(userFile == null ? null : PlaceFile.map(userFile));
  }

  /// @param ipAddress an IPv4 or IPv6 literal, IPv4-mapped IPv6 too
  /// @return [Place#UNKNOWN] for anything else, and for addresses that are nowhere, such as
  ///   10.0.0.1
  public Place of(String ipAddress) {
    // A scope (fe80::1%eth0) would make the JDK look through this machine's interfaces.
    if (ipAddress.length() > MAX_LITERAL_CHARS || ipAddress.indexOf('%') >= 0) {
      return Place.UNKNOWN;
    }
    return cache.get(ipAddress, this::lookUp);
  }

  /// Which files answer, for the log and the readiness document.
  public String description() {
    var file = userFile;
    return file == null
        ? "countries from the bundled file; no regions or cities, since ATTUNE_GEOIP_DATABASE is not set"
        : file.description() + ", then the bundled file for countries it lacks";
  }

  @Override
  public void close() {
    var file = userFile;
    if (file != null) {
      file.close();
    }
    synchronized (readingBundled) {
      var read = bundled;
      if (read != null) {
        read.close();
      }
    }
  }

  private Place lookUp(String ipAddress) {
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(ipAddress);
    } catch (IllegalArgumentException notAnAddress) {
      return Place.UNKNOWN;
    }
    var file = userFile;
    var place = file == null ? Place.UNKNOWN : ask(file, address);
    if (place.country() != null || SpecialAddresses.contain(address)) {
      return place;
    }
    return new Place(ask(bundled(), address).country(), place.region(), place.city());
  }

  /// A damaged record is no reason to fail a request: the place is unknown, and the log says so
  /// once.
  private Place ask(PlaceFile file, InetAddress address) {
    try {
      return file.of(address);
    } catch (IOException e) {
      if (damageLogged.compareAndSet(false, true)) {
        LOG.error(
            "{} is damaged; places it cannot tell are unknown. Download it again",
            file.description(),
            e);
      }
      return Place.UNKNOWN;
    }
  }

  /// Reads the bundled file now, so that no request waits for it. Worth it where a rule asks for
  /// places: it takes about a tenth of a second and 8 MB.
  public void prepare() {
    var _ = bundled();
  }

  private PlaceFile bundled() {
    var read = bundled;
    if (read != null) {
      return read;
    }
    synchronized (readingBundled) {
      if (bundled == null) {
        bundled = readBundled();
      }
      return bundled;
    }
  }

  private static PlaceFile readBundled() {
    try (var file = Places.class.getResourceAsStream(BUNDLED)) {
      if (file == null) {
        throw new FileNotFoundException(BUNDLED);
      }
      return PlaceFile.flatInMemory(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
