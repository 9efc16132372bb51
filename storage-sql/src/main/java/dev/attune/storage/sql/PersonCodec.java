package dev.attune.storage.sql;

import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Profile;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import dev.attune.storage.encoding.Names;
import dev.attune.storage.encoding.StoredHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One person as the bytes of one row; or what is left of one who became part of another. For one
/// thread.
///
/// In order: format (4; 1 had no ledgers, 3 other blocks), workspace number, customer id, first
/// seen, last seen, numbers of the last events (see [Person#chains]), who was merged into it,
/// history, ledgers, the names it has claimed, exposures, segments, attributes. What events change
/// comes first, so that recording one copies the attributes unread. Whom it has merged, the history
/// and the ledgers stand behind their lengths.
///
/// An alias is: format (2), workspace number, customer id, customer id of the person it leads to.
final class PersonCodec {
  /// What is left in the place of a person who is gone while the next place is taken.
  static final byte[] GONE = {0};

  private static final int PERSON = 4;
  private static final int ALIAS = 2;

  /// What a row is to somebody who looks for an id.
  enum Row {
    PERSON,
    ALIAS,
    ANOTHER
  }

  private final Decoder decoder = new Decoder(new Names());
  private final Encoder encoder = new Encoder();
  private final Encoder part = new Encoder();
  private final Names texts = new Names();

  /// What this row is; [#profile], [#person], [#chains] or [#leadsTo] then read the rest of it.
  Row start(byte[] data, long workspace, String customerId) {
    decoder.reset(data);
    int format = decoder.octet();
    if (format == 0 || decoder.number() != workspace || !decoder.text().equals(customerId)) {
      return Row.ANOTHER;
    }
    return switch (format) {
      case PERSON -> Row.PERSON;
      case ALIAS -> Row.ALIAS;
      default ->
          throw new IllegalStateException(
              "person format " + format + ", this server knows " + PERSON);
    };
  }

  /// The profile in these bytes, whoever it is, without history; null if it is no person's.
  @Nullable Profile profile(byte[] data) {
    var customerId = customerId(data);
    return customerId == null ? null : profile(data, customerId, null);
  }

  /// Whose row this is; null if it is no person's.
  @Nullable String customerId(byte[] data) {
    decoder.reset(data);
    if (decoder.octet() != PERSON) {
      return null;
    }
    decoder.number();
    return decoder.text();
  }

  /// Whose row this is; null if it is no person's of this workspace.
  @Nullable String customerId(byte[] data, long workspace) {
    decoder.reset(data);
    return decoder.octet() == PERSON && decoder.number() == workspace ? decoder.text() : null;
  }

  /// What a person's row begins with, whoever it is.
  byte[] prefix(long workspace) {
    encoder.reset();
    encoder.octet(PERSON);
    encoder.number(workspace);
    return encoder.toBytes();
  }

  String leadsTo() {
    return decoder.text();
  }

  /// The rest of a person's row, as a profile.
  ///
  /// @param since how far back the history is wanted, null for none; a [StoredHistory] says which
  ///   blocks are still to be put into it
  Profile profile(byte[] data, String customerId, @Nullable Instant since) {
    var firstSeen = decoder.instant();
    var lastSeen = decoder.instant();
    skipNumbers();
    int mergedFrom = decoder.position();
    boolean mergedSome = skipSized();
    int length = (int) decoder.number();
    int from = decoder.position();
    var history =
        length == 0 || since == null
            ? History.NONE
            : new StoredHistory(data, from, from + length, since, texts);
    decoder.skip(length);
    skipSized();
    decoder.skipTexts();
    var exposures = exposures();
    var segments = decoder.names();
    return new Profile(
        customerId,
        decoder.values(),
        exposures,
        segments,
        firstSeen,
        lastSeen,
        mergedSome ? new MergedIds(data, mergedFrom) : List.of(),
        history);
  }

  /// The rest of a person's row, to be changed.
  Person person(byte[] data) {
    var firstSeen = decoder.instant();
    var lastSeen = decoder.instant();
    var chains = chains();
    int mergedFrom = decoder.position();
    skipSized();
    int historyFrom = decoder.position();
    skipSized();
    int ledgersFrom = decoder.position();
    skipSized();
    int claimsFrom = decoder.position();
    var claims = decoder.names();
    var exposures = exposures();
    var segments = decoder.names();
    return new Person(
        firstSeen,
        lastSeen,
        chains,
        claims,
        exposures,
        segments,
        new Person.Row(data, mergedFrom, historyFrom, ledgersFrom, claimsFrom, decoder.position()));
  }

  /// The rest of a person's row, of it only [Person#chains].
  long[] lastEvents() {
    decoder.instant();
    decoder.instant();
    return chains();
  }

  /// The rest of a person's row, of it only the segments.
  Set<String> segments() {
    decoder.instant();
    decoder.instant();
    skipNumbers();
    skipSized();
    skipSized();
    skipSized();
    decoder.skipTexts();
    exposures();
    return decoder.names();
  }

  byte[] bytes(long workspace, String customerId, Person person) {
    encoder.reset();
    encoder.octet(PERSON);
    encoder.number(workspace);
    encoder.text(customerId);
    encoder.instant(person.firstSeen());
    encoder.instant(person.lastSeen());
    encoder.number(person.chains().length);
    for (long chain : person.chains()) {
      encoder.number(chain);
    }
    person.writeMerged(encoder, part);
    person.writeHistory(encoder, part);
    person.writeLedgers(encoder, part);
    encoder.texts(person.claims());
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

  byte[] alias(long workspace, String customerId, String leadsTo) {
    encoder.reset();
    encoder.octet(ALIAS);
    encoder.number(workspace);
    encoder.text(customerId);
    encoder.text(leadsTo);
    return encoder.toBytes();
  }

  /// What [Person] reads its parts with when it has to.
  Decoder decoder() {
    return decoder;
  }

  private long[] chains() {
    var chains = new long[(int) decoder.number()];
    for (int i = 0; i < chains.length; i++) {
      chains[i] = decoder.number();
    }
    return chains;
  }

  private void skipNumbers() {
    for (long rest = decoder.number(); rest > 0; rest--) {
      decoder.number();
    }
  }

  /// @return whether there was anything
  private boolean skipSized() {
    int length = (int) decoder.number();
    decoder.skip(length);
    return length > 0;
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
