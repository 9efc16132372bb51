package dev.attune.engine.audience;

/// What a rule must be told of, beyond what every request says anyway. Looked up only when needed.
public enum Need {
  PROFILE,
  PLACE,
  DEVICE
}
