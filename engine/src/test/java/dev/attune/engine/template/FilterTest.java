package dev.attune.engine.template;

import static dev.attune.engine.template.Given.filled;
import static dev.attune.engine.template.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
  private static String value(String expression) {
    return filled("{{ " + expression + " }}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "UserAttribute.x|default('a')!a",
        "UserAttribute.x|d('a')|upper!A",
        "UserAttribute.x|default!``",
        "UserAttribute.empty|default('a')!``",
        "UserAttribute.empty|default('a', true)!a",
        "UserAttribute.empty|default('a', boolean=true)!a",
        "0|default('a', true)!a",
        "false|default('a')!false",
        "UserAttribute.x|upper|default('a')!a",
        "none|default(default_value='a')!a"
      })
  void defaultTakesThePlaceOfWhatIsMissing(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "'straße'|upper!STRASSE",
        "'ÄB'|lower!äb",
        "'joHn doE'|capitalize!John doe",
        "''|capitalize!``",
        "\"joHn o'neil mc-x\"|title!John O'neil Mc-X",
        "'  a b '|trim ~ '.'!a b.",
        "'<p>Hi  <b>x</b>\\n</p>'|striptags!Hi x",
        "'a < b'|striptags!a < b",
        "'xxx'|replace('x', 'yy')!yyyyyy",
        "'xxx'|replace('x', 'y', 2)!yyx",
        "'xxx'|replace(old='x', new='')!``",
        "'x'|replace('', 'y')!x",
        "5|replace('5', '6')!6",
        "'hello big world'|truncate(9)!hello...",
        "'hello big world'|truncate(9, true)!hello ...",
        "'hello big world'|truncate(length=10, end='…', leeway=0)!hello…",
        "'hello big world'|truncate(12)!hello big world",
        "'😀😀😀😀'|truncate(3, true, '', 0)!😀",
        "' a  b '|wordcount!2",
        "5|string ~ 1!51",
        "'<a href=\"x\">&\\''|escape!&lt;a href=&quot;x&quot;&gt;&amp;&#39;",
        "'plain'|e!plain",
        "'<b>'|safe!<b>",
        "'a, b,,c'|split(',')!['a', 'b', 'c']",
        "'a b  c'|split!['a', 'b', 'c']",
        "'a,b,c'|split(',', 2)!['a', 'b,c']",
        "'abc'|length!3",
        "'a😀'|count!2",
        "'abc'|reverse!cba",
        "'abc'|first!a",
        "'abc'|last!c"
      })
  void filtersOfText(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "UserAttribute.sizes|length!3",
        "UserAttribute.x|length!0",
        "5|length!0",
        "UserAttribute.address|length!1",
        "UserAttribute.sizes|first!1",
        "UserAttribute.sizes|last!3",
        "[]|first!``",
        "UserAttribute.sizes|join(', ')!1, 2, 3",
        "UserAttribute.sizes|join!123",
        "[{'n': 1}, {'n': 2}]|join('+', attribute='n')!1+2",
        "5|join(',')!5",
        "UserAttribute.sizes|reverse![3, 2, 1]",
        "UserAttribute.tags|sort!['A', 'a', 'b', 'B']",
        "UserAttribute.tags|sort(case_sensitive=true)!['A', 'B', 'a', 'b']",
        "[10, 9, 1.5]|sort![1.5, 9, 10]",
        "[2, 3, 1]|sort(true)![3, 2, 1]",
        "[{'n': 2}, {'n': 1}]|sort(attribute='n')|map(attribute='n')![1, 2]",
        "['b', 1]|sort![1, 'b']",
        "[1, 'a', 1, 'a', 'A', [1], [1]]|unique![1, 'a', 'A', [1]]",
        "'ab'|list!['a', 'b']",
        "UserAttribute.sizes|sum!6",
        "['x', '2', 1.5]|sum!3.5",
        "[{'p': 2}, {'p': 3}]|sum(attribute='p')!5",
        "[{'p': 2}, {'p': 3}]|sum('p', 10)!15",
        "[3, 1, 2]|min!1",
        "[3, 1, 2]|max!3",
        "[]|max!``"
      })
  void filtersOfLists(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text.replace("[1.5, 9, 10]", "[1.5, 9, 10]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "2.5|round!3",
        "(0 - 2.5)|round!-3",
        "2.567|round(2)!2.57",
        "1.005|round(2)!1.01",
        "12|round(2)!12",
        "2.51|round(1, 'floor')!2.5",
        "2.51|round(1, method='ceil')!2.6",
        "1e300|round!1e+300",
        "'3.7'|round!4",
        "'3.7'|int!3",
        "'x'|int!0",
        "'x'|int(5)!5",
        "UserAttribute.x|int!0",
        "true|int!1",
        "(0 - 5.7)|int!-5",
        "1e300|int!9223372036854775807",
        "'2.5'|float!2.5",
        "2|float!2.0",
        "'x'|float(1.5)!1.5",
        "(0 - 3)|abs!3",
        "'-3.5'|abs!3.5"
      })
  void filtersOfNumbers(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "'Köln?'|base64encode!S8O2bG4/",
        "'S8O2bG4/'|base64decode!Köln?",
        "'S8O2bG4_'|base64decode!Köln?",
        "'YQ'|base64decode!a",
        "'%%%'|base64decode!``",
        "'/w=='|base64decode!``",
        "'a b/c?d=ö&e'|urlencode!a%20b/c%3Fd%3D%C3%B6%26e",
        "'a%20b+c%C3%B6'|urldecode!a b cö",
        "'100%'|urldecode!``",
        "'%zz'|urldecode!``",
        "'%ff'|urldecode!``"
      })
  void encodingsOfWhichWhatIsBadBecomesEmpty(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "'14/10/2020'|dateFormatter('%m/%d/%Y')!10/14/2020",
        "'14/10/2020'|dateFormatter!2020-10-14",
        "UserAttribute.born|dateFormatter('%d %B %Y')!14 October 2020",
        "UserAttribute.born|dateFormatter('dd MMM yyyy')!14 Oct 2020",
        "UserAttribute.Birthday|default('2020-10-04')|dateFormatter('%-d %b, %a %A')!4 Oct, Sun Sunday",
        "UserAttribute.seen|dateTimeFormatter!2026-11-21 10:05:09",
        "UserAttribute.seen|dateTimeFormatter('%I:%M %p %y %%')!10:05 AM 26 %",
        "UserAttribute.seen|dateTimeFormatter('HH:mm')!10:05",
        "UserAttribute.seen|dateTimeFormatter('%H:%M %z', timeZone='Asia/Kolkata')!15:35 +0530",
        "UserAttribute.seen|dateTimeFormatter(tzOffset=-330, toFormat='%H:%M')!15:35",
        "UserAttribute.seen|dateTimeFormatter('%H:%M', 'Asia/Tokyo', -1000)!19:05",
        "UserAttribute.seen|dateTimeFormatter('%H:%M', 'Asia/Tokyo', UserAttribute.x)!19:05",
        "UserAttribute.seen|dateTimeFormatter('%H:%M', 'Asia/Tokyo', -330)!15:35",
        "'2012-01-19 17:21:00 CST'|dateTimeFormatter(toFormat='%Y-%m-%d %H:%M:%S %p')!2012-01-19 23:21:00 PM",
        "'2012-01-19 17:21:00'|dateTimeFormatter!2012-01-19 17:21:00",
        "'2012-01-19T17:21:00'|dateTimeFormatter!2012-01-19 17:21:00",
        "'2012-01-19T17:21:00+05:30'|dateTimeFormatter!2012-01-19 11:51:00",
        "1767225600|dateFormatter!2026-01-01",
        "1767225600000|dateFormatter!2026-01-01",
        "'soon'|dateFormatter|default('unknown')!unknown",
        "'99/99/2020'|dateFormatter|default('unknown')!unknown",
        "'aa/bb/cccc'|dateFormatter|default('unknown')!unknown",
        "'2012-01-19 17:21:00 Nowhere'|dateTimeFormatter|default('unknown')!unknown",
        "[1]|dateFormatter|default('unknown')!unknown",
        "1e18|dateFormatter|default('unknown')!unknown"
      })
  void datesAreWrittenByEitherKindOfPattern(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }

  @Test
  void aPatternOrZoneThatMeansNothingIsRefused() {
    assertThat(refused("{{ 1|dateFormatter('%Q') }}")).contains("%Q is not supported");
    assertThat(refused("{{ 1|dateFormatter('DD/MM/YYYY') }}")).contains("the year is yyyy");
    assertThat(refused("{{ 1|dateFormatter('foo') }}")).contains("'foo' is no date pattern");
    assertThat(refused("{{ 1|dateFormatter('%') }}")).contains("cannot end in %");
    assertThat(refused("{{ 1|dateFormatter(5) }}")).contains("has to be a string");
    assertThat(refused("{{ 1|dateTimeFormatter(timeZone='Mars') }}"))
        .contains("no time zone 'Mars'");
  }
}
