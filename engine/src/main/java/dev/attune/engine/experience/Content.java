package dev.attune.engine.experience;

/// What a variation serves in one locale.
///
/// @param locale the tag of the override that went in; `0` when none did
public record Content(String locale, Payload payload) {

  /// How the wire calls the content without an override.
  public static final String NO_LOCALE = "0";
}
