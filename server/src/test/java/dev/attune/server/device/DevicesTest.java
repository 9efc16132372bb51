package dev.attune.server.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.visit.Device;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class DevicesTest {

  private final Devices devices = new Devices();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "DESKTOP|Windows|Chrome|Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36",
        "DESKTOP|Windows|Edge|Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0",
        "DESKTOP|Windows|Opera|Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 OPR/134.0.0.0",
        "DESKTOP|Windows|Firefox|Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0",
        "DESKTOP|Windows|Internet Explorer|Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Trident/7.0; .NET4.0E; Tablet PC 2.0)",
        "DESKTOP|macOS|Safari|Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.6 Safari/605.1.15",
        "DESKTOP|Linux|Firefox|Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "DESKTOP|ChromeOS|Chrome|Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/152.0.0.0 Safari/537.36",
        "MOBILE|iOS|Safari|Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.6 Mobile/15E148 Safari/604.1",
        "MOBILE|iOS|Chrome|Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/150.0.0.0 Mobile/15E148 Safari/604.1",
        "MOBILE|iOS|iOS WebView|Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        "MOBILE|Android|Chrome|Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Mobile Safari/537.36",
        "MOBILE|Android|Samsung Internet|Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
        "MOBILE|Android|Android WebView|Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36",
        "MOBILE|Android|Instagram|Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 Instagram 350.0.0.0",
        "MOBILE|Android|Chrome|Mozilla/5.0 (Linux; Android 9; CUBOT X18) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/80.0.0.0 Mobile Safari/537.36",
        "MOBILE|Android|-|Dalvik/2.1.0 (Linux; U; Android 14; SM-A546B Build/UP1A)",
        "MOBILE|Windows Phone|Edge|Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063",
        "TABLET|iOS|Safari|Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "TABLET|Android|Chrome|Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36",
        "TABLET|Android|Silk|Mozilla/5.0 (Linux; Android 11; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/120.4.1 like Chrome/120.0.0.0 Safari/537.36",
        "TV|Tizen|Samsung Internet|Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/5.0 Chrome/94.0.4606.31 TV Safari/537.36",
        "TV|webOS|Chrome|Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.211 Safari/537.36 WebAppManager",
        "TV|Android|Silk|Mozilla/5.0 (Linux; Android 9; AFTMM Build/PS7633) AppleWebKit/537.36 (KHTML, like Gecko) Silk/120.4.1 like Chrome/120.0.0.0 Safari/537.36",
        "OTHER|PlayStation|Safari|Mozilla/5.0 (PlayStation; PlayStation 5/10.20) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15",
        "OTHER|-|-|Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "OTHER|Android|Chrome|Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "OTHER|-|-|curl/8.5.0",
        "OTHER|-|-|something else entirely",
      })
  void readsWhatBrowsersSend(
      Device.Type type, @Nullable String os, @Nullable String browser, String userAgent) {
    assertThat(devices.of(userAgent)).isEqualTo(new Device(type, os, browser));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void withoutAUserAgentNothingIsKnown(String blank) {
    assertThat(devices.of(blank)).isEqualTo(Device.UNKNOWN);
  }

  @Test
  void whatComesAfterThe1024thCharacterIsNotRead() {
    var padding = "x".repeat(1_024 - "iPhone".length());
    assertThat(devices.of(padding + "iPhone").os()).isEqualTo("iOS");
    assertThat(devices.of(padding + "-iPhone").os()).isNull();
    assertThat(devices.of(padding.repeat(1_000)).type()).isEqualTo(Device.Type.OTHER);
  }

  @Test
  void aRepeatedUserAgentIsReadOnce() {
    var curl = "curl/8.5.0";
    assertThat(devices.of(curl)).isSameAs(devices.of(curl));
  }
}
