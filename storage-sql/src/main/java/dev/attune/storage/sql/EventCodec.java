package dev.attune.storage.sql;

import dev.attune.engine.profile.Exposure;
import dev.attune.storage.Event;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import dev.attune.storage.encoding.Names;

/// One event as the bytes of one row, but for its name. For one thread.
///
/// In order: format (1), event id, customer id, when it happened, when it was received, platform,
/// the exposure (0, or 1 and what it is), attributes.
final class EventCodec {
  private static final int FORMAT = 1;

  private final Decoder decoder = new Decoder(new Names());
  private final Encoder encoder = new Encoder();

  byte[] bytes(String customerId, Event event) {
    encoder.reset();
    encoder.octet(FORMAT);
    encoder.text(event.id());
    encoder.text(customerId);
    encoder.instant(event.at());
    encoder.instant(event.received());
    encoder.text(event.platform());
    var exposure = event.exposure();
    if (exposure == null) {
      encoder.octet(0);
    } else {
      encoder.octet(1);
      encoder.text(exposure.experienceId());
      encoder.text(exposure.audienceId());
      encoder.text(exposure.variationId());
      encoder.instant(exposure.at());
    }
    encoder.values(event.attributes());
    return encoder.toBytes();
  }

  String id(byte[] data) {
    start(data);
    return decoder.text();
  }

  Event event(String name, byte[] data) {
    start(data);
    var id = decoder.text();
    decoder.text();
    var at = decoder.instant();
    var received = decoder.instant();
    var platform = decoder.name();
    Exposure exposure = null;
    if (decoder.octet() == 1) {
      var experience = decoder.name();
      var audience = decoder.name();
      var variation = decoder.name();
      exposure = new Exposure(experience, audience, variation, decoder.instant());
    }
    return new Event(id, name, at, received, platform, decoder.values(), exposure);
  }

  private void start(byte[] data) {
    decoder.reset(data);
    int format = decoder.octet();
    if (format != FORMAT) {
      throw new IllegalStateException("event format " + format + ", this server knows " + FORMAT);
    }
  }
}
