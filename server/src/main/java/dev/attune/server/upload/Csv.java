package dev.attune.server.upload;

import java.util.ArrayList;
import java.util.List;

/// Reads what [Records] found to be a row.
public final class Csv {
  private Csv() {}

  /// The cells of a row; at least one. What is not in quotes is taken as it is, spaces too.
  public static List<String> cells(String row) {
    var cells = new ArrayList<String>();
    int at = 0;
    while (true) {
      int end;
      if (at < row.length() && row.charAt(at) == '"') {
        end = closingQuote(row, at);
        cells.add(row.substring(at + 1, end).replace("\"\"", "\""));
        end++;
      } else {
        end = row.indexOf(',', at);
        end = end < 0 ? row.length() : end;
        cells.add(row.substring(at, end));
      }
      if (end >= row.length()) {
        return cells;
      }
      at = end + 1;
    }
  }

  private static int closingQuote(String row, int opening) {
    int at = row.indexOf('"', opening + 1);
    while (at + 1 < row.length() && row.charAt(at + 1) == '"') {
      at = row.indexOf('"', at + 2);
    }
    return at;
  }
}
