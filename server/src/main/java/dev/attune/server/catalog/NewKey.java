package dev.attune.server.catalog;

/// A key just made, with the secret that is shown this once.
public record NewKey(Key key, String secret) {

  /// Without the secret.
  @Override
  public String toString() {
    return "NewKey[" + key + "]";
  }
}
