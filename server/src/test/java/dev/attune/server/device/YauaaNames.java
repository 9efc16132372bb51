package dev.attune.server.device;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/// What Yauaa calls the things that we have a name for, often several of its names for one of ours.
/// Televisions on a Linux without a name are Linux to us.
@NullMarked
final class YauaaNames {

  private YauaaNames() {}

  /// From its name to ours.
  static final Map<String, String> SYSTEMS =
      byTheirs(
          entry("Windows", "Windows NT", "Windows 9x", "Windows 3.x", "Windows"),
          entry("macOS", "Mac OS", "Mac OS X"),
          entry("ChromeOS", "Chrome OS"),
          entry(
              "Linux",
              "Linux",
              "Ubuntu",
              "Kubuntu",
              "Xubuntu",
              "Gentoo Linux",
              "Debian",
              "Fedora",
              "Mageia",
              "SUSE",
              "Red Hat",
              "CentOS",
              "Mint",
              "Mandriva",
              "Arch Linux",
              "Slackware",
              "LOH",
              "NETTV",
              "Linux Mint"),
          entry("Android", "Android", "FireOS", "GoogleTV"),
          entry("iOS", "iOS"),
          entry("tvOS", "tvOS"),
          entry("Windows Phone", "Windows Phone", "Windows CE", "Windows Mobile"),
          entry("BSD", "OpenBSD", "FreeBSD", "NetBSD"),
          entry("Tizen", "Tizen"),
          entry("webOS", "WebOS"),
          entry("KaiOS", "KaiOS"),
          entry("HarmonyOS", "HarmonyOS"),
          entry("Vidaa", "Vidaa"),
          entry("Roku", "Roku OS"),
          entry("PlayStation", "PS5 OS", "PS4 OS"),
          entry("Fuchsia", "Fuchsia"),
          entry("Nintendo", "Nintendo"),
          entry("Symbian", "SymbianOS", "Symbian"),
          entry("BlackBerry", "RIM OS", "BlackBerry"),
          entry("Bada", "Bada"));

  /// From its name to ours, of browsers and of the apps around a web view.
  static final Map<String, String> BROWSERS =
      byTheirs(
          entry("Meta Quest Browser", "OculusBrowser"),
          entry("Waterfox", "Waterfox"),
          entry("GNOME Web", "Epiphany"),
          entry("Qwant", "Qwant"),
          entry("Coc Coc", "Coc Coc Browser"),
          entry("Google App", "Google App", "Google Search App", "Google", "GoogleSearchApp"),
          entry("Chrome", "Chrome", "Chromium"),
          entry("Android WebView", "Chrome Webview"),
          entry("Safari", "Safari"),
          entry("iOS WebView", "UIWebView"),
          entry("Firefox", "Firefox", "Firefox Focus", "Fennec"),
          entry("Edge", "Edge"),
          entry("Internet Explorer", "Internet Explorer", "IE Mobile"),
          entry("Opera", "Opera", "Opera GX", "Opera Mobile", "Opera Touch", "Opera Tablet"),
          entry("Opera Mini", "Opera Mini"),
          entry("Samsung Internet", "SamsungBrowser"),
          entry("UC Browser", "UCBrowser"),
          entry("Yandex Browser", "Yandex Browser"),
          entry("Vivaldi", "Vivaldi"),
          entry("Brave", "Brave"),
          entry("DuckDuckGo", "DuckDuckGo"),
          entry("Huawei Browser", "Huawei Browser"),
          entry("Mi Browser", "Mi Browser"),
          entry("QQ Browser", "QQ Browser"),
          entry("Whale", "Whale"),
          entry("Silk", "Silk"),
          entry("Ecosia", "Ecosia"),
          entry("Maxthon", "Maxthon"),
          entry("Android Browser", "Stock Android Browser"),
          entry("SeaMonkey", "SeaMonkey"),
          entry("Pale Moon", "PaleMoon"),
          entry("Instagram", "Instagram"),
          entry(
              "Facebook",
              "Facebook",
              "Facebook App for Android",
              "Facebook App for iOS",
              "Facebook Messenger Lite for iOS",
              "Facebook EMA"),
          entry("Vivo Browser", "VivoBrowser"),
          entry("WeChat", "WeChat"),
          entry("TikTok", "TikTok"),
          entry("LINE", "Line"),
          entry("WhatsApp", "WhatsApp"),
          entry("Snapchat", "Snapchat"),
          entry("Pinterest", "Pinterest"));

  private record Entry(String ours, List<String> theirs) {}

  private static Entry entry(String ours, String... theirs) {
    return new Entry(ours, List.of(theirs));
  }

  private static Map<String, String> byTheirs(Entry... entries) {
    var names = new HashMap<String, String>();
    for (var entry : entries) {
      for (var theirs : entry.theirs()) {
        names.put(theirs, entry.ours());
      }
    }
    return Map.copyOf(names);
  }
}
