package dev.attune.storage.sql;

import dev.attune.engine.attribution.Touch;
import dev.attune.storage.Event;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import dev.attune.storage.encoding.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event as the bytes of one row, but for its name. For one thread.
///
/// In order: format (1), event id, customer id, when it happened, when it was received, platform,
/// the touch (0, or its kind and what it is), attributes.
final class EventCodec {
  private static final int FORMAT = 1;
  private static final int NO_TOUCH = 0;
  private static final int SHOWN = 1;
  private static final int CLICKED = 2;
  private static final int HELD_OUT = 3;

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
    touch(event.touch());
    encoder.values(event.attributes());
    return encoder.toBytes();
  }

  String id(byte[] data) {
    start(data);
    return decoder.text();
  }

  String customerId(byte[] data) {
    start(data);
    decoder.text();
    return decoder.text();
  }

  Event event(String name, byte[] data) {
    start(data);
    var id = decoder.text();
    decoder.text();
    var at = decoder.instant();
    var received = decoder.instant();
    var platform = decoder.name();
    var touch = touch();
    return new Event(id, name, at, received, platform, decoder.values(), touch);
  }

  private void touch(@Nullable Touch touch) {
    if (touch == null) {
      encoder.octet(NO_TOUCH);
      return;
    }
    encoder.octet(
        switch (touch.kind()) {
          case SHOWN -> SHOWN;
          case CLICKED -> CLICKED;
          case HELD_OUT -> HELD_OUT;
        });
    encoder.text(touch.experienceId());
    encoder.text(touch.audienceId());
    encoder.text(touch.variationId());
    encoder.text(touch.element());
    encoder.number(touch.shares().size());
    touch
        .shares()
        .forEach((variation, buckets) -> {
          encoder.text(variation);
          encoder.number(buckets);
        });
  }

  private @Nullable Touch touch() {
    int tag = decoder.octet();
    if (tag == NO_TOUCH) {
      return null;
    }
    var kind =
        switch (tag) {
          case SHOWN -> Touch.Kind.SHOWN;
          case CLICKED -> Touch.Kind.CLICKED;
          case HELD_OUT -> Touch.Kind.HELD_OUT;
          default -> throw new IllegalStateException("touch tag " + tag);
        };
    var experience = decoder.name();
    var audience = decoder.name();
    var variation = decoder.name();
    var element = decoder.name();
    int count = (int) decoder.number();
    Map<String, Integer> shares = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      var name = decoder.name();
      shares.put(name, (int) decoder.number());
    }
    return new Touch(kind, experience, audience, variation, element, shares);
  }

  private void start(byte[] data) {
    decoder.reset(data);
    int format = decoder.octet();
    if (format != FORMAT) {
      throw new IllegalStateException("event format " + format + ", this server knows " + FORMAT);
    }
  }
}
