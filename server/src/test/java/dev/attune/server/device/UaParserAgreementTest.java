package dev.attune.server.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ua_parser.Client;
import ua_parser.Parser;

/// Holds the table against ua-parser. Its published artifacts carry its patterns and not its test
/// files, so it is asked itself, about the two corpora of [YauaaAgreementTest].
@NullMarked
class UaParserAgreementTest {

  private static final String ROBOT = "Spider";

  private final Parser uaParser = new Parser();

  @Test
  void agreesOnWhatVisitorsSend() throws IOException {
    var visitors = new Agreement("visitors");
    for (var line : YauaaAgreementTest.browsersOfVisitors()) {
      var parts = line.split("\t", 3);
      visitors.count(uaParser.parse(parts[2]), parts[2], Integer.parseInt(parts[0]));
    }
    visitors.print();
    assertThat(visitors.seen).isEqualTo(10_000);
    assertThat(visitors.types()).isGreaterThan(0.998);
    assertThat(visitors.systems()).isGreaterThan(0.998);
    assertThat(visitors.browsers()).isGreaterThan(0.99);
  }

  @Test
  void agreesOnTheExamplesOfYauaa() throws IOException {
    var people = new Agreement("examples of Yauaa, people");
    var robots = new Agreement("examples of Yauaa, robots");
    for (var userAgent : YauaaAgreementTest.examplesOfYauaa()) {
      var said = uaParser.parse(userAgent);
      (said.device.family.equals(ROBOT) ? robots : people).count(said, userAgent, 1);
    }
    people.print();
    robots.print();
    assertThat(people.seen).isGreaterThan(5_000);
    assertThat(people.types()).isGreaterThan(0.87);
    assertThat(people.systems()).isGreaterThan(0.94);
    assertThat(people.browsers()).isGreaterThan(0.84);
    assertThat(robots.seen).isGreaterThan(400);
    assertThat(robots.types()).isGreaterThan(0.97);
  }

  /// Counts in how many of the user agents both say the same, a name that one of them lacks being a
  /// disagreement; but types only of those of which ua-parser says enough to know one.
  private static final class Agreement {

    private final String corpus;
    private final Misses misses = new Misses();
    private int seen;
    private int typed;
    private int types;
    private int systems;
    private int browsers;

    Agreement(String corpus) {
      this.corpus = corpus;
    }

    void count(Client said, String userAgent, int times) {
      var ours = Devices.read(userAgent);
      var type = UaParserNames.TYPES.get(said.device.family);
      var system = UaParserNames.SYSTEMS.get(said.os.family);
      var browser = UaParserNames.BROWSERS.get(said.userAgent.family);
      seen += times;
      if (type != null) {
        typed += times;
        types += agreed(type, ours.type(), "type", said.device.family, times);
      }
      systems += agreed(system, ours.os(), "system", said.os.family, times);
      browsers += agreed(browser, ours.browser(), "browser", said.userAgent.family, times);
    }

    private int agreed(
        @Nullable Object expected, @Nullable Object ours, String what, String said, int times) {
      if (Objects.equals(expected, ours)) {
        return times;
      }
      misses.add(what + " " + ours + ", ua-parser: " + said, times);
      return 0;
    }

    double types() {
      return types / (double) typed;
    }

    double systems() {
      return systems / (double) seen;
    }

    double browsers() {
      return browsers / (double) seen;
    }

    void print() {
      System.out.printf(
          "ua-parser, %s (%d): type %.4f of %d, system %.4f, browser %.4f%n",
          corpus, seen, types(), typed, systems(), browsers());
      misses.print();
    }
  }
}
