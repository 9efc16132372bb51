package dev.attune.storage;

import java.time.InstantSource;

/// Opens one kind of database; found by `ServiceLoader`.
public interface StorageProvider {

  /// The part of the setting before the first colon, such as `sqlite`.
  String scheme();

  /// Opens the database, and sets up or migrates its schema when that is needed.
  ///
  /// @param url the whole setting, such as `sqlite:data/attune.db`
  /// @throws IllegalArgumentException if the setting is malformed; the message says how it is
  ///   written
  /// @throws StorageException.Unavailable if the database cannot be reached or opened
  Storage open(String url, InstantSource clock);
}
