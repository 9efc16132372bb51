package dev.attune.storage.sql;

import java.time.ZoneId;

/// One counting of a workspace's events: its ledgers and its sums. Reports show one of them;
/// another may be in the making.
///
/// @param number unique among the workspace's; of the one that is shown and the one in the making,
///   one is even and one is odd
/// @param zone whose days its sums are kept by
record Generation(long workspace, long number, ZoneId zone) {}
