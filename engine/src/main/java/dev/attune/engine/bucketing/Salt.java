package dev.attune.engine.bucketing;

/// What a hash is keyed by. It is the same for everybody, so its part of the hash is worked out
/// once: of the text hashed per person it is three quarters.
public final class Salt {
  private final Murmur3 started;

  private Salt(Murmur3 started) {
    this.started = started;
  }

  /// @param text with the colon that divides it from the unit
  public static Salt of(String text) {
    var murmur = new Murmur3();
    murmur.addText(text);
    return new Salt(murmur);
  }

  /// The same as [Bucket#of] with the salt's text.
  public int bucketOf(String unit) {
    return Bucket.of(started.and(unit));
  }
}
