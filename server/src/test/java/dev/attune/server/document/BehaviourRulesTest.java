package dev.attune.server.document;

import static dev.attune.server.document.Reading.mistakes;
import static dev.attune.server.document.Reading.withRule;
import static dev.attune.server.document.Reading.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules on what people do, as they are read and written, and what is said of mistakes in them.
class BehaviourRulesTest {
  private static final String PREFIX = "line 4, audiences[0].rule";
  private static final String LIKED =
      "is, is_not, contains, does_not_contain, starts_with, ends_with, matches, less_than,"
          + " greater_than, at_least, at_most, between, not_between, exists, is_empty, in_the_next";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ event: Bought } | {'event':'Bought','times':{'at_least':1}}",
        "{ event: Bought, times: { exactly: 0 }, in_the_last: { days: 60 } }"
            + " | {'event':'Bought','times':{'exactly':0},'in_the_last':{'days':60}}",
        "{ event: Bought, times: { at_most: 2 }, on: 2026-11-01, where: [ { attribute: a.b, is: x } ] }"
            + " | {'event':'Bought','times':{'at_most':2},'on':'2026-11-01',"
            + "'where':[{'attribute':'a.b','is':'x'}]}",
        "{ event: A, where: { not: { attribute: n, at_least: 2 } } }"
            + " | {'event':'A','times':{'at_least':1},"
            + "'where':{'not':{'attribute':'n','at_least':2}}}",
        "{ event: A, where: { all: [ { attribute: n, is: 2 } ] } }"
            + " | {'event':'A','times':{'at_least':1},'where':[{'attribute':'n','is':2}]}",
        "{ event: A, between: [2026-11-01, 2026-12-01] }"
            + " | {'event':'A','times':{'at_least':1},'between':['2026-11-01','2026-12-01']}",
        "{ event: A, occurrence: first, in_the_last: { months: 12 } }"
            + " | {'event':'A','occurrence':'first','in_the_last':{'months':12}}",
        "{ event: A, occurrence: last, after: 2026-11-01T10:00:00Z, where: [ { attribute: n, is: 1 } ] }"
            + " | {'event':'A','occurrence':'last','after':'2026-11-01T10:00:00Z',"
            + "'where':[{'attribute':'n','is':1}]}",
        "{ affinity: A, attribute: kind, is: [shoes, hats], predominantly: true }"
            + " | {'affinity':'A','attribute':'kind','is':['shoes','hats'],'predominantly':true}",
        "{ affinity: A, attribute: kind, contains: Sh, case_sensitive: true, at_least_percent: 33.33,"
            + " in_the_last: { weeks: 2 } }"
            + " | {'affinity':'A','attribute':'kind','contains':'Sh','case_sensitive':true,"
            + "'at_least_percent':33.33,'in_the_last':{'weeks':2}}",
        "{ affinity: A, attribute: price, between: [10, 20], predominantly: true, before: 2026-11-01 }"
            + " | {'affinity':'A','attribute':'price','between':[10,20],'predominantly':true,"
            + "'before':'2026-11-01'}",
        "{ affinity: A, attribute: price, between: [2026-11-01, 2026-11-08], at_most: 20,"
            + " at_least_percent: 100 }"
            + " | {'affinity':'A','attribute':'price','at_most':20,'at_least_percent':100,"
            + "'between':['2026-11-01','2026-11-08']}",
      })
  void aRuleIsReadAndWritten(String rule, String written) {
    var document = yaml(withRule(rule));

    var text = DocumentWriter.text(document.audiences().getFirst(), Format.JSON);

    assertThat(text.replaceAll("\\s", "")).endsWith("\"rule\":" + written.replace('\'', '"') + "}");
  }

  @Test
  void aBetweenOfNumbersIsAboutTheValueAndOneOfDatesAboutTheTime() {
    var ofNumbers = affinity("between: [10, 20]");
    assertThat(ofNumbers.condition().operator()).isEqualTo(Operator.BETWEEN);
    assertThat(ofNumbers.when()).isNull();
    var ofDates = affinity("between: [2026-11-01, 2026-11-08], is: x");
    assertThat(ofDates.condition().operator()).isEqualTo(Operator.IS);
    assertThat(ofDates.when()).isNotNull();
  }

  private static Rule.Affinity affinity(String fields) {
    var rule = "{ affinity: A, attribute: price, predominantly: true, %s }".formatted(fields);
    return (Rule.Affinity) yaml(withRule(rule)).audiences().getFirst().rule();
  }

  static Stream<Arguments> event() {
    return Stream.of(
        broken("{ event: '' }", ".event: '' is 0 characters, 1 to 256"),
        broken(
            "{ event: Bought, attribute: category, exists: true }",
            ".attribute: is not for event; conditions on its attributes go into where, such as"
                + " where: [{attribute: category, is: shoes}]",
            ".exists: is not for event; conditions on its attributes go into where, such as where:"
                + " [{attribute: category, is: shoes}]"),
        broken(
            "{ event: Bought, tmies: { exactly: 1 } }",
            ".tmies: is not known; did you mean times? allowed: event, times, occurrence, where,"
                + " between, before, after, on, in_the_last"),
        broken(
            "{ event: Bought, times: 3 }",
            ".times: is 3, must be an object",
            ".times: has 0 of"
                + " exactly, at_least, at_most, must have exactly 1 such as {at_least: 3}"),
        broken(
            "{ event: Bought, times: { at_least: 1, at_most: 2 } }",
            ".times: has 2 of exactly, at_least, at_most, must have exactly 1 such as {at_least:"
                + " 3}"),
        broken(
            "{ event: Bought, times: { at_least: 0 } }",
            ".times.at_least: is 0, must be a whole number from 1 to 1,000,000"),
        broken(
            "{ event: Bought, times: { exactly: 1.5 } }",
            ".times.exactly: is 1.5, must be a whole number from 0 to 1,000,000"),
        broken(
            "{ event: Bought, times: { at_least: 1001 }, in_the_last: { days: 7 } }",
            ".times: at_least is 1,001; with a window or conditions at most 1,000: of so many"
                + " events the latest are kept"),
        broken(
            "{ event: Bought, in_the_last: { days: 61 } }",
            ".in_the_last: is the last 61 days, at most 60: events are kept for 60 days"),
        broken(
            "{ event: Bought, in_the_last: { months: 2 } }",
            ".in_the_last: is the last 2 months, at most 1: events are kept for 60 days"),
        broken(
            "{ event: Bought, in_the_last: { days: 7 }, after: 2026-01-01 }",
            ": has after and in_the_last, at most 1 window"),
        broken(
            "{ event: Bought, between: [1, 2] }",
            ".between: between takes two dates or date-times, the earlier one first"),
        broken("{ event: Bought, before: yesterday }", ".before: before takes a date or date-time"),
        broken(
            "{ event: Bought, in_the_next: { days: 7 } }",
            ".in_the_next: is not for event; conditions on its attributes go into where, such as"
                + " where: [{attribute: category, is: shoes}]"),
        broken(
            "{ event: Bought, occurrence: second, on: 2026-11-01 }",
            ".occurrence: is 'second'; allowed: first, last"),
        broken(
            "{ event: Bought, occurrence: first }",
            ".occurrence: has no window, must have exactly 1 of between, before, after, on,"
                + " in_the_last"),
        broken(
            "{ event: Bought, occurrence: first, times: { exactly: 1 }, on: 2026-11-01 }",
            ".times: is not for occurrence, which is about one time"),
        broken(
            "{ event: Bought, occurrence: last, in_the_last: { days: 90 }, where: [ { attribute: a,"
                + " is: b } ] }",
            ".in_the_last: is the last 90 days, at most 60: events are kept for 60 days"),
        broken("{ event: Bought, where: [] }", ".where: has no rule, at least 1"),
        broken(
            "{ event: Bought, where: [ { segment: vip } ] }",
            ".where[0].segment: is not about the attributes of an event; allowed: all, any, not,"
                + " attribute"),
        broken(
            "{ event: Bought, where: [ { attribute: category } ] }",
            ".where[0]: has no operator, must have exactly 1 operator of is, is_not, contains,"
                + " does_not_contain, starts_with, ends_with, matches, less_than, greater_than,"
                + " at_least, at_most, between, not_between, exists, is_empty, before, after, on,"
                + " in_the_last, in_the_next"));
  }

  static Stream<Arguments> affinity() {
    return Stream.of(
        broken("{ affinity: Viewed, is: shoes, predominantly: true }", ".attribute: is missing"),
        broken(
            "{ affinity: Viewed, attribute: kind, predominantly: true }",
            ": has no operator, must have exactly 1 operator of " + LIKED),
        broken(
            "{ affinity: Viewed, attribute: kind, is: a, is_not: b, predominantly: true }",
            ": has is and is_not, must have exactly 1 operator of " + LIKED),
        broken(
            "{ affinity: Viewed, attribute: kind, is: shoes }",
            ": has neither predominantly nor at_least_percent, must have exactly 1"),
        broken(
            "{ affinity: Viewed, attribute: kind, is: shoes, predominantly: true,"
                + " at_least_percent: 40 }",
            ": has both predominantly and at_least_percent, must have exactly 1"),
        broken(
            "{ affinity: Viewed, attribute: kind, is: shoes, predominantly: false }",
            ".predominantly: is false, must be true; for the opposite write not: {…}"),
        broken(
            "{ affinity: Viewed, attribute: kind, is: shoes, at_least_percent: 0 }",
            ".at_least_percent: is 0, must be a percentage from 0.01 to 100 with at most two"
                + " decimals"),
        broken(
            "{ affinity: Viewed, attribute: kind, is: shoes, at_least_percent: 33.333 }",
            ".at_least_percent: is 33.333, must be a percentage from 0.01 to 100 with at most two"
                + " decimals"),
        broken(
            "{ affinity: Viewed, attribute: kind, is: shoes, predominantly: true, in_the_last: {"
                + " hours: 1441 } }",
            ".in_the_last: is the last 1,441 hours, at most 1,440: events are kept for 60 days"),
        broken(
            "{ affinity: Viewed, attribute: kind, is: shoes, predominately: true }",
            ".predominately: is not known; did you mean predominantly? allowed: affinity,"
                + " attribute, "
                + LIKED
                + ", case_sensitive, predominantly, at_least_percent, before, after, on,"
                + " in_the_last",
            ": has neither predominantly nor at_least_percent, must have exactly 1"),
        broken(
            "{ affinity: Viewed, event: Bought, attribute: kind, is: shoes, predominantly: true }",
            ": has affinity and event, must have exactly 1 of all, any, not, everyone, attribute,"
                + " event, affinity, segment, query, day, hour, country, region, city, device, os,"
                + " browser, visitor"));
  }

  private static Arguments broken(String rule, String... mistakes) {
    return Arguments.of(rule, Stream.of(mistakes).map(PREFIX::concat).toList());
  }

  @ParameterizedTest
  @MethodSource({"event", "affinity"})
  void theMistakeIsSaidWithItsPlace(String rule, List<String> mistakes) {
    assertThat(mistakes(withRule(rule)))
        .extracting(Mistake::toString)
        .containsExactlyInAnyOrderElementsOf(mistakes);
  }

  @Test
  void whatIsAtTheLimitIsFine() {
    for (var rule :
        new String[] {
          "{ event: A, times: { at_least: 1000 }, in_the_last: { days: 60 } }",
          "{ event: A, times: { exactly: 999 }, in_the_last: { hours: 1440 } }",
          "{ event: A, times: { exactly: 1000000 } }",
          "{ event: A, occurrence: last, in_the_last: { months: 10000 } }",
          "{ affinity: A, attribute: a, is: b, at_least_percent: 0.01, in_the_last: { weeks: 8 } }",
        }) {
      assertThat(mistakes(withRule(rule))).as(rule).isEmpty();
    }
  }

  @Test
  void conditionsCountAsALevelOfTheTree() {
    var deep = "{ not: ".repeat(9) + "{ event: A, where: [ { attribute: a, is: b } ] }";
    assertThat(mistakes(withRule(deep + " }".repeat(9))))
        .extracting(Mistake::message)
        .containsExactly("is nested 11 deep, at most 10");
  }
}
