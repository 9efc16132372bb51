package dev.attune.server.document;

import dev.attune.engine.experience.DataType;

/// A field of a payload.
///
/// @param json the value as JSON text without white space. A text of `number`, `float` or `boolean`
///   is a template; a text of `string`, or inside `json`, may be one
public record PayloadField(DataType type, String json) {}
