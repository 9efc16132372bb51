package dev.attune.storage;

/// The tenant, as callers name it in `MOE-APPKEY`. Compared byte for byte.
public record WorkspaceId(String text) {}
