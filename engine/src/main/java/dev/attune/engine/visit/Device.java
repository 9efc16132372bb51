package dev.attune.engine.visit;

import org.jspecify.annotations.Nullable;

/// What a user agent says of the device.
///
/// @param type absent when there is no user agent
/// @param os such as `Android`, `iOS`, `Windows`, `macOS`, `Linux`
/// @param browser such as `Chrome`, `Safari`, `Firefox`, `Edge`
public record Device(@Nullable Type type, @Nullable String os, @Nullable String browser) {

  public static final Device UNKNOWN = new Device(null, null, null);

  public enum Type {
    MOBILE("Mobile"),
    DESKTOP("Desktop"),
    TABLET("Tablet"),
    TV("TV"),
    OTHER("Other");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /// As rules spell it.
    public String word() {
      return word;
    }
  }
}
