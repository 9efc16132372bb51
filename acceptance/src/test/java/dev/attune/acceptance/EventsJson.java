package dev.attune.acceptance;

import java.util.UUID;

/// Bodies of events, as the vendor's samples write them.
final class EventsJson {
  static final String SHOWN = "MOE_PERSONALIZATION_MESSAGE_SHOWN";
  static final String CLICKED = "MOE_PERSONALIZATION_MESSAGE_CLICKED";
  static final long TIME = 1_725_258_666; // 2024-09-02T06:31:06Z

  private EventsJson() {}

  static String request(String... elements) {
    return "{\"elements\":[%s]}".formatted(String.join(",", elements));
  }

  static String element(String customerId, String... actions) {
    return "{\"customer_id\":\"%s\",\"actions\":[%s]}"
        .formatted(customerId, String.join(",", actions));
  }

  /// An element with one impression.
  static String shown(String customerId, String cid) {
    return element(customerId, action(SHOWN, UUID.randomUUID().toString(), cid));
  }

  static String action(String name, String uuid, String cid) {
    return action(name, uuid, Long.toString(TIME), cid, "");
  }

  /// @param time JSON: a number or a quoted text
  /// @param more further members, each with a comma before it
  static String action(String name, String uuid, String time, String cid, String more) {
    return """
    {"action":"%s","moe_event_uuid":"%s","event_time":%s,"platform":"web","attributes":%s%s}\
    """
        .formatted(name, uuid, time, attributes(cid), more);
  }

  static String attributes(String cid) {
    return """
    {"cid":"%s","experience":"Any","moe_locale_id":"0","moe_variation_id":"1",\
    "audience_name":"All Users","audience_id":"5A","type":"Web Personalization"}\
    """
        .formatted(cid);
  }
}
