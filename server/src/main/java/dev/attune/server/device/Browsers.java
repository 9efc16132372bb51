package dev.attune.server.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Browsers, and apps that show pages. The order matters: whoever builds on Chromium says Chrome
/// and Safari too, so the particular names come first.
final class Browsers {

  private static final List<Token<String>> TABLE =
      List.of(
          // Apps with a page inside.
          new Token<>("instagram", "Instagram"),
          new Token<>("fban/", "Facebook"),
          new Token<>("fbav/", "Facebook"),
          new Token<>("fb_iab", "Facebook"),
          new Token<>("micromessenger", "WeChat"),
          new Token<>("bytedancewebview", "TikTok"),
          new Token<>("musical_ly", "TikTok"),
          new Token<>("trill_", "TikTok"),
          new Token<>("snapchat", "Snapchat"),
          new Token<>("pinterest", "Pinterest"),
          new Token<>("whatsapp", "WhatsApp"),
          new Token<>(" line/", "LINE"),
          new Token<>(" gsa/", "Google App"),
          // Built on Chromium or WebKit.
          new Token<>("opera mini", "Opera Mini"),
          new Token<>("opr/", "Opera"),
          new Token<>("opt/", "Opera"),
          new Token<>("opx/", "Opera"),
          new Token<>("opios/", "Opera"),
          new Token<>("opera", "Opera"),
          new Token<>("edg/", "Edge"),
          new Token<>("edga/", "Edge"),
          new Token<>("edgios/", "Edge"),
          new Token<>("edge/", "Edge"),
          new Token<>("oculusbrowser", "Meta Quest Browser"),
          new Token<>("samsungbrowser", "Samsung Internet"),
          new Token<>("ucbrowser", "UC Browser"),
          new Token<>("ubrowser", "UC Browser"),
          new Token<>("uc browser", "UC Browser"),
          new Token<>("yabrowser", "Yandex Browser"),
          new Token<>("vivaldi", "Vivaldi"),
          new Token<>("brave", "Brave"),
          new Token<>("duckduckgo", "DuckDuckGo"),
          new Token<>("ddg/", "DuckDuckGo"),
          new Token<>("huaweibrowser", "Huawei Browser"),
          new Token<>("miuibrowser", "Mi Browser"),
          new Token<>("heytapbrowser", "HeyTap Browser"),
          new Token<>("vivobrowser", "Vivo Browser"),
          new Token<>("mqqbrowser", "QQ Browser"),
          new Token<>("qqbrowser", "QQ Browser"),
          new Token<>("whale/", "Whale"),
          new Token<>("silk/", "Silk"),
          new Token<>("coc_coc_browser", "Coc Coc"),
          new Token<>("ecosia", "Ecosia"),
          new Token<>("qwant", "Qwant"),
          new Token<>("maxthon", "Maxthon"),
          // Engines of their own.
          new Token<>("iemobile", "Internet Explorer"),
          new Token<>("msie ", "Internet Explorer"),
          new Token<>("trident/", "Internet Explorer"),
          new Token<>("seamonkey", "SeaMonkey"),
          new Token<>("palemoon", "Pale Moon"),
          new Token<>("waterfox", "Waterfox"),
          new Token<>("epiphany", "GNOME Web"),
          new Token<>("focus/", "Firefox"),
          new Token<>("klar/", "Firefox"),
          new Token<>("fxios/", "Firefox"),
          new Token<>("firefox", "Firefox"),
          // The common ones, whose names all others borrow.
          new Token<>("; wv)", "Android WebView"),
          new Token<>("version/4.0 chrome/", "Android WebView"),
          new Token<>("crios/", "Chrome"),
          new Token<>("crmo/", "Chrome"),
          new Token<>("chromium", "Chrome"),
          new Token<>("chrome/", "Chrome"));

  private Browsers() {}

  /// @param text a user agent in lower case
  static @Nullable String of(String text) {
    var name = Token.first(TABLE, text);
    return name == null ? ofWebKit(text) : name;
  }

  /// Apple's, and the browser of Android before Chrome, are known by what they lack.
  private static @Nullable String ofWebKit(String text) {
    if (!text.contains("applewebkit")) {
      return null;
    }
    if (text.contains("android")) {
      return text.contains("version/") ? "Android Browser" : null;
    }
    boolean appleMobile = text.contains("iphone") || text.contains("ipad") || text.contains("ipod");
    if (appleMobile && !text.contains("safari/")) {
      return "iOS WebView";
    }
    boolean apple = appleMobile || text.contains("mac os x") || text.contains("version/");
    return apple && text.contains("safari/") ? "Safari" : null;
  }
}
