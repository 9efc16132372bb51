package dev.attune.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodingTest {
  @Test
  void aSegmentIsDecodedAndAPlusIsAPlus() {
    assertThat(PercentCoding.decodeSegment("a+b%2Fc%C3%A9%F0%9F%98%80")).isEqualTo("a+b/cé😀");
  }

  @Test
  void aQueryKeepsOrderAndEmptyValues() {
    assertThat(PercentCoding.decodeQuery("a=1&b=x+y%26&&a=2&c&d=&=e&f=g=h"))
        .containsOnly(
            entry("a", List.of("1", "2")),
            entry("b", List.of("x y&")),
            entry("c", List.of("")),
            entry("d", List.of("")),
            entry("", List.of("e")),
            entry("f", List.of("g=h")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "a%4", "%zz", "%C3", "%ff", "%c0%af", "%ed%a0%80", "%+1"})
  void whatIsNotEncodedUtf8IsRefused(String raw) {
    assertThatThrownBy(() -> PercentCoding.decodeSegment(raw)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> PercentCoding.decodeQuery("a=" + raw)).isInstanceOf(Refused.class);
  }

  @Test
  void aHundredParametersAreEnough() {
    assertThat(PercentCoding.decodeQuery("a=1&".repeat(100)).get("a")).hasSize(100);
    assertThatThrownBy(() -> PercentCoding.decodeQuery("a=1&".repeat(101)))
        .isInstanceOf(Refused.class);
  }
}
