package dev.attune.server.device;

import static java.util.Map.entry;

import dev.attune.engine.visit.Device;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/// What ua-parser calls the things that we have a name for.
@NullMarked
final class UaParserNames {

  private UaParserNames() {}

  /// From its family of devices to our type. Most of its families are models, of which it does not
  /// say what they are.
  static final Map<String, Device.Type> TYPES =
      Map.ofEntries(
          entry("Spider", Device.Type.OTHER),
          entry("Mac", Device.Type.DESKTOP),
          entry("iPhone", Device.Type.MOBILE),
          entry("iPod", Device.Type.MOBILE),
          entry("Generic Smartphone", Device.Type.MOBILE),
          entry("Generic Feature Phone", Device.Type.MOBILE),
          entry("iPad", Device.Type.TABLET),
          entry("Generic Tablet", Device.Type.TABLET),
          entry("Kindle Fire HD", Device.Type.TABLET),
          entry("Kindle Fire HDX 7\" WiFi", Device.Type.TABLET),
          entry("AppleTV", Device.Type.TV),
          entry("Samsung SMART-TV", Device.Type.TV),
          entry("Apple Watch", Device.Type.OTHER));

  /// From its name to ours.
  static final Map<String, String> SYSTEMS =
      Map.ofEntries(
          entry("Windows", "Windows"),
          entry("Mac OS X", "macOS"),
          entry("Mac OS", "macOS"),
          entry("Chrome OS", "ChromeOS"),
          entry("Linux", "Linux"),
          entry("Ubuntu", "Linux"),
          entry("Kubuntu", "Linux"),
          entry("Debian", "Linux"),
          entry("Fedora", "Linux"),
          entry("Gentoo", "Linux"),
          entry("Mageia", "Linux"),
          entry("Mandriva", "Linux"),
          entry("SUSE", "Linux"),
          entry("Red Hat", "Linux"),
          entry("CentOS", "Linux"),
          entry("Linux Mint", "Linux"),
          entry("Arch Linux", "Linux"),
          entry("Slackware", "Linux"),
          entry("Android", "Android"),
          entry("FireOS", "Android"),
          entry("iOS", "iOS"),
          entry("tvOS", "tvOS"),
          entry("ATV OS X", "tvOS"),
          entry("Windows Phone", "Windows Phone"),
          entry("Windows Mobile", "Windows Phone"),
          entry("Windows CE", "Windows Phone"),
          entry("OpenBSD", "BSD"),
          entry("FreeBSD", "BSD"),
          entry("NetBSD", "BSD"),
          entry("Tizen", "Tizen"),
          entry("webOS", "webOS"),
          entry("KaiOS", "KaiOS"),
          entry("HarmonyOS", "HarmonyOS"),
          entry("Roku", "Roku"),
          entry("Chromecast", "Chromecast"),
          entry("Fuchsia", "Fuchsia"),
          entry("Symbian OS", "Symbian"),
          entry("Symbian^3", "Symbian"),
          entry("Symbian^3 Anna", "Symbian"),
          entry("Symbian^3 Belle", "Symbian"),
          entry("BlackBerry OS", "BlackBerry"),
          entry("BlackBerry Tablet OS", "BlackBerry"),
          entry("Bada", "Bada"));

  /// From its name to ours, of browsers and of the apps around a web view.
  static final Map<String, String> BROWSERS =
      Map.ofEntries(
          entry("Chrome", "Chrome"),
          entry("Chromium", "Chrome"),
          entry("Chrome Mobile", "Chrome"),
          entry("Chrome Mobile iOS", "Chrome"),
          entry("Chrome Mobile WebView", "Android WebView"),
          entry("Safari", "Safari"),
          entry("Mobile Safari", "Safari"),
          entry("Mobile Safari UI/WKWebView", "iOS WebView"),
          entry("Firefox", "Firefox"),
          entry("Firefox Mobile", "Firefox"),
          entry("Firefox iOS", "Firefox"),
          entry("Edge", "Edge"),
          entry("Edge Mobile", "Edge"),
          entry("IE", "Internet Explorer"),
          entry("IE Mobile", "Internet Explorer"),
          entry("Opera", "Opera"),
          entry("Opera Mobile", "Opera"),
          entry("Opera Tablet", "Opera"),
          entry("Opera Touch", "Opera"),
          entry("Opera GX", "Opera"),
          entry("Opera Mini", "Opera Mini"),
          entry("Samsung Internet", "Samsung Internet"),
          entry("UC Browser", "UC Browser"),
          entry("Yandex Browser", "Yandex Browser"),
          entry("Vivaldi", "Vivaldi"),
          entry("Brave", "Brave"),
          entry("DuckDuckGo", "DuckDuckGo"),
          entry("DuckDuckGo Mobile", "DuckDuckGo"),
          entry("Ecosia iOS", "Ecosia"),
          entry("Ecosia Android", "Ecosia"),
          entry("Amazon Silk", "Silk"),
          entry("HuaweiBrowser", "Huawei Browser"),
          entry("MiuiBrowser", "Mi Browser"),
          entry("VivoBrowser", "Vivo Browser"),
          entry("QQ Browser", "QQ Browser"),
          entry("QQ Browser Mobile", "QQ Browser"),
          entry("Whale", "Whale"),
          entry("Coc Coc", "Coc Coc"),
          entry("Maxthon", "Maxthon"),
          entry("Oculus Browser", "Meta Quest Browser"),
          entry("Android", "Android Browser"),
          entry("SeaMonkey", "SeaMonkey"),
          entry("Pale Moon", "Pale Moon"),
          entry("Waterfox", "Waterfox"),
          entry("Epiphany", "GNOME Web"),
          entry("Google", "Google App"),
          entry("Facebook", "Facebook"),
          entry("Facebook Messenger", "Facebook"),
          entry("Instagram", "Instagram"),
          entry("WhatsApp", "WhatsApp"),
          entry("WeChat", "WeChat"),
          entry("TikTok", "TikTok"),
          entry("Snapchat", "Snapchat"),
          entry("Pinterest", "Pinterest"),
          entry("LINE", "LINE"));
}
