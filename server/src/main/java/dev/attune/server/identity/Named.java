package dev.attune.server.identity;

import java.util.Map;

/// How a call names the person it is about. Texts are empty where not given.
///
/// @param userIdentifiers values by attribute name
/// @param anyIdentifier a value to try as every identifier in turn
/// @param anonymousId what the person was called before anybody knew them
public record Named(
    String customerId,
    Map<String, String> userIdentifiers,
    String anyIdentifier,
    String anonymousId) {}
