package dev.attune.server.device;

import static dev.attune.engine.visit.Device.Type.DESKTOP;
import static dev.attune.engine.visit.Device.Type.MOBILE;
import static dev.attune.engine.visit.Device.Type.OTHER;
import static dev.attune.engine.visit.Device.Type.TABLET;
import static dev.attune.engine.visit.Device.Type.TV;

import dev.attune.engine.visit.Device;
import java.util.List;

/// Kinds of devices. The order matters: robots dress up as phones, televisions say Android or X11.
final class Types {

  private static final List<Token<Device.Type>> TABLE =
      List.of(
          // Robots and programs.
          new Token<>("bot/", OTHER),
          new Token<>("bot ", OTHER),
          new Token<>("bot;", OTHER),
          new Token<>("bot)", OTHER),
          new Token<>("bot-", OTHER),
          new Token<>("bot.", OTHER),
          new Token<>("bot_", OTHER),
          new Token<>("bots", OTHER),
          new Token<>("robot", OTHER),
          new Token<>("crawl", OTHER),
          new Token<>("spider", OTHER),
          new Token<>("slurp", OTHER),
          new Token<>("+http", OTHER),
          new Token<>("(http", OTHER),
          new Token<>("headless", OTHER),
          new Token<>("lighthouse", OTHER),
          new Token<>("facebookexternalhit", OTHER),
          new Token<>("mediapartners", OTHER),
          new Token<>("bingpreview", OTHER),
          new Token<>("favicon", OTHER),
          new Token<>("google web preview", OTHER),
          new Token<>("google-", OTHER),
          new Token<>("-google", OTHER),
          new Token<>("phantomjs", OTHER),
          new Token<>("ptst", OTHER),
          new Token<>("synthetic", OTHER),
          new Token<>("pingdom", OTHER),
          new Token<>("catchpoint", OTHER),
          new Token<>("statuscake", OTHER),
          new Token<>("siteimprove", OTHER),
          new Token<>("linkcheck", OTHER),
          new Token<>("daumoa", OTHER),
          new Token<>("wkhtmlto", OTHER),
          new Token<>("node.js", OTHER),
          new Token<>("hackney/", OTHER),
          new Token<>("gitlab-runner", OTHER),
          new Token<>("curl/", OTHER),
          new Token<>("wget/", OTHER),
          new Token<>("python", OTHER),
          new Token<>("go-http-client", OTHER),
          new Token<>("java/", OTHER),
          new Token<>("libwww", OTHER),
          new Token<>("axios/", OTHER),
          new Token<>("node-fetch", OTHER),
          new Token<>("postman", OTHER),
          // Consoles, headsets, watches, readers.
          new Token<>("playstation", OTHER),
          new Token<>("xbox", OTHER),
          new Token<>("nintendo", OTHER),
          new Token<>("oculusbrowser", OTHER),
          new Token<>("quest ", OTHER),
          new Token<>("watchos", OTHER),
          new Token<>(" watch", OTHER),
          new Token<>("sm-r", OTHER),
          new Token<>("family hub", OTHER),
          new Token<>("tolino", OTHER),
          new Token<>("tesla/", OTHER),
          new Token<>("kobo ", OTHER),
          // Televisions, and boxes and sticks beside them.
          new Token<>("smart-tv", TV),
          new Token<>("smarttv", TV),
          new Token<>("smart_tv", TV),
          new Token<>("smart tv", TV),
          new Token<>("googletv", TV),
          new Token<>("google tv", TV),
          new Token<>("android tv", TV),
          new Token<>("androidtv", TV),
          new Token<>("appletv", TV),
          new Token<>("apple tv", TV),
          new Token<>("tvos", TV),
          new Token<>("hbbtv", TV),
          new Token<>("nettv", TV),
          new Token<>("netcast", TV),
          new Token<>("web0s", TV),
          new Token<>("webos.tv", TV),
          new Token<>("ce-html", TV),
          new Token<>("viera", TV),
          new Token<>("bravia", TV),
          new Token<>("aquos", TV),
          new Token<>("roku", TV),
          new Token<>("crkey", TV),
          new Token<>("vidaa", TV),
          new Token<>("philipstv", TV),
          new Token<>("opera tv", TV),
          new Token<>("opr tv", TV),
          new Token<>("; aft", TV),
          new Token<>("mibox", TV),
          new Token<>("mitv", TV),
          new Token<>("shield android", TV),
          new Token<>(" tv ", TV),
          new Token<>(" stb", TV),
          new Token<>("set-top", TV),
          new Token<>("cobalt/", TV),
          new Token<>("; gtv", TV),
          new Token<>("ekioh", TV),
          new Token<>("kreatv", TV),
          // Windows says Tablet PC where that feature is merely installed.
          new Token<>("wpdesktop", MOBILE),
          new Token<>("lumia", MOBILE),
          new Token<>("windows nt", DESKTOP),
          // Tablets that say so, by word or by model.
          new Token<>("ipad", TABLET),
          new Token<>("tablet", TABLET),
          new Token<>("playbook", TABLET),
          new Token<>("kindle", TABLET),
          new Token<>("silk/", TABLET),
          new Token<>("sm-t", TABLET),
          new Token<>("sm-x", TABLET),
          new Token<>("gt-p", TABLET),
          new Token<>("; kf", TABLET),
          new Token<>("nexus 7", TABLET),
          new Token<>("nexus 9", TABLET),
          new Token<>("nexus 10", TABLET),
          new Token<>("mediapad", TABLET),
          new Token<>("galaxy tab", TABLET),
          new Token<>("xoom", TABLET),
          new Token<>("transformer", TABLET),
          // Phones.
          new Token<>("mobile", MOBILE),
          new Token<>("phone", MOBILE),
          new Token<>("ipod", MOBILE),
          new Token<>("windows ce", MOBILE),
          new Token<>("blackberry", MOBILE),
          new Token<>("bb10", MOBILE),
          new Token<>("opera mini", MOBILE),
          new Token<>("opera mobi", MOBILE),
          new Token<>("symbian", MOBILE),
          new Token<>("series60", MOBILE),
          new Token<>("nokia", MOBILE),
          new Token<>("kaios", MOBILE),
          new Token<>("midp", MOBILE),
          new Token<>("webos", MOBILE),
          new Token<>("tizen", MOBILE),
          new Token<>("bada", MOBILE),
          new Token<>("maemo", MOBILE),
          new Token<>("cfnetwork", MOBILE),
          new Token<>("fennec", MOBILE),
          new Token<>("palmsource", MOBILE),
          new Token<>("palmos", MOBILE),
          new Token<>("fban/fb4a", MOBILE));

  private static final List<String> DESKTOPS =
      List.of(
          "windows",
          "win98",
          "win95",
          "winnt",
          "macintosh",
          "mac os",
          "mac_powerpc",
          "x11",
          "cros ",
          "linux",
          "bsd",
          "sunos",
          "os/2",
          "amiga",
          "beos",
          "haiku");

  private Types() {}

  /// @param text a user agent in lower case
  static Device.Type of(String text) {
    // Cubot makes phones. The space lets a token that ends a word find the last word too.
    var type = Token.first(TABLE, text.replace("cubot", "") + " ");
    if (type != null) {
      return type;
    }
    if (text.contains("android")) {
      // A browser on a phone says Mobile and one on a tablet does not; apps say neither.
      return text.startsWith("mozilla/") ? TABLET : MOBILE;
    }
    return DESKTOPS.stream().anyMatch(text::contains) ? DESKTOP : OTHER;
  }
}
