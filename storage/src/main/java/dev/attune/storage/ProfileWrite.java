package dev.attune.storage;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One write to one profile: it is stored whole or not at all.
///
/// @param customerId whose; the profile is created if there is none, unless `existingOnly`. Not
///   empty, at most 1,024 bytes of UTF-8, without halves of surrogate pairs; compared byte for byte
/// @param at the server's clock: when a new profile was first seen, and when any was last seen if
///   this is later than what is known
/// @param identifiers what the new attribute values name the person by; [Policy#merging] says what
///   becomes of one that another profile has
/// @param absorbed other ids of the same person, such as the one they had before they were known:
///   whatever profiles they have become part of this one, and the ids lead to it from then on. An
///   id that already leads to another profile stays as it is, and so does one too many for
///   [dev.attune.engine.profile.Merge#MAX_MERGED]
/// @param joined segments the person comes into
/// @param left segments the person goes out of
/// @param through what named the absorbed ids, such as `anonymous_id`, for
///   [dev.attune.engine.profile.Profile#merged]; empty where somebody asked for them to be merged
/// @param strict whether nothing of the write is stored if its attributes would outgrow the
///   profile, or that of whoever the person turns out to be; if not, they alone are left out
public record ProfileWrite(
    String customerId,
    boolean existingOnly,
    Instant at,
    AttributeChanges changes,
    List<Identifier> identifiers,
    Set<String> absorbed,
    Set<String> joined,
    Set<String> left,
    List<Event> events,
    String through,
    boolean strict) {

  /// Not strict, and absorbing what somebody asked to be merged.
  public ProfileWrite(
      String customerId,
      boolean existingOnly,
      Instant at,
      AttributeChanges changes,
      List<Identifier> identifiers,
      Set<String> absorbed,
      Set<String> joined,
      Set<String> left,
      List<Event> events) {
    this(
        customerId,
        existingOnly,
        at,
        changes,
        identifiers,
        absorbed,
        joined,
        left,
        events,
        "",
        false);
  }

  /// The same, to be stored with its attributes or not at all.
  public ProfileWrite strictly() {
    return with(existingOnly, through, true);
  }

  /// The same, saying what named the absorbed ids.
  public ProfileWrite absorbingThrough(String name) {
    return with(existingOnly, name, strict);
  }

  /// The same, to a profile that is there.
  public ProfileWrite toExisting() {
    return with(true, through, strict);
  }

  private ProfileWrite with(boolean existing, String named, boolean whole) {
    return new ProfileWrite(
        customerId,
        existing,
        at,
        changes,
        identifiers,
        absorbed,
        joined,
        left,
        events,
        named,
        whole);
  }

  public static ProfileWrite of(
      String customerId, Instant at, AttributeChanges changes, List<Identifier> identifiers) {
    return new ProfileWrite(
        customerId, false, at, changes, identifiers, Set.of(), Set.of(), Set.of(), List.of());
  }

  public static ProfileWrite of(String customerId, Instant at, List<Event> events) {
    return new ProfileWrite(
        customerId,
        false,
        at,
        AttributeChanges.NONE,
        List.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        events);
  }
}
