package dev.attune.server.place;

/// The file that `ATTUNE_GEOIP_DATABASE` names cannot be used. The message says why and what to do;
/// it is meant for the person who starts the server.
public final class PlaceFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  PlaceFileException(String message) {
    super(message);
  }

  PlaceFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
