package dev.attune.server.http;

import java.util.concurrent.ThreadLocalRandom;

/// Names for requests, to find one again in the log.
public final class RequestIds {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 8;

  private RequestIds() {}

  /// Eight random letters A-Za-z. Not a secret and not quite unique.
  public static String next() {
    var random = ThreadLocalRandom.current();
    var id = new char[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      id[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
    }
    return new String(id);
  }
}
