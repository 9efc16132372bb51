package dev.attune.storage;

/// Why a storage call has no answer. What the caller may do next is the only thing that
/// distinguishes the kinds.
public abstract sealed class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Nothing was written. Any call may be tried again.
  public static final class Unavailable extends StorageException {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The write may or may not have happened. Only idempotent calls may be tried again.
  public static final class OutcomeUnknown extends StorageException {
    private static final long serialVersionUID = 1;

    public OutcomeUnknown(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
