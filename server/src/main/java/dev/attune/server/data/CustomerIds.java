package dev.attune.server.data;

import dev.attune.server.http.Refused;
import dev.attune.server.identity.Identification;
import org.jspecify.annotations.Nullable;

/// Which customer ids the data APIs take. Source: docs/wire.md#data.
public final class CustomerIds {
  private CustomerIds() {}

  /// @return `id`, if it can name a person
  /// @throws Refused if it is absent or cannot
  public static String check(@Nullable String id) {
    return check(id, "customer_id");
  }

  /// @param field where it stands
  public static String check(@Nullable String id, String field) {
    if (id == null) {
      throw new Refused(DataProblem.missing(field));
    }
    if (id.length() > Identification.MAX_ID_LENGTH) {
      throw new Refused(
          DataProblem.invalid(
              field,
              "%s is %d characters, at most %d"
                  .formatted(field, id.length(), Identification.MAX_ID_LENGTH)));
    }
    if (Identification.namesNobody(id)) {
      throw new Refused(DataProblem.invalid(field, "%s can not be '%s'".formatted(field, id)));
    }
    return id;
  }

  /// An id that need not be there.
  ///
  /// @return empty for one that is absent, null or empty
  public static String checkAnonymous(@Nullable String id) {
    return id == null || id.isEmpty() ? "" : check(id, "anonymous_id");
  }
}
