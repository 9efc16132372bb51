package dev.attune.server.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.visit.Device;
import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import nl.basjes.parse.useragent.UserAgent;
import nl.basjes.parse.useragent.UserAgentAnalyzer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Holds the table against Yauaa, which knows user agents far better and costs far more, over two
/// corpora: what visitors of web sites sent in 2026, each as often as it was seen, and all the
/// examples that Yauaa itself is tested with, most of them old, rare or strange.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class YauaaAgreementTest {

  private static final String WEBVIEW_APP_NAME = "WebviewAppName";

  private final UserAgentAnalyzer yauaa =
      UserAgentAnalyzer.newBuilder()
          .withFields(
              UserAgent.DEVICE_CLASS,
              UserAgent.OPERATING_SYSTEM_NAME,
              UserAgent.AGENT_CLASS,
              UserAgent.AGENT_NAME,
              WEBVIEW_APP_NAME)
          .withoutCache()
          .hideMatcherLoadStats()
          .build();

  @Test
  void agreesOnWhatVisitorsSend() throws IOException {
    var visitors = new Agreement("visitors");
    for (var line : browsersOfVisitors()) {
      var parts = line.split("\t", 3);
      visitors.count(yauaa.parse(parts[2]), parts[2], Integer.parseInt(parts[0]));
    }
    visitors.print();
    assertThat(visitors.seen).isEqualTo(10_000);
    assertThat(visitors.types()).isGreaterThan(0.998);
    assertThat(visitors.systems()).isGreaterThan(0.998);
    assertThat(visitors.browsers()).isGreaterThan(0.99);
  }

  @Test
  void agreesWithThePublisherOfTheVisitorsOnTheType() throws IOException {
    int agreed = 0;
    for (var line : browsersOfVisitors()) {
      var parts = line.split("\t", 3);
      var type = Objects.requireNonNull(Devices.read(parts[2]).type());
      if (type.word().toLowerCase(Locale.ROOT).equals(parts[1])) {
        agreed += Integer.parseInt(parts[0]);
      }
    }
    System.out.printf("visitors, by the publisher's own category: type %.4f%n", agreed / 1e4);
    assertThat(agreed).isGreaterThan(9_950);
  }

  @Test
  void agreesOnTheExamplesOfYauaa() throws IOException {
    var people = new Agreement("examples of Yauaa, people");
    var robots = new Agreement("examples of Yauaa, robots");
    for (var userAgent : examplesOfYauaa()) {
      var said = yauaa.parse(userAgent);
      switch (said.getValue(UserAgent.AGENT_CLASS)) {
        case "Browser", "Browser Webview", "Mobile App" -> {
          // The rest: consoles, watches, cars, what Yauaa takes for forged.
          if (typeOf(said) != Device.Type.OTHER) {
            people.count(said, userAgent, 1);
          }
        }
        case "Robot", "Robot Mobile" -> robots.count(said, userAgent, 1);
        default -> {}
      }
    }
    people.print();
    robots.print();
    assertThat(people.seen).isGreaterThan(4_000);
    assertThat(people.types()).isGreaterThan(0.97);
    assertThat(people.systems()).isGreaterThan(0.97);
    assertThat(people.browsers()).isGreaterThan(0.88);
    assertThat(robots.seen).isGreaterThan(500);
    assertThat(robots.types()).isGreaterThan(0.95);
  }

  private static Device.Type typeOf(UserAgent said) {
    return switch (said.getValue(UserAgent.DEVICE_CLASS)) {
      case "Phone", "Mobile" -> Device.Type.MOBILE;
      case "Tablet" -> Device.Type.TABLET;
      case "Desktop" -> Device.Type.DESKTOP;
      case "TV", "Set-top box" -> Device.Type.TV;
      default -> Device.Type.OTHER;
    };
  }

  /// Counts in how many of the user agents both say the same, a name that one of them lacks being a
  /// disagreement.
  private static final class Agreement {

    private final String corpus;
    private final Misses misses = new Misses();
    private int seen;
    private int types;
    private int systems;
    private int browsers;

    Agreement(String corpus) {
      this.corpus = corpus;
    }

    void count(UserAgent said, String userAgent, int times) {
      var ours = Devices.read(userAgent);
      var deviceClass = said.getValue(UserAgent.DEVICE_CLASS);
      var system = said.getValue(UserAgent.OPERATING_SYSTEM_NAME);
      var browser = said.getValue(UserAgent.AGENT_NAME);
      // Yauaa names the engine and the app around it, we the app.
      var app = YauaaNames.BROWSERS.get(said.getValue(WEBVIEW_APP_NAME));
      seen += times;
      types += agreed(ours.type() == typeOf(said), "type", ours.type(), deviceClass, times);
      systems +=
          agreed(
              Objects.equals(ours.os(), YauaaNames.SYSTEMS.get(system)),
              "system",
              ours.os(),
              system,
              times);
      browsers +=
          agreed(
              Objects.equals(ours.browser(), YauaaNames.BROWSERS.get(browser))
                  || (app != null && app.equals(ours.browser())),
              "browser",
              ours.browser(),
              browser,
              times);
    }

    private int agreed(
        boolean same, String what, @Nullable Object ours, @Nullable String theirs, int times) {
      if (!same) {
        misses.add(what + " " + ours + ", Yauaa: " + theirs, times);
      }
      return same ? times : 0;
    }

    double types() {
      return types / (double) seen;
    }

    double systems() {
      return systems / (double) seen;
    }

    double browsers() {
      return browsers / (double) seen;
    }

    void print() {
      System.out.printf(
          "%s (%d): type %.4f, system %.4f, browser %.4f%n",
          corpus, seen, types(), systems(), browsers());
      misses.print();
    }
  }

  /// Each: how often it was seen, what its publisher takes it for, the user agent.
  static List<String> browsersOfVisitors() throws IOException {
    try (var in = YauaaAgreementTest.class.getResourceAsStream("browsers.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  /// The user agents of the YAML files in Yauaa's jar; each stands in quotes on a line of its own.
  static Set<String> examplesOfYauaa() throws IOException {
    var found = new LinkedHashSet<String>();
    var one = Objects.requireNonNull(UserAgent.class.getResource("/UserAgents/Wiko-Tests.yaml"));
    try (var jar = ((JarURLConnection) one.openConnection()).getJarFile()) {
      for (var entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith("UserAgents/") && entry.getName().endsWith(".yaml")) {
          new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .forEach(line -> addUserAgent(line.strip(), found));
        }
      }
    }
    return found;
  }

  private static void addUserAgent(String line, Set<String> found) {
    int start = line.indexOf('\'');
    int end = line.lastIndexOf('\'');
    boolean named = line.startsWith("user_agent_string") || line.startsWith("User-Agent ");
    if (named && end > start) {
      found.add(line.substring(start + 1, end).replace("''", "'"));
    }
  }
}
