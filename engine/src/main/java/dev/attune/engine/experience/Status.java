package dev.attune.engine.experience;

/// What its owner has set an experience to. [State] is what follows from it and the schedule.
public enum Status {
  DRAFT,
  ACTIVE,
  PAUSED,
  ARCHIVED
}
