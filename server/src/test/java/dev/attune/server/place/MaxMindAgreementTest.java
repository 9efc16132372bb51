package dev.attune.server.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.maxmind.db.Reader;
import dev.attune.engine.visit.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How often the place of an address is the one that MaxMind's test file of cities says, over all
/// of its networks: with that file in use, and with the bundled one.
@NullMarked
class MaxMindAgreementTest {

  @Test
  void theFileInUseIsReadAsItIsWritten() throws Exception {
    try (var places = Places.open(file());
        var reader = new Reader(file().toFile())) {
      var countries = new Rate();
      var regions = new Rate();
      var cities = new Rate();
      var networks = reader.networks(Map.class);
      while (networks.hasNext()) {
        var network = networks.next();
        var said = placeOf(network.data());
        var ours = places.of(network.network().networkAddress().getHostAddress());
        countries.count(said.country(), ours.country());
        regions.count(said.region(), ours.region());
        cities.count(said.city(), ours.city());
      }
      System.out.printf(
          "MaxMind's test file in use: country %s, region %s, city %s%n",
          countries, regions, cities);
      for (var rate : List.of(countries, regions, cities)) {
        assertThat(rate.agreed).isEqualTo(rate.seen);
      }
      assertThat(countries.seen).isGreaterThan(200);
    }
  }

  /// Its countries are partly made up, so this only shows about how often the two agree.
  @Test
  void theBundledFileKnowsMostOfItsCountries() throws Exception {
    try (var places = Places.open(null);
        var reader = new Reader(file().toFile())) {
      var countries = new Rate();
      var networks = reader.networks(Map.class);
      while (networks.hasNext()) {
        var network = networks.next();
        var ours = places.of(network.network().networkAddress().getHostAddress());
        countries.count(placeOf(network.data()).country(), ours.country());
      }
      System.out.printf("MaxMind's test file against the bundled one: country %s%n", countries);
      assertThat(countries.share()).isGreaterThan(0.5);
    }
  }

  private static Path file() throws Exception {
    var url = MaxMindAgreementTest.class.getResource("GeoIP2-City-Test.mmdb");
    return Path.of(Objects.requireNonNull(url).toURI());
  }

  /// Read field by field, not by the code that is tested.
  private static Place placeOf(Map<?, ?> record) {
    var subdivisions = record.get("subdivisions") instanceof List<?> all ? all : List.of();
    return new Place(
        text(record.get("country"), "iso_code"),
        subdivisions.isEmpty() ? null : text(subdivisions.getFirst(), "iso_code"),
        record.get("city") instanceof Map<?, ?> city ? text(city.get("names"), "en") : null);
  }

  private static @Nullable String text(@Nullable Object map, String name) {
    return map instanceof Map<?, ?> fields && fields.get(name) instanceof String text ? text : null;
  }

  /// Of the networks of which the file says it.
  private static final class Rate {
    private int seen;
    private int agreed;

    void count(@Nullable String said, @Nullable String ours) {
      if (said != null) {
        seen++;
        agreed += said.equals(ours) ? 1 : 0;
      }
    }

    double share() {
      return agreed / (double) seen;
    }

    @Override
    public String toString() {
      return String.format("%.4f of %d", share(), seen);
    }
  }
}
