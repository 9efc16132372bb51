package dev.attune.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Caught;
import dev.attune.server.customers.EventWire.Action;
import dev.attune.server.events.EventRetention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private static Instant time(
      @Nullable String currentTime, @Nullable String userTime, @Nullable Integer offset) {
    return time(currentTime, userTime, offset, EventRetention.FOREVER);
  }

  private static Instant time(
      @Nullable String currentTime,
      @Nullable String userTime,
      @Nullable Integer offset,
      EventRetention retention) {
    var action = new Action();
    action.currentTime = currentTime;
    action.userTime = userTime;
    action.offsetSeconds = offset;
    return EventChecks.time(action, NOW, retention);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00.250Z, 2026-11-20T10:00:00.250Z",
    "2026-11-20T10:00:00+05:30, 2026-11-20T04:30:00Z",
    "2026-11-20T10:00:00, 2026-11-20T10:00:00Z",
    "1795168800, 2026-11-20T10:00:00Z",
    "1795168800.25, 2026-11-20T10:00:00.250Z",
    "1.7951688E9, 2026-11-20T10:00:00Z",
    "1795168800250, 2026-11-20T10:00:00.250Z",
    "0, 1970-01-01T00:00:00Z",
    "2026-11-22T10:00:00Z, 2026-11-22T10:00:00Z"
  })
  void theCurrentTimeIsUtcInAnyOfItsSpellings(String written, Instant expected) {
    assertThat(time(written, null, 19_800)).isEqualTo(expected);
    assertThat(time(written, "2026-11-01T00:00:00", 19_800)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:00:00, 19800, 2026-11-20T04:30:00Z",
    "2026-11-20T10:00:00, , 2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00Z, 19800, 2026-11-20T10:00:00Z",
    "1795168800, 19800, 2026-11-20T10:00:00Z"
  })
  void withoutItTheUsersTimeCountsInTheirZone(
      String written, @Nullable Integer offset, Instant expected) {
    assertThat(time(null, written, offset)).isEqualTo(expected);
  }

  @Test
  void withoutEitherItHappenedNow() {
    assertThat(time(null, null, null)).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-20",
        "2026-02-30T10:00:00Z",
        "-1",
        "1969-12-31T23:59:59Z",
        "1.2.3",
        "1e",
        "e",
        "+999999999-12-31T23:59:59+18:00x"
      })
  void whatIsNoTimeIsRefused(String written) {
    assertThat(Caught.data(() -> time(written, null, null)))
        .isEqualTo(
            "400 MissingAttributeError: current_time is expected to be date-time in ISO 8601 or"
                + " epoch seconds [current_time]");
    assertThat(Caught.data(() -> time(null, written, null)))
        .contains("user_time is expected to be");
    assertThat(Caught.data(() -> time("2026-11-20T10:00:00Z", written, null)))
        .contains("user_time is expected to be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-22T10:00:01Z", "9e10", "9e300", "1e400", "99999999999999999999"})
  void whatIsMoreThanADayAheadIsRefused(String written) {
    assertThat(Caught.data(() -> time(written, null, null)))
        .isEqualTo(
            "400 MissingAttributeError: current_time is more than 24 hours ahead [current_time]");
  }

  @Test
  void whatHappenedLongerAgoThanEventsAreKeptIsRefused() {
    var kept = EventRetention.days(400);
    assertThat(Caught.data(() -> time("2025-10-17T09:59:59Z", null, null, kept)))
        .isEqualTo(
            "400 MissingAttributeError: current_time is more than 400 days ago [current_time]");
    assertThat(Caught.data(() -> time(null, "2025-10-17T09:59:59Z", null, kept)))
        .contains("user_time is more than 400 days ago");
    assertThat(time("2025-10-17T10:00:00Z", "2024-10-17T10:00:00Z", null, kept))
        .isEqualTo("2025-10-17T10:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(ints = {54_001, -54_001, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void offsetsHaveARange(int offset) {
    assertThat(Caught.data(() -> time(null, null, offset)))
        .isEqualTo(
            "400 MissingAttributeError: user_timezone_offset is expected to be from -54000 to 54000"
                + " seconds [user_timezone_offset]");
    assertThat(time(null, null, 54_000)).isEqualTo(NOW);
    assertThat(time(null, null, -54_000)).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "moe_x",
        "MOE_PERSONALIZATION_MESSAGE_SHOWN",
        "MOE_PERSONALIZATION_MESSAGE_CLICKED",
        "Moe_"
      })
  void reservedNamesAreRefusedInAnyCase(String name) {
    assertThat(Caught.data(() -> EventChecks.name(name)))
        .isEqualTo(
            "400 MissingAttributeError: %s is reserved: names may not start with moe_ [action]"
                .formatted(name));
  }

  @Test
  void aNameIsRequiredAndBounded() {
    assertThat(EventChecks.name("x".repeat(255))).hasSize(255);
    assertThat(EventChecks.name("moe")).isEqualTo("moe");
    assertThat(Caught.data(() -> EventChecks.name(null)))
        .isEqualTo("400 MissingAttributeError: action is not found in the payload [action]");
    assertThat(Caught.data(() -> EventChecks.name(" ")))
        .isEqualTo(
            "400 MissingAttributeError: action is blank or longer than 255 characters [action]");
    assertThat(Caught.data(() -> EventChecks.name("x".repeat(256))))
        .isEqualTo(
            "400 MissingAttributeError: action is blank or longer than 255 characters [action]");
  }

  @Test
  void aUuidIsOneWhateverItsCase() {
    assertThat(EventChecks.uuid("AA886712-4537-47C1-B126-2686EFDA2E26"))
        .isEqualTo("aa886712-4537-47c1-b126-2686efda2e26");
    assertThat(EventChecks.uuid(null)).isNull();
    assertThat(Caught.data(() -> EventChecks.uuid("aa886712")))
        .isEqualTo("400 MissingAttributeError: event_uuid is expected to be UUID [event_uuid]");
  }
}
