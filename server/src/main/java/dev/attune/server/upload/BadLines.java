package dev.attune.server.upload;

import java.util.ArrayList;
import java.util.List;

/// The bad records of an upload: all are counted, the first are remembered. For one thread.
public final class BadLines {
  /// How many are remembered.
  public static final int REPORTED = 100;

  /// @param number of the line on which the record begins, from 1
  public record Line(long number, String message) {}

  private final List<Line> first = new ArrayList<>();
  private long count;

  public void add(long number, String message) {
    count++;
    if (first.size() < REPORTED) {
      first.add(new Line(number, message));
    }
  }

  public long count() {
    return count;
  }

  /// At most [#REPORTED], in the order in which they came.
  public List<Line> first() {
    return List.copyOf(first);
  }

  public boolean isEmpty() {
    return count == 0;
  }
}
