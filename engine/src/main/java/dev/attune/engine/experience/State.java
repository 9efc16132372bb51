package dev.attune.engine.experience;

/// What an experience is at a moment. Only an active one is served.
public enum State {
  DRAFT,
  SCHEDULED,
  ACTIVE,
  PAUSED,
  EXPIRED,
  ARCHIVED
}
