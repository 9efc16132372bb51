package dev.attune.storage;

/// A value that names one person beside the customer id, such as an e-mail address.
///
/// @param name the attribute that holds it
/// @param value never blank; compared byte for byte
public record Identifier(String name, String value) {

  public Identifier {
    if (value.isBlank()) {
      throw new IllegalArgumentException("identifier " + name + " is blank");
    }
  }
}
