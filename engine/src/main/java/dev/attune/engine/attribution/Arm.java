package dev.attune.engine.attribution;

/// One side of a comparison: the people of an audience who were given one variation, or its control
/// group.
///
/// @param variationId empty for the control group. Both are empty for all arms of an experience
///   together
public record Arm(String audienceId, String variationId) implements Comparable<Arm> {

  /// All of an experience, for what belongs to no arm.
  public static final Arm ALL = new Arm("", "");

  /// Where a touch belongs.
  public static Arm of(Touch touch) {
    return touch.kind() == Touch.Kind.HELD_OUT
        ? new Arm(touch.audienceId(), "")
        : new Arm(touch.audienceId(), touch.variationId());
  }

  public boolean isControl() {
    return variationId.isEmpty();
  }

  /// By audience id, then by variation id, each as Java orders text. Of two touches at the same
  /// moment the one with the smaller arm is credited.
  @Override
  public int compareTo(Arm other) {
    int audience = audienceId.compareTo(other.audienceId);
    return audience != 0 ? audience : variationId.compareTo(other.variationId);
  }
}
