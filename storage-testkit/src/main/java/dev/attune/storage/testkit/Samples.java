package dev.attune.storage.testkit;

import dev.attune.engine.attribution.Goals;
import dev.attune.engine.attribution.Touch;
import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Storage;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the tests write.
final class Samples {
  static final WorkspaceId SHOP = new WorkspaceId("SHOP");
  static final WorkspaceId BANK = new WorkspaceId("BANK");

  static final Policy MERGING = new Policy(true, null, Goals.NONE);

  /// Ids that differ, but not for a database that compares as people read.
  static final List<String> LOOK_ALIKES =
      List.of(
          "ann",
          "ANN",
          "Ann",
          "ann ",
          " ann",
          "ánn",
          "a\u0301nn",
          "ann\u0000",
          "ann\u0000b",
          "ann%",
          "ann_",
          "𝒶nn",
          "𝒷nn",
          "ａnn",
          "\uFFFDnn",
          "\uD83D\uDE00nn",
          "0",
          "00",
          "0.0");

  private Samples() {}

  static Instant at(long second) {
    return Instant.ofEpochSecond(1_763_719_200 + second, 123_456_789);
  }

  static Value text(String text) {
    return new Value.Text(text);
  }

  static AttributeChanges setting(String name, String value) {
    return AttributeChanges.setting(Map.of(name, text(value)));
  }

  static AttributeChanges removing(String name) {
    return new AttributeChanges(Map.of(), Set.of(name), Map.of(), Map.of());
  }

  static AttributeChanges adding(String name, Value... values) {
    return new AttributeChanges(Map.of(), Set.of(), Map.of(name, List.of(values)), Map.of());
  }

  static AttributeChanges taking(String name, Value... values) {
    return new AttributeChanges(Map.of(), Set.of(), Map.of(), Map.of(name, List.of(values)));
  }

  static ProfileWrite write(String customerId, AttributeChanges changes) {
    return ProfileWrite.of(customerId, at(0), changes, List.of());
  }

  static ProfileWrite touch(String customerId, Instant at) {
    return ProfileWrite.of(customerId, at, AttributeChanges.NONE, List.of());
  }

  static ProfileWrite existing(String customerId, AttributeChanges changes, Event... events) {
    return new ProfileWrite(
        customerId, true, at(0), changes, List.of(), Set.of(), Set.of(), Set.of(), List.of(events));
  }

  static ProfileWrite segments(String customerId, Set<String> joined, Set<String> left) {
    return new ProfileWrite(
        customerId,
        false,
        at(0),
        AttributeChanges.NONE,
        List.of(),
        Set.of(),
        joined,
        left,
        List.of());
  }

  /// Sets the attribute and claims it as an identifier.
  static ProfileWrite claim(String customerId, String name, String value) {
    return ProfileWrite.of(
        customerId, at(0), setting(name, value), List.of(new Identifier(name, value)));
  }

  static ProfileWrite did(String customerId, Event... events) {
    return ProfileWrite.of(customerId, at(0), List.of(events));
  }

  static Event event(String id) {
    return event(id, at(0));
  }

  static Event event(String id, Instant at) {
    return new Event(id, "Order Placed", at, at(1_000), "web", Map.of("from", text(id)), null);
  }

  static Event shown(String id, Exposure exposure) {
    return new Event(
        id,
        "MOE_PERSONALIZATION_MESSAGE_SHOWN",
        exposure.at(),
        at(1_000),
        "web",
        Map.of(),
        new Touch(
            Touch.Kind.SHOWN,
            exposure.experienceId(),
            exposure.audienceId(),
            exposure.variationId(),
            "",
            Map.of()));
  }

  static Event clicked(String id, Instant at) {
    var touch = new Touch(Touch.Kind.CLICKED, "x1", "42D", "1", "Buy", Map.of());
    return new Event(id, "Clicked", at, at, "web", Map.of(), touch);
  }

  static Event viewed(String id, Instant at, String category) {
    return new Event(id, "Product Viewed", at, at, "web", Map.of("category", text(category)), null);
  }

  /// Whose profile, with all of its history.
  static Profile remembered(Storage storage, String customerId) {
    return Objects.requireNonNull(
        storage.profiles().find(SHOP, customerId, Instant.MIN), customerId + " is not there");
  }

  /// The values of an attribute in the events of a name, in the order they come.
  static List<@Nullable Value> seen(Profile profile, String event, String attribute) {
    var seen = new ArrayList<@Nullable Value>();
    profile.history().forEach(event, Instant.MIN, (at, each) -> seen.add(each.get(attribute)));
    return seen;
  }

  static List<Instant> times(Profile profile, String event, Instant since) {
    var times = new ArrayList<Instant>();
    profile.history().forEach(event, since, (at, each) -> times.add(Instant.ofEpochMilli(at)));
    return times;
  }

  static Exposure exposure(String experienceId, String variationId, Instant at) {
    return new Exposure(experienceId, "42D", variationId, at);
  }

  static ProfileWrite absorb(String customerId, Instant at, String... ids) {
    return new ProfileWrite(
        customerId,
        false,
        at,
        AttributeChanges.NONE,
        List.of(),
        Set.of(ids),
        Set.of(),
        Set.of(),
        List.of());
  }

  /// Sets the attribute and claims it as an identifier.
  static ProfileWrite claim(String customerId, Instant at, String name, String value) {
    return ProfileWrite.of(
        customerId, at, setting(name, value), List.of(new Identifier(name, value)));
  }

  static Written merge(Storage storage, ProfileWrite write) {
    return storage.profiles().write(SHOP, MERGING, List.of(write)).getFirst();
  }

  static Written write(Storage storage, ProfileWrite write) {
    return storage.profiles().write(SHOP, Policy.NONE, List.of(write)).getFirst();
  }

  /// Who must be there.
  static Profile found(Storage storage, String customerId) {
    return Objects.requireNonNull(
        storage.profiles().find(SHOP, customerId), () -> customerId + " is not there");
  }
}
