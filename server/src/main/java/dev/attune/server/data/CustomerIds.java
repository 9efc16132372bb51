package dev.attune.server.data;

import dev.attune.server.http.Refused;
import dev.attune.server.identity.Identification;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which customer ids the data APIs take. Source: docs/wire.md#data.
public final class CustomerIds {
  /// What callers send when they know nobody. In any case.
  private static final Set<String> REFUSED =
      Set.of(
          "unknown",
          "guest",
          "null",
          "0",
          "1",
          "true",
          "false",
          "na",
          "n/a",
          "",
          "none",
          "-1",
          "-2",
          "2",
          "id",
          "user_id",
          "customer_id",
          "uid",
          "userid");

  private CustomerIds() {}

  /// @return `id`, if it can name a person
  /// @throws Refused if it is absent or cannot
  public static String check(@Nullable String id) {
    if (id == null) {
      throw new Refused(DataProblem.missing("customer_id"));
    }
    if (id.length() > Identification.MAX_ID_LENGTH) {
      throw new Refused(
          DataProblem.invalid(
              "customer_id",
              "customer_id is %d characters, at most %d"
                  .formatted(id.length(), Identification.MAX_ID_LENGTH)));
    }
    if (REFUSED.contains(id.strip().toLowerCase(Locale.ROOT))) {
      throw new Refused(
          DataProblem.invalid("customer_id", "customer_id can not be '%s'".formatted(id)));
    }
    return id;
  }
}
