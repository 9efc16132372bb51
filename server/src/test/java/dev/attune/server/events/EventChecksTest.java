package dev.attune.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Caught;
import dev.attune.server.events.EventsWire.RawAction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String NO_TIME =
      EventsWireTest.INVALID
          + "Action (epoch seconds, or ISO 8601 such as 2026-11-21T10:00:00Z), Errored Field:"
          + " event_time";
  private static final String TOO_LATE =
      EventsWireTest.INVALID + "Action (at most 24 hours ahead), Errored Field: event_time";
  private static final String MILLISECONDS =
      EventsWireTest.INVALID
          + "Action (in seconds, these look like milliseconds), Errored Field: event_time";

  private static Instant epoch(String digits) {
    var action = new RawAction();
    action.epoch = digits;
    return EventChecks.time(action, 0, NOW, EventRetention.FOREVER);
  }

  private static Instant text(String text, int offsetSeconds) {
    var action = new RawAction();
    action.time = text;
    return EventChecks.time(action, offsetSeconds, NOW, EventRetention.FOREVER);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1_725_258_666, 1_795_341_600})
  void aNumberIsEpochSeconds(long seconds) {
    assertThat(epoch(Long.toString(seconds))).isEqualTo(Instant.ofEpochSecond(seconds));
  }

  @Test
  void minusNothingIsNothing() {
    assertThat(epoch("-0")).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-20T10:00:00Z | 2026-11-20T10:00:00Z",
        "2026-11-20T10:00Z | 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.123456789Z | 2026-11-20T10:00:00.123456789Z",
        "2026-11-20T10:00:00+05:30 | 2026-11-20T04:30:00Z",
        "2026-11-20T10:00:00+0530 | 2026-11-20T04:30:00Z",
        "2026-11-20T10:00:00-08 | 2026-11-20T18:00:00Z",
        "2026-11-20t10:00:00z | 2026-11-20T10:00:00Z",
        "1970-01-01T00:00:00Z | 1970-01-01T00:00:00Z",
      })
  void aTextWithAnOffsetNeedsNoOther(String text, Instant at) {
    assertThat(text(text, 19_800)).isEqualTo(at);
  }

  @ParameterizedTest
  @CsvSource({
    "0,2026-11-20T10:00:00Z",
    "19800,2026-11-20T04:30:00Z",
    "-54000,2026-11-21T01:00:00Z"
  })
  void aTextWithoutOneIsTheUsers(int offsetSeconds, Instant at) {
    assertThat(text("2026-11-20T10:00:00", offsetSeconds)).isEqualTo(at);
    assertThat(text("2026-11-20t10:00:00", offsetSeconds)).isEqualTo(at);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1725258666",
        "2026-11-20",
        "2026-11-20 10:00:00",
        "2026-02-30T10:00:00Z",
        "2026-11-20T25:00:00Z",
        "2026-11-20T10:00:00 Z",
        "2026-11-20T10:00:00+19:00",
        "2026-11-20T10:00:00[Asia/Kolkata]",
        "20 Nov 2026",
        "1969-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00",
        "-999999999-01-01T00:00:00+18:00",
        "\u0000",
      })
  void anyOtherTextIsRefused(String text) {
    assertThat(Caught.personalize(() -> text(text, 0))).isEqualTo(NO_TIME);
  }

  @Test
  void aTimeIsRequiredAndNotBefore1970() {
    assertThat(
            Caught.personalize(
                () -> EventChecks.time(new RawAction(), 0, NOW, EventRetention.FOREVER)))
        .isEqualTo(NO_TIME);
    assertThat(Caught.personalize(() -> epoch("-1"))).isEqualTo(NO_TIME);
    assertThat(Caught.personalize(() -> epoch("-99999999999"))).isEqualTo(NO_TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1725258666000", "9999999999999", "9223372036854775808", "-9223372036854775809"})
  void thirteenDigitsAreMilliseconds(String digits) {
    assertThat(Caught.personalize(() -> epoch(digits))).isEqualTo(MILLISECONDS);
  }

  @Test
  void aDayAheadIsTheMost() {
    assertThat(epoch(Long.toString(NOW.getEpochSecond() + 86_400))).isAfter(NOW);
    assertThat(Caught.personalize(() -> epoch(Long.toString(NOW.getEpochSecond() + 86_401))))
        .isEqualTo(TOO_LATE);
    assertThat(Caught.personalize(() -> epoch("999999999999"))).isEqualTo(TOO_LATE);
    assertThat(Caught.personalize(() -> text("+999999999-12-31T23:59:59Z", 0))).isEqualTo(TOO_LATE);
    assertThat(Caught.personalize(() -> text("+999999999-12-31T23:59:59", -54_000)))
        .isIn(TOO_LATE, NO_TIME);
  }

  @Test
  void actionsHaveTheirExactNames() {
    assertThat(EventChecks.action("MOE_PERSONALIZATION_MESSAGE_SHOWN")).isNotEmpty();
    assertThat(EventChecks.action("MOE_PERSONALIZATION_MESSAGE_CLICKED")).isNotEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "moe_personalization_message_shown", "Order Placed"})
  void anyOtherActionIsRefused(String name) {
    assertThat(Caught.personalize(() -> EventChecks.action(name)))
        .isEqualTo(
            EventsWireTest.INVALID
                + "Action (MOE_PERSONALIZATION_MESSAGE_SHOWN or"
                + " MOE_PERSONALIZATION_MESSAGE_CLICKED), Errored Field: action");
  }

  @Test
  void aUuidIsOneInAnyCase() {
    assertThat(EventChecks.uuid("AA886712-4537-47C1-b126-2686EFDA2E26"))
        .isEqualTo("aa886712-4537-47c1-b126-2686efda2e26");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "aa886712453747c1b1262686efda2e26",
        "aa886712-4537-47c1-b126-2686efda2e2",
        "aa886712-4537-47c1-b126-2686efda2e260",
        "ga886712-4537-47c1-b126-2686efda2e26",
        "aa886712-4537-47c1-b126-2686efda2e2６", // a full-width digit
        "{aa886712-4537-47c1-b126-2686efda2e2}",
      })
  void anyOtherUuidIsRefused(String uuid) {
    assertThat(Caught.personalize(() -> EventChecks.uuid(uuid)))
        .isEqualTo(EventsWireTest.INVALID + "Action (a UUID), Errored Field: moe_event_uuid");
  }

  @ParameterizedTest
  @CsvSource({
    "web,web",
    "WEB,web",
    "Android,android",
    "iOS,ios",
    "TV,tv",
    "'',Unknown",
    "watch,Unknown",
    "ıos,Unknown",
    "' web',Unknown"
  })
  void aPlatformIsOneOfFourOrUnknown(String sent, String platform) {
    assertThat(EventFields.platform(sent)).isEqualTo(platform);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cid",
        "experience",
        "moe_locale_id",
        "moe_variation_id",
        "audience_name",
        "audience_id"
      })
  void eachRequiredAttributeIsNamedWhenItIsMissing(String name) {
    var attributes = new HashMap<String, String>();
    EventChecks.REQUIRED_ATTRIBUTES.forEach(required -> attributes.put(required, "x"));
    assertThat(EventChecks.attributes(attributes)).hasSize(6);

    attributes.put(name, "x".repeat(1_001));
    assertThat(Caught.personalize(() -> EventChecks.attributes(attributes)))
        .isEqualTo(
            EventsWireTest.INVALID
                + "Attributes (at most 1000 characters), Errored Field: "
                + name);

    attributes.remove(name);
    assertThat(Caught.personalize(() -> EventChecks.attributes(attributes)))
        .isEqualTo(EventsWireTest.INVALID + "Attributes (required), Errored Field: " + name);
  }

  @Test
  void attributesAreRequired() {
    assertThat(Caught.personalize(() -> EventChecks.attributes(null)))
        .isEqualTo(EventsWireTest.INVALID + "Action (required), Errored Field: attributes");
    assertThat(Caught.personalize(() -> EventChecks.attributes(Map.of())))
        .isEqualTo(EventsWireTest.INVALID + "Attributes (required), Errored Field: cid");
  }
}
