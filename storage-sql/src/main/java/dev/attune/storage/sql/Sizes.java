package dev.attune.storage.sql;

/// Sizes that tests make small, so that what is rare happens often.
///
/// @param slotBits how many bits of a hash count, at most 44; see [Slots]
/// @param recentIds how many event ids are kept in memory before they go into the index
record Sizes(int slotBits, int recentIds) {
  static final Sizes USUAL = new Sizes(44, 1 << 16);
}
