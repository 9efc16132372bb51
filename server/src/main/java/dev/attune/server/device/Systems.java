package dev.attune.server.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operating systems. The order matters: Windows Phone says Android and iPhone too, nearly
/// everything says Linux, and everything of Apple's mobiles says Mac OS X.
final class Systems {

  private static final List<Token<String>> TABLE =
      List.of(
          new Token<>("windows phone", "Windows Phone"),
          new Token<>("windows mobile", "Windows Phone"),
          new Token<>("windows ce", "Windows Phone"),
          new Token<>("iemobile", "Windows Phone"),
          new Token<>("wpdesktop", "Windows Phone"),
          new Token<>("lumia", "Windows Phone"),
          new Token<>("playstation", "PlayStation"),
          new Token<>("nintendo", "Nintendo"),
          new Token<>("kaios", "KaiOS"),
          new Token<>("tizen", "Tizen"),
          new Token<>("web0s", "webOS"),
          new Token<>("webos", "webOS"),
          new Token<>("hpwos", "webOS"),
          new Token<>("roku", "Roku"),
          new Token<>("vidaa", "Vidaa"),
          new Token<>("appletv", "tvOS"),
          new Token<>("apple tv", "tvOS"),
          new Token<>("tvos", "tvOS"),
          new Token<>("openharmony", "HarmonyOS"),
          new Token<>("harmonyos", "HarmonyOS"),
          new Token<>("blackberry", "BlackBerry"),
          new Token<>("bb10", "BlackBerry"),
          new Token<>("rim tablet", "BlackBerry"),
          new Token<>("symbian", "Symbian"),
          new Token<>("series60", "Symbian"),
          new Token<>("series 60", "Symbian"),
          new Token<>("s60;", "Symbian"),
          new Token<>("bada/", "Bada"),
          new Token<>("crkey", "Chromecast"),
          new Token<>("fuchsia", "Fuchsia"),
          new Token<>("windows", "Windows"),
          new Token<>("win98", "Windows"),
          new Token<>("win95", "Windows"),
          new Token<>("winnt", "Windows"),
          new Token<>("win32", "Windows"),
          new Token<>("android", "Android"),
          new Token<>("iphone", "iOS"),
          new Token<>("ipad", "iOS"),
          new Token<>("ipod", "iOS"),
          new Token<>("ios ", "iOS"),
          new Token<>("ios/", "iOS"),
          new Token<>("ios;", "iOS"),
          new Token<>("cros ", "ChromeOS"),
          new Token<>("chromeos", "ChromeOS"),
          new Token<>("macintosh", "macOS"),
          new Token<>("mac os", "macOS"),
          new Token<>("mac_powerpc", "macOS"),
          new Token<>("macos", "macOS"),
          new Token<>("cfnetwork", "iOS"),
          // Android that shows pages as a desktop would.
          new Token<>("samsungbrowser", "Android"),
          new Token<>("silk/", "Android"),
          new Token<>("googletv", "Android"),
          new Token<>("fban/fb4a", "Android"),
          new Token<>("freebsd", "BSD"),
          new Token<>("openbsd", "BSD"),
          new Token<>("netbsd", "BSD"),
          new Token<>("linux", "Linux"),
          new Token<>("ubuntu", "Linux"));

  private Systems() {}

  /// @param text a user agent in lower case
  static @Nullable String of(String text) {
    return Token.first(TABLE, text);
  }
}
