package dev.attune.engine.experience;

/// Which experience comes first; within one, the newest.
public enum Priority {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW
}
