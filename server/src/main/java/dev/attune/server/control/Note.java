package dev.attune.server.control;

import dev.attune.engine.attribution.Touch;
import dev.attune.engine.decision.HeldOut;
import dev.attune.storage.Event;
import dev.attune.storage.ProfileWrite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// That a person was held out of an experience.
///
/// @param known whether there was a profile when it was decided
/// @param at when it was decided
record Note(
    String workspace,
    String customerId,
    boolean known,
    String experienceId,
    String audienceId,
    Instant at) {

  /// The name of the event.
  static final String EVENT = "ATTUNE_HELD_OUT";

  private static final int SECONDS_AN_HOUR = 3_600;

  /// What is written once.
  ///
  /// @param hour since 1970
  record Once(
      String workspace, String customerId, String experienceId, String audienceId, long hour) {}

  static Note of(String workspace, String customerId, boolean known, HeldOut heldOut, Instant at) {
    return new Note(
        workspace, customerId, known, heldOut.experience().id(), heldOut.target().audienceId(), at);
  }

  Once once() {
    return new Once(workspace, customerId, experienceId, audienceId, hour());
  }

  private long hour() {
    return Math.floorDiv(at.getEpochSecond(), SECONDS_AN_HOUR);
  }

  /// The person is there from now on, as one who was shown something would be; but nobody who was
  /// there already and has been erased since, by whichever server.
  ProfileWrite write() {
    var touch = new Touch(Touch.Kind.HELD_OUT, experienceId, audienceId, "", "", Map.of());
    var event = new Event(eventId(), EVENT, at, at, "", Map.of(), touch);
    var write = ProfileWrite.of(customerId, at, List.of(event));
    return known ? write.toExisting() : write;
  }

  /// Ids of events are shorter than customer ids may be, hence the hash.
  private String eventId() {
    return "H:%s:%s:%d:%s".formatted(experienceId, audienceId, hour(), hash(customerId));
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
