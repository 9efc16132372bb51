package dev.attune.storage;

import dev.attune.engine.attribution.Touch;
import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something a person did, or that was done for them. Stored once under its id.
///
/// @param id unique in the workspace: a second event with the same id is a duplicate, whoever it
///   names and whatever it holds. At most 200 bytes of UTF-8
/// @param name such as `Order Placed`
/// @param at when it happened, by the caller's clock
/// @param received when the server accepted it
/// @param platform such as `web`; empty where unknown
/// @param touch set when the event is an impression, a click or a person's being held out
public record Event(
    String id,
    String name,
    Instant at,
    Instant received,
    String platform,
    Map<String, Value> attributes,
    @Nullable Touch touch) {

  /// How many exposures a profile keeps. Nobody sees so many variations; a caller who invents them
  /// must not make a profile grow for ever.
  public static final int MAX_EXPOSURES = 1_000;

  /// The exposure that this event is, if it is an impression. The profile keeps it if it is the
  /// first of its experience, audience and variation, or older than the one kept; a profile that
  /// has [#MAX_EXPOSURES] keeps no new kind.
  public @Nullable Exposure exposure() {
    return touch != null && touch.kind() == Touch.Kind.SHOWN
        ? new Exposure(touch.experienceId(), touch.audienceId(), touch.variationId(), at)
        : null;
  }

  /// Whether rules on behaviour see it, and the profile's history has it.
  public boolean isDeed() {
    return touch == null || touch.kind() == Touch.Kind.CLICKED;
  }
}
