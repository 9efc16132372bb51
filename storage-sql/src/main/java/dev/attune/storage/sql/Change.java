package dev.attune.storage.sql;

import java.sql.SQLException;

/// What one caller wants written. It may be run several times, each time as if the times before had
/// not been, so it keeps nothing between.
interface Change<T> {
  T apply(WriteStatements sql) throws SQLException;

  /// Says what [#apply] will look up, before any change of the transaction is applied, so that what
  /// many of them want is read together.
  default void announce(WriteStatements sql) {}

  /// Roughly how many profiles it touches; bounds how much goes into one commit.
  default int weight() {
    return 1;
  }
}
