package dev.attune.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic ", "basic ", "BASIC ", "Basic   "})
  void theSchemeIsReadInAnyCase(String scheme) {
    assertThat(BasicCredentials.parse(scheme + base64("SHOP:key") + " "))
        .isEqualTo(new BasicCredentials("SHOP", "key"));
  }

  @Test
  void theSecretMayHaveColonsAndTheUserNone() {
    assertThat(BasicCredentials.parse("Basic " + base64("SHOP:a:b:")))
        .isEqualTo(new BasicCredentials("SHOP", "a:b:"));
    assertThat(BasicCredentials.parse("Basic " + base64(":")))
        .isEqualTo(new BasicCredentials("", ""));
  }

  @Test
  void paddingMayBeLeftOut() {
    assertThat(BasicCredentials.parse("Basic " + base64("SHOP:a").replace("=", "")))
        .isEqualTo(new BasicCredentials("SHOP", "a"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Basic\tU0hPUDprZXk=",
        " Basic U0hPUDprZXk=",
        "Bearer U0hPUDprZXk=",
        "Basic U0hPUA==", // no colon
        "Basic U0hP UDprZXk=",
        "Basic U0hPUDprZXk=, Basic U0hPUDprZXk=",
        "Basic %%%",
        "Basic ₹₹₹₹",
        "Basic U0hPUDprZXk===",
      })
  void anythingElseIsNobody(String header) {
    assertThat(BasicCredentials.parse(header)).isNull();
  }

  @Test
  void bytesThatAreNoTextAreNobody() {
    var bytes = new byte[] {'S', ':', (byte) 0xff};

    assertThat(BasicCredentials.parse("Basic " + Base64.getEncoder().encodeToString(bytes)))
        .isNull();
  }

  @Test
  void aHeaderOfAnySizeIsNotDecoded() {
    assertThat(BasicCredentials.parse("Basic " + base64("S:" + "x".repeat(2_000)))).isNull();
  }

  @Test
  void theSecretIsNotInItsText() {
    assertThat(new BasicCredentials("SHOP", "hidden").toString()).doesNotContain("hidden");
  }
}
