package dev.attune.server.upload;

import dev.attune.storage.AttributeChanges;
import java.util.Set;

/// One person of an import.
///
/// @param line on which the record begins, from 1
/// @param existingOnly whether it is for a profile that exists already
/// @param segments what the person comes into
public record ImportedProfile(
    long line,
    String customerId,
    boolean existingOnly,
    AttributeChanges changes,
    Set<String> segments) {}
