package dev.attune.storage.sql;

/// Sizes that tests make small, so that what is rare happens often.
///
/// @param slotBits how many bits of a hash count, at most 44; see [Slots]
/// @param recentIds how many event ids are kept in memory before they go into the index
/// @param blocks how far behind the profile the last block of a history may lie
/// @param listed in a workspace with more people than this a sample is a run through the hashes; in
///   a smaller one it is drawn from all
/// @param nearLedgers how many bytes of ledgers may lie with a profile
/// @param step how many people or events one transaction of a long piece of work takes on
record Sizes(int slotBits, int recentIds, int blocks, int listed, int nearLedgers, int step) {
  static final Sizes USUAL = new Sizes(44, 1 << 16, Slots.LAST_BLOCK, 1 << 16, 1_024, 1_000);
}
