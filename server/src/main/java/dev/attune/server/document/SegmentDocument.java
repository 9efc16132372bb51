package dev.attune.server.document;

/// A list of people that is uploaded elsewhere; rules may ask for it once it is declared.
public record SegmentDocument(String id, String name) {}
