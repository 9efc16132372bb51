package dev.attune.server.document;

import static dev.attune.server.document.Reading.EXPERIENCE;
import static dev.attune.server.document.Reading.mistakes;
import static dev.attune.server.document.Reading.withPayload;
import static dev.attune.server.document.Reading.withRule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each limit of the document, broken: what is said, and where.
class LimitsTest {

  private static Arguments broken(String text, String mistake) {
    return Arguments.of(text, mistake);
  }

  private static String experience(String fields) {
    return EXPERIENCE.replace("    name: Homepage Banner\n", "    name: Homepage Banner\n" + fields)
        + "        variations: [ { name: A, weight: 100 } ]\n";
  }

  private static String target(String fields) {
    return EXPERIENCE + fields.indent(8);
  }

  private static String times(int count, String item) {
    return IntStream.range(0, count)
        .mapToObj(i -> item.replace("#", Integer.toString(i)))
        .collect(Collectors.joining(", "));
  }

  static Stream<Arguments> workspace() {
    return Stream.of(
        broken("name: X", "line 1, id: is missing"),
        broken(
            "id: a:b",
            "line 1, id: 'a:b' has a character it may not have; allowed: A-Z a-z 0-9 _ . -"),
        broken("id: true", "line 1, id: is true, must be text: put it in quotes"),
        broken("id: [X]", "line 1, id: is a list of 1, must be text"),
        broken("id: X\nname: ''", "line 2, name: '' is 0 characters, 1 to 256"),
        broken("id: X\nname: '  '", "line 2, name: is blank"),
        broken("id: X\nname: \"a\\tb\"", "line 2, name: 'a�b' has a control character"),
        broken(
            "id: X\ntime_zone: IST+5",
            "line 2, time_zone: is 'IST+5', must be an IANA time zone such as Europe/Berlin"),
        broken(
            "id: X\nidentity: { resolution: perhaps }",
            "line 2, identity.resolution: is 'perhaps', must be true or false"),
        broken(
            "id: X\nidentity:\n  identifiers: [a, b, c, d, e, f]",
            "line 3, identity.identifiers: has 6 items, at most 5"),
        broken(
            "id: X\nidentity: { identifiers: [a, b, a] }",
            "line 2, identity.identifiers[2]: 'a' is taken by identity.identifiers[0]"),
        broken(
            "id: X\nlimits: { fetches_per_minute: -1 }",
            "line 2, limits.fetches_per_minute: is -1, must be a whole number from 0 to"
                + " 100,000,000"),
        broken(
            "id: X\nlimits: { variations_per_audience: 1.5 }",
            "line 2, limits.variations_per_audience: is 1.5, must be a whole number from 1 to 100"),
        broken(
            "id: X\nkeys: [ { kind: admin, secret: 0123456789abcdef } ]",
            "line 2, keys[0].kind: is 'admin'; allowed: personalize, data"),
        broken(
            "id: X\nkeys: [ { kind: data, secret: hunter2 } ]",
            "line 2, keys[0].secret: must be 16 to 200 characters of printable ASCII without"
                + " spaces"),
        broken(
            "id: X\nkeys: [ { kind: data } ]",
            "line 2, keys[0]: must have exactly 1 of secret, secret_env"),
        broken(
            "id: X\nkeys: [ { kind: data, secret_env: 1A } ]",
            "line 2, keys[0].secret_env: '1A' has a character it may not have; allowed: A-Z a-z"
                + " 0-9 _, not a digit first"),
        broken(
            "id: X\nsegments:\n- { id: v }\n- { id: v }",
            "line 4, segments[1].id: 'v' is taken by segments[0]"),
        broken(
            "id: X\naudiences: [ { id: 42d, name: A, rule: { everyone: true } } ]",
            "line 2, audiences[0].id: '42d' has a character it may not have; allowed: upper-case"
                + " hexadecimal digits"),
        broken(
            "id: X\naudiences: [ { id: 123456789, name: A, rule: { everyone: true } } ]",
            "line 2, audiences[0].id: '123456789' is 9 characters, 1 to 8"));
  }

  static Stream<Arguments> experience() {
    return Stream.of(
        broken(
            experience("").replace("homepage-banner", "home"),
            "line 3, experiences[0].key: 'home' is 4 characters, 5 to 50"),
        broken(
            experience("").replace("homepage-banner", "home page"),
            "line 3, experiences[0].key: 'home page' has a character it may not have; allowed:"
                + " A-Z a-z 0-9 _ -"),
        broken(
            experience("").replace("homepage-banner", "k".repeat(51)),
            "line 3, experiences[0].key: '%s' is 51 characters, 5 to 50".formatted("k".repeat(51))),
        broken(
            experience("").replace("Homepage Banner", "Home"),
            "line 4, experiences[0].name: 'Home' is 4 characters, 5 to 256"),
        broken(
            experience("    id: 65eae5738ea5032b0ef6013\n"),
            "line 5, experiences[0].id: '65eae5738ea5032b0ef6013' is 23 characters, must be 24"),
        broken(
            experience("    id: 65eae5738ea5032b0ef6013g\n"),
            "line 5, experiences[0].id: '65eae5738ea5032b0ef6013g' has a character it may not"
                + " have; allowed: hexadecimal digits"),
        broken(
            experience("").replace("active", "activ"),
            "line 5, experiences[0].status: is 'activ'; did you mean active? allowed: draft,"
                + " active, paused, archived"),
        broken(
            experience("    priority: 1\n"),
            "line 5, experiences[0].priority: is 1; allowed: critical, high, medium, low"),
        broken(
            experience("    control_percent: 90.01\n"),
            "line 5, experiences[0].control_percent: is 90.01, must be a percentage from 0 to 90"
                + " with at most two decimals"),
        broken(
            experience("    control_percent: 0.005\n"),
            "line 5, experiences[0].control_percent: is 0.005, must be a percentage from 0 to 90"
                + " with at most two decimals"),
        broken(
            experience("    schedule: { start: soon }\n"),
            "line 5, experiences[0].schedule.start: is 'soon', must be a date-time such as"
                + " 2026-11-21T10:00:00Z"),
        broken(
            experience("    schedule: { start: 2026-02-01, end: 2026-01-01 }\n"),
            "line 5, experiences[0].schedule.end: the schedule ends at 2026-01-01T00:00:00Z, which"
                + " is not after its start 2026-02-01T00:00:00Z"),
        broken(
            experience("    goals: [ %s ]\n".formatted(times(6, "{ name: G#, event: E }"))),
            "line 5, experiences[0].goals: has 6 items, at most 5"),
        broken(
            experience("    goals: [ %s ]\n".formatted(times(2, "{ name: G, event: E }"))),
            "line 5, experiences[0].goals[1].name: 'G' is taken by experiences[0].goals[0]"),
        broken(
            experience("    goals: [ { name: G } ]\n"),
            "line 5, experiences[0].goals[0].event: is missing"),
        broken(
            experience("    goals: [ { name: G, event: E, window_hours: 0 } ]\n"),
            "line 5, experiences[0].goals[0].window_hours: is 0, must be a whole number from 1 to"
                + " 1,440"),
        broken(
            experience("    goals: [ { name: G, event: E, attribution: first_click } ]\n"),
            "line 5, experiences[0].goals[0].attribution: is 'first_click'; allowed: view_through,"
                + " click_through, in_session"),
        broken(
            experience("    goals: [ { name: G, event: E, rule: { country: [IN] } } ]\n"),
            "line 5, experiences[0].goals[0].rule.country: is not about the attributes of an event; allowed:"
                + " all, any, not, attribute"),
        broken(
            experience("") + "  - { key: homepage-banner, name: Another one }\n",
            "line 9, experiences[1].key: 'homepage-banner' is taken by experiences[0]"));
  }

  static Stream<Arguments> target() {
    return Stream.of(
        broken(
            "id: X\nexperiences: [ { key: empty, name: Empty, status: paused } ]",
            "line 2, experiences[0].audiences: has no audience, at least 1 unless it is a draft"),
        broken(
            "id: X\nexperiences:\n- key: large\n  name: Large\n  audiences: [ %s ]"
                .formatted(
                    times(
                        11,
                        "{ audience: { name: A#, rule: { everyone: true } }, variations: [ { name:"
                            + " A, weight: 1 } ] }")),
            "line 5, experiences[0].audiences: has 11 audiences, at most 10"),
        broken(
            target("variations: [ %s ]".formatted(times(6, "{ name: V#, weight: 1 }"))),
            "line 8, experiences[0].audiences[0].variations: has 6 variations, at most 5"),
        broken(
            target("variations: []"),
            "line 8, experiences[0].audiences[0].variations: has no variation, at least 1"),
        broken(
            target("variations: [ { name: A, weight: 50 }, { name: B, weight: 50.01 } ]"),
            "line 8, experiences[0].audiences[0].variations: the weights make 100.01 percent, at"
                + " most 100"),
        broken(
            target("variations: [ { name: A, weight: 33.333 } ]"),
            "line 8, experiences[0].audiences[0].variations[0].weight: is 33.333, must be a"
                + " percentage from 0 to 100 with at most two decimals"),
        broken(
            target("variations: [ { name: A } ]"),
            "line 8, experiences[0].audiences[0].variations[0].weight: is missing"),
        broken(
            target("variations: [ { name: A, weight: 1 }, { name: A, weight: 1 } ]"),
            "line 8, experiences[0].audiences[0].variations[1].name: 'A' is taken by"
                + " experiences[0].audiences[0].variations[0]"),
        broken(
            target("variations: [ { id: 2, name: A, weight: 1 }, { id: 2, name: B, weight: 1 } ]"),
            "line 8, experiences[0].audiences[0].variations[1].id: '2' is taken by"
                + " experiences[0].audiences[0].variations[0]"),
        broken(
            target("variations: [ { id: 0, name: A, weight: 1 } ]"),
            "line 8, experiences[0].audiences[0].variations[0].id: '0' has a character it may not"
                + " have; allowed: digits, counted from 1"),
        broken(
            target("variations: [ { name: A, weight: 1 } ]\nsplit: [ [1, 10000] ]"),
            "line 9, experiences[0].audiences[0].split[0]: must be a variation's id in quotes and a"
                + " number of buckets, such as [\"1\", 5000]"),
        broken(
            target("variations: [ { name: A, weight: 1 } ]\nsplit: [ ['1', 9999] ]"),
            "line 9, experiences[0].audiences[0].split: the runs of the split make 9999 buckets,"
                + " not 10000"),
        broken(
            "id: X\nexperiences:\n- key: lonely\n  name: Lonely\n  audiences:\n  - audience: 42D\n"
                + "    variations: [ { name: A, weight: 1 } ]",
            "line 6, experiences[0].audiences[0].audience: '42D' is no audience of the workspace,"
                + " neither by id nor by name"));
  }

  static Stream<Arguments> payload() {
    return Stream.of(
        broken(
            withPayload("{ T: { value: 12, data_type: string } }"),
            "line 8, experiences[0].audiences[0].variations[0].payload.T.value: is 12, must be text"
                + " (put it in quotes) for string"),
        broken(
            withPayload("{ T: { value: '12', data_type: number } }"),
            "line 8, experiences[0].audiences[0].variations[0].payload.T.value: is '12', must be a"
                + " number or a template for number"),
        broken(
            withPayload("{ T: { value: 'yes', data_type: boolean } }"),
            "line 8, experiences[0].audiences[0].variations[0].payload.T.value: is 'yes', must be"
                + " true, false or a template for boolean"),
        broken(
            withPayload("{ T: { value: 5, data_type: json } }"),
            "line 8, experiences[0].audiences[0].variations[0].payload.T.value: is 5, must be an"
                + " object or a list for json"),
        broken(
            withPayload("{ T: { value: 5, data_type: integer } }"),
            "line 8, experiences[0].audiences[0].variations[0].payload.T.data_type: is 'integer';"
                + " allowed: string, number, boolean, json, float"),
        broken(
            withPayload("{ T: null }"),
            "line 8, experiences[0].audiences[0].variations[0].payload.T: is null, must be text, a"
                + " number, true, false, a list or an object"),
        broken(
            withPayload("{ T: [ { n: 1e+999 } ] }").replace("1e+999", "1.0e+999"),
            "line 8, experiences[0].audiences[0].variations[0].payload.T[0].n: is 1.0e+999, too"
                + " long or too large for a number"),
        broken(
            withPayload("{ %s }".formatted(times(101, "F#: 1"))),
            "line 8, experiences[0].audiences[0].variations[0].payload: has 101 fields, at most"
                + " 100"),
        broken(
            withPayload("{ T: '%s' }".formatted("x".repeat(100_001))),
            "line 8, experiences[0].audiences[0].variations[0].payload.T: is 100,001 characters, at"
                + " most 100,000"),
        broken(
            withPayload("{ T: a }, locales: { hindi_: { T: b } }"),
            "line 8, experiences[0].audiences[0].variations[0].locales.hindi_: 'hindi_' has a"
                + " character it may not have; allowed: a language tag such as hi or pt-BR"),
        broken(
            withPayload("{ T: a }, locales: { pt-BR: { T: b }, pt_br: { T: c } }"),
            "line 8, experiences[0].audiences[0].variations[0].locales.pt_br: is there twice: case,"
                + " - and _ make no difference"),
        broken(
            withPayload("{ Title: a }, locales: { hi: { Titel: b } }"),
            "line 8, experiences[0].audiences[0].variations[0].locales.hi.Titel: is not in the"
                + " payload, so nothing can stand in its place; did you mean Title? allowed:"
                + " Title"),
        broken(
            withPayload("{ T: a }, locales: { hi: { T: { value: 1, data_type: number } } }"),
            "line 8, experiences[0].audiences[0].variations[0].locales.hi.T.data_type: is number,"
                + " must be string as in the payload"));
  }

  static Stream<Arguments> rule() {
    return Stream.of(
        broken(
            withRule("{ atribute: plan, is: gold }"),
            "line 4, audiences[0].rule: is about nothing (has atribute, is); did you mean"
                + " attribute? allowed: all, any, not, everyone, attribute, event, affinity,"
                + " segment, query, day, hour, country, region, city, device, os, browser,"
                + " visitor"),
        broken(
            withRule("{ attribute: plan, query: q, is: gold }"),
            "line 4, audiences[0].rule: has attribute and query, must have exactly 1 of all, any,"
                + " not, everyone, attribute, event, affinity, segment, query, day, hour, country,"
                + " region, city, device, os, browser, visitor"),
        broken(
            withRule("{ segment: gold }"),
            "line 4, audiences[0].rule: 'gold' is no segment of the workspace; declare it in"
                + " segments"),
        broken(
            withRule("{ not: { any: [ { segment: gold } ] } }"),
            "line 4, audiences[0].rule: 'gold' is no segment of the workspace; declare it in"
                + " segments"),
        broken(withRule("{ all: [] }"), "line 4, audiences[0].rule.all: has no rule, at least 1"),
        broken(
            withRule("{ all: [ { everyone: true } ], is: 1 }"),
            "line 4, audiences[0].rule.is: is not known beside all, which stands alone"),
        broken(
            withRule("{ everyone: false }"),
            "line 4, audiences[0].rule.everyone: is false, must be true; for nobody write not:"
                + " {everyone: true}"),
        broken(
            withRule("{ not: ".repeat(10) + "{ everyone: true }" + " }".repeat(10)),
            "line 4, audiences[0].rule%s: is nested 11 deep, at most 10"
                .formatted(".not".repeat(10))),
        broken(
            withRule("{ country: [IN, UK] }"),
            "line 4, audiences[0].rule.country[1]: is 'UK', must be an ISO 3166-1 code of two"
                + " letters such as IN"),
        broken(
            withRule("{ day: [Funday] }"),
            "line 4, audiences[0].rule.day[0]: is 'Funday'; did you mean Sunday? allowed: Monday,"
                + " Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"),
        broken(
            withRule("{ hour: ['24'] }"),
            "line 4, audiences[0].rule.hour[0]: is '24', must be an hour from \"00\" to \"23\""),
        broken(
            withRule("{ device: [Phone] }"),
            "line 4, audiences[0].rule.device[0]: is 'Phone'; allowed: Mobile, Desktop, Tablet, TV,"
                + " Other"),
        broken(withRule("{ os: [] }"), "line 4, audiences[0].rule.os: has no value, at least 1"),
        broken(
            withRule("{ visitor: old }"),
            "line 4, audiences[0].rule.visitor: is 'old'; allowed: new, returning"));
  }

  static Stream<Arguments> condition() {
    var operators =
        "is, is_not, contains, does_not_contain, starts_with, ends_with, matches, less_than,"
            + " greater_than, at_least, at_most, between, not_between, exists, is_empty, before,"
            + " after, on, in_the_last, in_the_next";
    return Stream.of(
        broken(
            withRule("{ attribute: plan }"),
            "line 4, audiences[0].rule: has no operator, must have exactly 1 operator of "
                + operators),
        broken(
            withRule("{ attribute: n, at_least: 1, at_most: 2 }"),
            "line 4, audiences[0].rule: has at_least and at_most, must have exactly 1 operator of "
                + operators),
        broken(
            withRule("{ attribute: n, is: 1, equals: 2 }"),
            "line 4, audiences[0].rule.equals: is not known; allowed: "
                + operators
                + ", case_sensitive"),
        broken(
            withRule("{ query: n, less_than: 1 }").replace("less_than", "is: a, less_than"),
            "line 4, audiences[0].rule.less_than: is not for query, whose values are text; allowed:"
                + " is, is_not, contains, does_not_contain, starts_with, ends_with, matches,"
                + " exists, is_empty"),
        broken(
            withRule("{ attribute: n, is: null }"),
            "line 4, audiences[0].rule.is: has no value, at least 1"),
        broken(
            withRule("{ attribute: n, is: [] }"),
            "line 4, audiences[0].rule.is: is has no value, at least 1"),
        broken(
            withRule("{ attribute: n, is: { a: 1 } }"),
            "line 4, audiences[0].rule.is: is an object, must be text, a number, true or false"),
        broken(
            withRule("{ attribute: n, is: '%s' }".formatted("x".repeat(1_001))),
            "line 4, audiences[0].rule.is: is 1,001 characters, at most 1,000"),
        broken(
            withRule("{ attribute: n, between: [5, 1] }"),
            "line 4, audiences[0].rule.between: between takes two numbers or two dates, the lower"
                + " one first"),
        broken(
            withRule("{ attribute: n, before: gold }"),
            "line 4, audiences[0].rule.before: before takes a date or date-time"),
        broken(
            withRule("{ attribute: n, in_the_last: { days: 0 } }"),
            "line 4, audiences[0].rule.in_the_last.days: is 0, must be a whole number from 1 to"
                + " 10,000"),
        broken(
            withRule("{ attribute: n, in_the_last: { days: 1, weeks: 1 } }"),
            "line 4, audiences[0].rule.in_the_last: has 2 units, must have exactly 1 such as"
                + " {days: 7}"),
        broken(
            withRule("{ attribute: n, in_the_next: { fortnights: 1 } }")
                .replace("{ fortnights", "{ days: 1, fortnights"),
            "line 4, audiences[0].rule.in_the_next.fortnights: is not known; allowed: minutes,"
                + " hours, days, weeks, months"),
        broken(
            withRule("{ attribute: n, exists: maybe }"),
            "line 4, audiences[0].rule.exists: exists takes true or false"));
  }

  @ParameterizedTest
  @MethodSource({"workspace", "experience", "target", "payload", "rule", "condition"})
  void theMistakeIsSaidWithItsPlace(String text, String mistake) {
    assertThat(mistakes(text)).extracting(Mistake::toString).containsExactly(mistake);
  }

  @Test
  void patternsAreHeldAgainstTheirSyntax() {
    assertThat(mistakes(withRule("{ attribute: n, matches: 'a(' }")))
        .singleElement()
        .extracting(Mistake::message)
        .asString()
        .startsWith("'a(' is no pattern in RE2 syntax: ");
  }

  @Test
  void limitsThatAWorkspaceRaisesHold() {
    var text =
        target("variations: [ %s ]".formatted(times(6, "{ name: V#, weight: 1 }")))
            .replace("id: DEMO", "id: DEMO\nlimits: { variations_per_audience: 6 }");

    assertThat(mistakes(text)).isEmpty();
  }

  @Test
  void whatIsAtTheLimitIsFine() {
    assertThat(mistakes(withRule("{ not: ".repeat(9) + "{ everyone: true }" + " }".repeat(9))))
        .isEmpty();
    assertThat(mistakes(experience("    control_percent: 90\n"))).isEmpty();
    assertThat(mistakes(experience("").replace("homepage-banner", "k".repeat(50)))).isEmpty();
    assertThat(mistakes(withRule("{ hour: [0, 23, '07', 09] }"))).isEmpty();
    assertThat(mistakes(withRule("{ country: in }"))).isEmpty();
  }

  /// Also where nobody wrote a document: a cohort declares its segment.
  @Test
  void aWorkspaceHasAtMostTenThousandSegments() {
    var text = "id: DEMO\nsegments: [ %s ]\n";
    assertThat(mistakes(text.formatted(times(10_001, "{ id: s# }"))))
        .extracting(Mistake::toString)
        .containsExactly("line 2, segments: has 10,001 items, at most 10,000");

    var full = Reading.yaml(text.formatted(times(10_000, "{ id: s# }")));
    DocumentChecks.check(full);
    assertThatThrownBy(
            () -> DocumentChecks.check(full.withSegment(new SegmentDocument("more", "More"))))
        .isInstanceOf(InvalidDocument.class)
        .hasMessage("segments: has 10,001 items, at most 10,000");
    DocumentChecks.check(full.withSegment(new SegmentDocument("s7", "One that is there")));
  }

  @Test
  void secretsAreNeverRepeated() {
    assertThat(mistakes("id: X\nkeys: [ { kind: data, secret: \"hunter2\\u0001\" } ]"))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.toString()).doesNotContain("hunter2"));
    assertThat(new KeyRequest(KeyKind.DATA, "", "hunter2", null).toString())
        .doesNotContain("hunter2");
  }
}
