package dev.attune.storage.sql;

import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Profile;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import dev.attune.storage.encoding.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One person as the bytes of one row. For one thread.
///
/// In order: format (1), workspace number, customer id, first seen, last seen, number of the last
/// event, exposures, segments, attributes. What events change comes first, so that recording one
/// copies the attributes unread.
final class PersonCodec {
  /// What is left in the place of a person who is gone while the next place is taken.
  static final byte[] GONE = {0};

  private static final int FORMAT = 1;

  private final Decoder decoder = new Decoder(new Names());
  private final Encoder encoder = new Encoder();

  /// The profile in these bytes, or null if they are another person's.
  @Nullable Profile profile(byte[] data, long workspace, String customerId) {
    return starts(data, workspace, customerId) ? rest(customerId) : null;
  }

  /// The profile in these bytes, whoever it is; null if the person is gone.
  @Nullable Profile profile(byte[] data) {
    decoder.reset(data);
    if (decoder.octet() != FORMAT) {
      return null;
    }
    decoder.number();
    return rest(decoder.text());
  }

  /// The person in these bytes, to be changed; null if they are another person's.
  @Nullable Person person(byte[] data, long workspace, String customerId) {
    if (!starts(data, workspace, customerId)) {
      return null;
    }
    var firstSeen = decoder.instant();
    var lastSeen = decoder.instant();
    long lastEvent = decoder.number();
    var exposures = exposures();
    var segments = decoder.names();
    return new Person(
        firstSeen, lastSeen, lastEvent, exposures, segments, data, decoder.position());
  }

  /// The number of this person's last event, 0 if there is none; null if the bytes are another's.
  @Nullable Long lastEvent(byte[] data, long workspace, String customerId) {
    if (!starts(data, workspace, customerId)) {
      return null;
    }
    decoder.instant();
    decoder.instant();
    return decoder.number();
  }

  byte[] bytes(long workspace, String customerId, Person person) {
    encoder.reset();
    encoder.octet(FORMAT);
    encoder.number(workspace);
    encoder.text(customerId);
    encoder.instant(person.firstSeen());
    encoder.instant(person.lastSeen());
    encoder.number(person.lastEvent());
    encoder.number(person.exposures().size());
    for (var entry : person.exposures().entrySet()) {
      encoder.text(entry.getKey());
      encoder.number(entry.getValue().size());
      for (var exposure : entry.getValue()) {
        encoder.text(exposure.audienceId());
        encoder.text(exposure.variationId());
        encoder.instant(exposure.at());
      }
    }
    encoder.texts(person.segments());
    person.writeAttributes(encoder);
    return encoder.toBytes();
  }

  /// What [Person] reads its attributes with when it has to.
  Decoder decoder() {
    return decoder;
  }

  private boolean starts(byte[] data, long workspace, String customerId) {
    decoder.reset(data);
    return decoder.octet() == FORMAT
        && decoder.number() == workspace
        && decoder.text().equals(customerId);
  }

  private Profile rest(String customerId) {
    var firstSeen = decoder.instant();
    var lastSeen = decoder.instant();
    decoder.number();
    var exposures = exposures();
    var segments = decoder.names();
    return new Profile(customerId, decoder.values(), exposures, segments, firstSeen, lastSeen);
  }

  private Map<String, List<Exposure>> exposures() {
    int experiences = (int) decoder.number();
    if (experiences == 0) {
      return Map.of();
    }
    Map<String, List<Exposure>> exposures = HashMap.newHashMap(experiences);
    for (int i = 0; i < experiences; i++) {
      var experience = decoder.name();
      int count = (int) decoder.number();
      var list = new ArrayList<Exposure>(count);
      for (int j = 0; j < count; j++) {
        var audience = decoder.name();
        var variation = decoder.name();
        list.add(new Exposure(experience, audience, variation, decoder.instant()));
      }
      exposures.put(experience, list);
    }
    return exposures;
  }
}
