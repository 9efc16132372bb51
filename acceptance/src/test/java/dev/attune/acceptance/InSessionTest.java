package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static dev.attune.acceptance.Documents.target;
import static dev.attune.acceptance.Documents.variation;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a fetch says of the visit itself.
@OnAttune
final class InSessionTest {

  @Test
  @Requirement("FETCH-12")
  void weekdaysAndHoursAreWrittenInOneWayOnly(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("monday", "{ day: [Monday] }"),
                experience("evening", "{ hour: [\"18\", \"19\"] }"),
                experience("both-of-them", "{ all: [ { day: [Monday] }, { hour: [\"18\"] } ] }")));

    assertThat(shop.keys("{\"DAY_OF_THE_WEEK\":\"Monday\",\"TIME_OF_THE_DAY\":\"18\"}")).hasSize(3);
    assertThat(shop.keys("{\"DAY_OF_THE_WEEK\":\"Tuesday\",\"TIME_OF_THE_DAY\":\"19\"}"))
        .containsExactly("evening");
    for (var day : DayOfWeek.values()) {
      shop.fetch("{\"DAY_OF_THE_WEEK\":\"%s\"}".formatted(name(day))).hasStatus(200);
    }
    for (int hour = 0; hour < 24; hour++) {
      shop.fetch("{\"TIME_OF_THE_DAY\":\"%02d\"}".formatted(hour)).hasStatus(200);
    }
    for (var wrong : List.of("monday", "MONDAY", "Mon", "", "1", " Monday")) {
      shop.fetch("{\"DAY_OF_THE_WEEK\":\"%s\"}".formatted(wrong)).hasStatus(400);
    }
    for (var wrong : List.of("7", "24", "-1", "007", "", "٠٧", "14:00")) {
      shop.fetch("{\"TIME_OF_THE_DAY\":\"%s\"}".formatted(wrong)).hasStatus(400);
    }
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /// Always two days: these zones are 25 hours apart.
  @ParameterizedTest
  @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Pago_Pago"})
  @Requirement("FETCH-13")
  void withoutThemTheServersClockInTheZoneOfTheWorkspaceDecides(String zone, Attune attune) {
    var days =
        Arrays.stream(DayOfWeek.values())
            .map(day ->
                target(
                    name(day),
                    "{ day: [" + name(day) + "] }",
                    variation("Default", 100, name(day))))
            .collect(Collectors.joining(", "));
    var hours =
        IntStream.range(0, 24)
            .mapToObj("%02d"::formatted)
            .map(hour ->
                target("h" + hour, "{ hour: [\"" + hour + "\"] }", variation("Default", 100, hour)))
            .collect(Collectors.joining(", "));
    var shop =
        Workspace.create(
            attune,
            "time_zone: %s\nlimits: { audiences_per_experience: 24 }\n".formatted(zone)
                + experiences(
                    "{ key: which-day, name: Which day, status: active, audiences: ["
                        + days
                        + "] }",
                    "{ key: which-hour, name: Which hour, status: active, audiences: ["
                        + hours
                        + "] }"));

    var before = ZonedDateTime.now(ZoneId.of(zone));
    var answer = shop.fetch("{}").hasStatus(200).json();
    var after = ZonedDateTime.now(ZoneId.of(zone));

    assertThat(answer.at("/experiences/which-day/payload/Text/value").asString())
        .isIn(name(before.getDayOfWeek()), name(after.getDayOfWeek()));
    assertThat(answer.at("/experiences/which-hour/payload/Text/value").asString())
        .isIn("%02d".formatted(before.getHour()), "%02d".formatted(after.getHour()));
  }

  @Test
  @Requirement("FETCH-13")
  void anExperienceMayHaveAZoneOfItsOwn(Attune attune) {
    var days =
        Arrays.stream(DayOfWeek.values())
            .map(day ->
                target(
                    name(day),
                    "{ day: [" + name(day) + "] }",
                    variation("Default", 100, name(day))))
            .collect(Collectors.joining(", "));
    var shop =
        Workspace.create(
            attune,
            "time_zone: Pacific/Pago_Pago\n"
                + experiences(
                    "{ key: which-day, name: Which day, status: active, schedule: { time_zone: Pacific/Kiritimati }, audiences: ["
                        + days
                        + "] }"));
    var zone = ZoneId.of("Pacific/Kiritimati");

    var before = ZonedDateTime.now(zone).getDayOfWeek();
    var answer = shop.fetch("{}").hasStatus(200).json();
    var after = ZonedDateTime.now(zone).getDayOfWeek();

    assertThat(answer.at("/experiences/which-day/payload/Text/value").asString())
        .isIn(name(before), name(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          81.2.69.142            | in-britain, in-england, in-london
          ::ffff:81.2.69.142     | in-britain, in-england, in-london
          2.125.160.216          | in-britain, in-england
          10.0.0.1               |
          no address             |
          999.1.1.1              |
          '81.2.69.142; drop'    |
          ''                     |
          """)
  @Requirement("FETCH-14")
  void theAddressGivesCountryRegionAndCity(String address, String expected, Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("in-britain", "{ country: [GB] }"),
                experience("in-england", "{ region: [ENG] }"),
                experience("in-london", "{ city: [London] }")));

    assertThat(
            shop.keys(
                """
                {"USER_IP_ADDRESS":"%s","experience_key":["in-britain","in-england","in-london"]}
                """
                    .formatted(address)))
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(", ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 | on-mobile, on-android, on-chrome
          Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36       | on-desktop, on-chrome
          Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1 | on-tablet
          ''                                                                                                                    |
          """)
  @Requirement("FETCH-14")
  void theUserAgentGivesTheDevice(String userAgent, String expected, Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("on-mobile", "{ device: [Mobile] }"),
                experience("on-tablet", "{ device: [Tablet] }"),
                experience("on-desktop", "{ device: [Desktop] }"),
                experience("on-android", "{ os: [Android] }"),
                experience("on-chrome", "{ browser: [Chrome] }")));

    assertThat(
            shop.keys(
                """
                {"USER_AGENT":"%s",
                 "experience_key":["on-mobile","on-tablet","on-desktop","on-android","on-chrome"]}
                """
                    .formatted(userAgent)))
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(", ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "email"               | is-email
          "EMAIL"               | is-email
          ["sms", "email"]      | is-email
          [1, true, null, {}]   | is-true
          "12"                  | is-twelve
          12                    | is-twelve
          12.50                 | is-twelve-and-a-half
          true                  | is-true
          [12, "true"]          | is-twelve, is-true
          {"email": "email"}    |
          null                  |
          [["email"]]           |
          ""                    |
          """)
  @Requirement("FETCH-15")
  void anyOtherFieldIsAnAttributeOfTheVisit(String value, String expected, Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("is-email", "{ query: utm_medium, is: email }"),
                experience("is-twelve", "{ query: utm_medium, is: \"12\" }"),
                experience("is-twelve-and-a-half", "{ query: utm_medium, is: \"12.50\" }"),
                experience("is-true", "{ query: utm_medium, is: \"true\" }"),
                experience("unrelated", "{ query: utm_source, exists: true }")));

    assertThat(
            shop.keys(
                """
                {"utm_medium": %s,
                 "experience_key": ["is-email", "is-twelve", "is-twelve-and-a-half", "is-true", "unrelated"]}
                """
                    .formatted(value)))
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(", ", -1)));
  }

  @Test
  @Requirement("AUD-13")
  void eachConditionOnTheVisitMayBeExcluded(Attune attune) {
    var conditions =
        List.of(
            "{ day: [Monday] }",
            "{ hour: [\"14\"] }",
            "{ country: [GB] }",
            "{ region: [ENG] }",
            "{ city: [London] }",
            "{ device: [Mobile] }",
            "{ query: utm_medium, is: email }");
    var all = new ArrayList<String>();
    for (int i = 0; i < conditions.size(); i++) {
      all.add(experience("where-" + i, conditions.get(i)));
      all.add(experience("where-not-" + i, "{ not: " + conditions.get(i) + " }"));
    }
    var exclude = "{ all: [ { everyone: true }, { not: { any: [ %s ] } } ] }";
    all.add(experience("excluded", exclude.formatted(String.join(", ", conditions))));
    all.add(experience("nobody-new", "{ not: { visitor: new } }"));
    var shop = Workspace.create(attune, experiences(all.toArray(String[]::new)));

    assertThat(
            shop.keys(
                """
                {"DAY_OF_THE_WEEK": "Monday", "TIME_OF_THE_DAY": "14",
                 "USER_IP_ADDRESS": "81.2.69.142", "utm_medium": "email",
                 "USER_AGENT": "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0.0.0 Mobile"}
                """))
        .containsExactlyInAnyOrder(
            "where-0", "where-1", "where-2", "where-3", "where-4", "where-5", "where-6");
    assertThat(
            shop.keys(
                """
                {"DAY_OF_THE_WEEK": "Sunday", "TIME_OF_THE_DAY": "15",
                 "USER_IP_ADDRESS": "89.160.20.112", "utm_medium": "sms",
                 "USER_AGENT": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0"}
                """))
        .containsExactlyInAnyOrder(
            "where-not-0",
            "where-not-1",
            "where-not-2",
            "where-not-3",
            "where-not-4",
            "where-not-5",
            "where-not-6",
            "excluded");
  }

  @Test
  @Requirement("FETCH-15")
  void visitorsAreNewWithoutAProfileAndOnTheirFirstDay(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("newcomer", "{ visitor: new }"),
                experience("known-one", "{ visitor: returning }"),
                experience("for-all", EVERYONE)));
    shop.customer("ann", "{}");

    assertThat(shop.keys("{}")).containsExactlyInAnyOrder("newcomer", "for-all");
    assertThat(shop.keysOf("ann")).containsExactlyInAnyOrder("newcomer", "for-all");
  }
}
