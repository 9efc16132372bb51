package dev.attune.server.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.visit.Place;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class PlacesTest {

  private static final int[] TEN_1 = {10, 1, 0, 0};
  private static final int[] TOKYO_UNIVERSITY = {133, 11, 0, 0};

  @TempDir Path directory;
  private @Nullable Places opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private Places open(@Nullable Path userFile) {
    opened = Places.open(userFile);
    return opened;
  }

  private static Place country(String code) {
    return new Place(code, null, null);
  }

  /// Blocks that universities, carriers and registries have held for decades.
  @Nested
  class TheBundledFile {

    @ParameterizedTest
    @CsvSource({
      "8.8.8.8, US",
      "18.0.0.1, US",
      "53.0.0.1, DE",
      "129.132.1.1, CH",
      "130.54.1.1, JP",
      "133.11.0.1, JP",
      "143.107.1.1, BR",
      "193.0.6.139, NL",
      "172.15.255.255, US",
      "172.32.0.1, US",
      "41.0.0.1, ZA",
      "49.36.1.1, IN",
      "59.88.0.1, IN",
      "117.192.0.1, IN",
    })
    void knowsCountriesOfIpv4(String address, String country) {
      assertThat(open(null).of(address)).isEqualTo(country(country));
    }

    @ParameterizedTest
    @CsvSource({
      "2001:4860:4860::8888, US",
      "2001:620::1, CH",
      "2001:67c:2e8::1, NL",
      "2405:200::1, IN",
      "2409:4000::1, IN",
      "2804::1, BR",
      "2804:0:0:0:0:0:0:1, BR",
    })
    void knowsCountriesOfIpv6(String address, String country) {
      assertThat(open(null).of(address)).isEqualTo(country(country));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "::ffff:133.11.0.1",
          "::FFFF:850b:1",
          "0000:0000:0000:0000:0000:ffff:133.11.0.1"
        })
    void takesAnIpv4MappedAddressAsIpv4(String address) {
      assertThat(open(null).of(address)).isEqualTo(country("JP"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0.0.0.0",
          "10.0.0.1",
          "100.127.255.255",
          "127.0.0.1",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.1.1",
          "::ffff:192.168.1.1",
          "198.51.100.7",
          "203.0.113.9",
          "239.1.1.1",
          "255.255.255.255",
          "::",
          "::1",
          "fe80::1",
          "fd00::1",
          "2001:db8::1"
        })
    void knowsNoPlaceForAddressesThatBelongToNobody(String address) {
      assertThat(open(null).of(address)).isEqualTo(Place.UNKNOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "example.com",
        "8.8.8.8 ",
        "8.8.8.8:80",
        "8.8.8.8, 10.0.0.1",
        "8.8.8.256",
        "2001:4860:4860::8888%1",
        "2001:4860:4860::8888%eth0",
        "unknown",
        "\0"
      })
  void whatIsNotAnAddressIsNowhere(String text) {
    assertThat(open(null).of(text)).isEqualTo(Place.UNKNOWN);
  }

  @Test
  void aVeryLongTextIsNowhere() {
    assertThat(open(null).of("8".repeat(1_000_000))).isEqualTo(Place.UNKNOWN);
  }

  @Test
  void theSecondLookupAnswersTheSameObject() {
    var places = open(null);
    assertThat(places.of("8.8.8.8")).isSameAs(places.of("8.8.8.8"));
  }

  /// MaxMind's own test file: their addresses and what they say of them.
  @Nested
  class AFileOfMaxMind {

    private static Path file() {
      try {
        var url = PlacesTest.class.getResource("GeoIP2-City-Test.mmdb");
        assertThat(url).isNotNull();
        return Path.of(url.toURI());
      } catch (URISyntaxException e) {
        throw new AssertionError(e);
      }
    }

    @ParameterizedTest
    @CsvSource(
        nullValues = "-",
        value = {
          "81.2.69.142, GB, ENG, London",
          "2.125.160.216, GB, ENG, Boxford",
          "89.160.20.112, SE, E, Linköping",
          "216.160.83.56, US, WA, Milton",
          "2001:218::1, JP, -, -",
          "::ffff:81.2.69.142, GB, ENG, London",
        })
    void givesCountryRegionAndCity(
        String address, String country, @Nullable String region, @Nullable String city) {
      assertThat(open(file()).of(address)).isEqualTo(new Place(country, region, city));
    }

    @Test
    void leavesTheCountryToTheBundledFileWhereItHasNone() {
      var places = open(file());
      assertThat(places.of("133.11.0.1")).isEqualTo(country("JP"));
      assertThat(places.of("10.0.0.1")).isEqualTo(Place.UNKNOWN);
    }

    @Test
    void isNamedInTheDescription() {
      assertThat(open(file()).description()).startsWith("GeoIP2-City of 2");
      assertThat(Places.open(null).description()).contains("ATTUNE_GEOIP_DATABASE is not set");
    }
  }

  @Test
  void aFlatFileGivesCountryRegionAndCity() throws IOException {
    var file =
        new MmdbWriter(4, "city")
            .put(
                TEN_1,
                16,
                Map.of("country_code", "in", "state1", "Karnataka", "city", "Bengaluru", "asn", 7L))
            .put(
                new int[] {10, 2, 0, 0},
                16,
                Map.of("country_code", "US", "state1", "", "region", "CA", "city", ""))
            .writeTo(directory.resolve("flat.mmdb"));
    var places = open(file);
    assertThat(places.of("10.1.2.3")).isEqualTo(new Place("IN", "KARNATAKA", "Bengaluru"));
    assertThat(places.of("10.2.2.3")).isEqualTo(new Place("US", "CA", null));
    assertThat(places.of("10.3.2.3")).isEqualTo(Place.UNKNOWN);
  }

  @Test
  void aCityWithoutCountryKeepsItsCityAndGetsTheBundledCountry() throws IOException {
    var tokyo =
        Map.of(
            "city", Map.of("names", Map.of("de", "Tokio", "en", "Tokyo")),
            "subdivisions", List.of(Map.of("iso_code", "13"), Map.of("iso_code", "99")));
    var file =
        new MmdbWriter(4, "nested")
            .put(TOKYO_UNIVERSITY, 16, tokyo)
            .put(TEN_1, 16, Map.of("country", Map.of("iso_code", "FR")))
            .writeTo(directory.resolve("nested.mmdb"));
    var places = open(file);
    assertThat(places.of("133.11.0.1")).isEqualTo(new Place("JP", "13", "Tokyo"));
    assertThat(places.of("10.1.0.1")).isEqualTo(country("FR"));
  }

  @Test
  void aFileOfIpv4OnlyLeavesIpv6ToTheBundledFile() throws IOException {
    var file =
        new MmdbWriter(4, "v4")
            .put(TEN_1, 16, Map.of("country_code", "FR"))
            .writeTo(directory.resolve("v4.mmdb"));
    assertThat(open(file).of("2804::1")).isEqualTo(country("BR"));
  }

  @Test
  void aDamagedRecordIsNoFailureAndTheBundledFileStillAnswers() throws IOException {
    var file =
        new MmdbWriter(4, "odd")
            .put(TEN_1, 16, Map.of("country_code", "FR"))
            .put(TOKYO_UNIVERSITY, 16, Map.of("country_code", Map.of("not", "a string")))
            .writeTo(directory.resolve("odd.mmdb"));
    var places = open(file);
    assertThat(places.of("133.11.0.1")).isEqualTo(country("JP"));
    assertThat(places.of("10.1.0.1")).isEqualTo(country("FR"));
  }

  @Test
  void aMissingFileStopsTheStartAndSaysWhatToDo() {
    assertThatThrownBy(() -> Places.open(directory.resolve("no.mmdb")))
        .isInstanceOf(PlaceFileException.class)
        .hasMessageContaining("ATTUNE_GEOIP_DATABASE is " + directory.resolve("no.mmdb"))
        .hasMessageContaining("unset it");
  }

  @Test
  void aDirectoryStopsTheStart() {
    assertThatThrownBy(() -> Places.open(directory)).isInstanceOf(PlaceFileException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, 100_000})
  void aFileThatIsNoMmdbStopsTheStart(int length) throws IOException {
    var file = Files.write(directory.resolve("noise.mmdb"), new byte[length]);
    assertThatThrownBy(() -> Places.open(file))
        .isInstanceOf(PlaceFileException.class)
        .hasMessageContaining("cannot be read as a MaxMind DB");
  }

  @Test
  void aTruncatedFileStopsTheStart() throws IOException {
    var whole = Files.readAllBytes(AFileOfMaxMind.file());
    var file = Files.write(directory.resolve("half.mmdb"), java.util.Arrays.copyOf(whole, 11_000));
    assertThatThrownBy(() -> Places.open(file)).isInstanceOf(PlaceFileException.class);
  }

  @Test
  void aFileOfSomethingElseThanPlacesStopsTheStart() throws IOException {
    var file =
        new MmdbWriter(4, "GeoLite2-ASN")
            .put(TEN_1, 16, Map.of("autonomous_system_number", 64_512))
            .writeTo(directory.resolve("asn.mmdb"));
    assertThatThrownBy(() -> Places.open(file))
        .isInstanceOf(PlaceFileException.class)
        .hasMessageContaining("'GeoLite2-ASN'")
        .hasMessageContaining("neither country_code nor country.iso_code");
  }
}
