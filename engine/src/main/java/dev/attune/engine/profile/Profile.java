package dev.attune.engine.profile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is known of one person.
///
/// Built once per request by the storage and never changed after; collections are not copied.
///
/// @param customerId the id this person is bucketed by: after a merge, the retained one. Compared
///   byte for byte
/// @param exposures by experience id; within an experience the oldest first
/// @param segments ids of the segments this person was uploaded to
/// @param firstSeen when the profile came to be
/// @param lastSeen the latest moment at which the person did something, by the server's clock
public record Profile(
    String customerId,
    Map<String, Value> attributes,
    Map<String, List<Exposure>> exposures,
    Set<String> segments,
    Instant firstSeen,
    Instant lastSeen) {}
