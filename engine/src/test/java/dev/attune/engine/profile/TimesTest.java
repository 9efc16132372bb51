package dev.attune.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T10:00:00Z, 2026-11-21T10:00:00Z",
    "2026-11-21T10:00Z, 2026-11-21T10:00:00Z",
    "2026-11-21T10:00:00.5Z, 2026-11-21T10:00:00.500Z",
    "2026-11-21T10:00:00.123456789+05:30, 2026-11-21T04:30:00.123456789Z",
    "2026-11-21T10:00:00-18:00, 2026-11-22T04:00:00Z",
    "2026-11-21, 2026-11-20T18:30:00Z",
    "2024-02-29, 2024-02-28T18:30:00Z",
    "2000-02-29T23:59:59Z, 2000-02-29T23:59:59Z",
    "1900-01-01T00:00:00Z, 1900-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-18:00, +10000-01-01T17:59:59Z"
  })
  void namesAMoment(String text, Instant at) {
    assertThat(Times.parse(text, KOLKATA)).isEqualTo(at);
    assertThat(Times.valueOf(text, KOLKATA)).isEqualTo(new Value.Time(text, at));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-11",
        "2026-1-1",
        "20261121",
        "2026/11/21",
        "2026-11-31",
        "2026-02-29",
        "1900-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-11-00",
        "2026-11-21T",
        "2026-11-21 10:00Z",
        "2026-11-21T10Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T10:60:00Z",
        "2026-11-21T23:59:60Z",
        "2026-11-21T10:00:00",
        "2026-11-21T10:00:00+19:00",
        "2026-11-21T10:00:00Z ",
        "+2026-11-21",
        "10000-01-01",
        "-2026-11-21",
        "2026-11-21T10:00:00.1234567891Z",
        "２０２６-11-21",
        "2026-11-21T10:00:00[Asia/Kolkata]",
        "2026-11-21T10:00:00Z[Asia/Kolkata]",
        "2026‑11‑21"
      })
  void isTextLikeAnyOther(String text) {
    assertThat(Times.parse(text, KOLKATA)).isNull();
    assertThat(Times.valueOf(text, KOLKATA)).isEqualTo(new Value.Text(text));
  }

  @Test
  void aDateBeginsWhenTheDayDoesAlsoWhereThatIsNotMidnight() {
    assertThat(Times.parse("2026-03-29", ZoneId.of("Asia/Beirut")))
        .isEqualTo("2026-03-28T22:00:00Z"); // the clocks go from 24:00 to 1:00
  }

  @Test
  void readsBackEveryMomentThatIsWritten() {
    Dice.roll(
        1,
        20_000,
        dice -> {
          var offset = ZoneOffset.ofTotalSeconds(dice.between(-18 * 60, 18 * 60) * 60);
          var moment = Instant.ofEpochSecond(dice.longBelow(8_000_000_000L), dice.below(1 << 29));
          var text = OffsetDateTime.ofInstant(moment, offset).toString();
          assertThat(Times.parse(text, KOLKATA)).as(text).isEqualTo(moment);
        });
  }

  @Test
  void everyDayOfFourHundredYearsIsADate() {
    var day = LocalDate.of(1900, 1, 1);
    for (int i = 0; i < 146_097; i++, day = day.plusDays(1)) {
      assertThat(Times.parse(day.toString(), ZoneOffset.UTC))
          .isEqualTo(Instant.ofEpochSecond(day.toEpochDay() * 86_400));
    }
  }

  @Test
  void neverThrowsWhateverTheText() {
    Dice.roll(
        2,
        50_000,
        dice -> {
          var text = new StringBuilder("2026-11-21T10:00:00.5+05:30");
          for (int i = dice.below(4); i >= 0; i--) {
            int at = dice.below(text.length());
            text.setCharAt(at, dice.text("0123456789-+:.TZ é", 1).concat("9").charAt(0));
          }
          assertThat(Times.valueOf(text.toString(), KOLKATA)).isNotNull();
          assertThat(Times.valueOf(dice.anyText(40), KOLKATA)).isInstanceOf(Value.Text.class);
        });
  }

  @Test
  void knowsADateFromADateTime() {
    assertThat(Times.isDateOnly("2026-11-21")).isTrue();
    assertThat(Times.isDateOnly("2026-11-21T10:00Z")).isFalse();
  }
}
