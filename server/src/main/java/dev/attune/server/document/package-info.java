/// The workspace document: one YAML or JSON text that holds a workspace's configuration, read with
/// every mistake located, and written back. docs/workspace-document.md describes it for its
/// authors.
@NullMarked
package dev.attune.server.document;

import org.jspecify.annotations.NullMarked;
