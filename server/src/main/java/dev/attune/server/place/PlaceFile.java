package dev.attune.server.place;

import com.maxmind.db.ClosedDatabaseException;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import dev.attune.engine.visit.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One MaxMind DB (`.mmdb`) file. Safe for many threads.
///
/// There are two ways such files spell a place, and [#schemaOf] finds out once, at opening, which
/// one this is; afterwards only the wanted fields are decoded (of a GeoIP2 city record, 4.5 KB of
/// garbage in place of 20 KB).
final class PlaceFile implements AutoCloseable {

  /// How many records are looked at to find the schema. MaxMind's files hold a few without a
  /// country.
  private static final int PROBED_RECORDS = 1_000;

  private enum Schema {
    /// `country_code`, `state1` or `region`, `city`: plain strings (ip-location-db).
    FLAT,
    /// `country.iso_code`, `subdivisions[0].iso_code`, `city.names.en` (MaxMind, DB-IP).
    NESTED
  }

  private final Reader reader;
  private final Schema schema;

  private PlaceFile(Reader reader, Schema schema) {
    this.reader = reader;
    this.schema = schema;
  }

  /// Maps the file into memory; nothing of it is on the heap. It may be replaced by renaming
  /// another over it, never by writing into it, while it is open.
  ///
  /// @throws PlaceFileException if there is no such file, or it holds no countries
  static PlaceFile map(Path path) {
    Reader reader;
    try {
      reader = new Reader(path.toFile());
    } catch (IOException | RuntimeException e) {
      throw new PlaceFileException(
          "ATTUNE_GEOIP_DATABASE is %s, which cannot be read as a MaxMind DB (.mmdb) file: %s. Name a file that this user may read, or unset it to know countries only"
              .formatted(path, reason(e)),
          e);
    }
    try {
      return new PlaceFile(reader, schemaOf(reader));
    } catch (UnknownSchema | RuntimeException e) {
      close(reader);
      throw new PlaceFileException(
          "ATTUNE_GEOIP_DATABASE is %s, of type '%s': %s. Name a file of cities or countries, such as GeoLite2-City.mmdb, or unset it to know countries only"
              .formatted(path, reader.getMetadata().databaseType(), reason(e)),
          e);
    }
  }

  /// Reads the flat file into the heap: inside a jar it cannot be mapped.
  static PlaceFile flatInMemory(InputStream file) throws IOException {
    return new PlaceFile(new Reader(file), Schema.FLAT);
  }

  /// The parts that the file knows, [Place#UNKNOWN] if none.
  ///
  /// @throws IOException if this part of the file is damaged
  Place of(InetAddress address) throws IOException {
    if (address instanceof Inet6Address && reader.getMetadata().ipVersion() == 4) {
      return Place.UNKNOWN;
    }
    try {
      return switch (schema) {
        case FLAT -> placeOf(reader.get(address, Flat.class));
        case NESTED -> placeOf(reader.get(address, Nested.class));
      };
    } catch (RuntimeException e) {
      // From damaged bytes the library throws many kinds, some of which it does not export.
      throw new IOException("a record of an unexpected shape", e);
    }
  }

  /// Such as `GeoLite2-City of 2026-06-17`.
  String description() {
    var metadata = reader.getMetadata();
    return metadata.databaseType() + " of " + metadata.buildTime().toString().substring(0, 10);
  }

  @Override
  public void close() {
    close(reader);
  }

  private static void close(Reader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema schemaOf(Reader reader) throws UnknownSchema {
    try {
      var networks = reader.networks(Map.class);
      for (int i = 0; i < PROBED_RECORDS && networks.hasNext(); i++) {
        var data = networks.next().data();
        if (data.get("country_code") instanceof String) {
          return Schema.FLAT;
        }
        if (data.get("country") instanceof Map<?, ?> country && country.containsKey("iso_code")) {
          return Schema.NESTED;
        }
      }
    } catch (InvalidNetworkException | InvalidDatabaseException | ClosedDatabaseException e) {
      throw new UnknownSchema(reason(e), e);
    }
    throw new UnknownSchema("it has neither country_code nor country.iso_code", null);
  }

  private static String reason(Exception e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static Place placeOf(@Nullable Flat flat) {
    if (flat == null) {
      return Place.UNKNOWN;
    }
    var region = present(flat.state1()) == null ? flat.region() : flat.state1();
    return place(flat.country(), region, flat.city());
  }

  private static Place placeOf(@Nullable Nested nested) {
    if (nested == null) {
      return Place.UNKNOWN;
    }
    var country = nested.country() == null ? null : nested.country().isoCode();
    var subdivisions = nested.subdivisions();
    // The first is the widest: Scotland before Fife.
    var region =
        subdivisions == null || subdivisions.isEmpty() ? null : subdivisions.getFirst().isoCode();
    var names = nested.city() == null ? null : nested.city().names();
    return place(country, region, names == null ? null : names.en());
  }

  private static Place place(
      @Nullable String country, @Nullable String region, @Nullable String city) {
    return new Place(upper(country), upper(region), present(city));
  }

  private static @Nullable String upper(@Nullable String text) {
    var some = present(text);
    return some == null ? null : some.toUpperCase(Locale.ROOT);
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  // Public because the library constructs them; still unseen outside, like this class.

  /// A flat record.
  public record Flat(
      @MaxMindDbParameter(name = "country_code") @Nullable String country,
      @MaxMindDbParameter(name = "state1") @Nullable String state1,
      @MaxMindDbParameter(name = "region") @Nullable String region,
      @MaxMindDbParameter(name = "city") @Nullable String city) {}

  /// A record of MaxMind.
  public record Nested(
      @MaxMindDbParameter(name = "country") @Nullable Division country,
      @MaxMindDbParameter(name = "subdivisions") @Nullable List<Division> subdivisions,
      @MaxMindDbParameter(name = "city") @Nullable City city) {}

  /// A country or a part of one.
  public record Division(@MaxMindDbParameter(name = "iso_code") @Nullable String isoCode) {}

  /// A city.
  public record City(@MaxMindDbParameter(name = "names") @Nullable Names names) {}

  /// The names of a city by language.
  public record Names(@MaxMindDbParameter(name = "en") @Nullable String en) {}

  private static final class UnknownSchema extends Exception {
    private static final long serialVersionUID = 1;

    UnknownSchema(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
