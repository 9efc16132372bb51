/// What is published: the live image of every workspace, made from documents and kept in step with
/// the storage. Also its keys.
@NullMarked
package dev.attune.server.catalog;

import org.jspecify.annotations.NullMarked;
