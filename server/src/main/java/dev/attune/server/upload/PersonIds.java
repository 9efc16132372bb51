package dev.attune.server.upload;

import dev.attune.server.data.CustomerIds;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import org.jspecify.annotations.Nullable;

/// Customer ids of an import: those that the data APIs take.
final class PersonIds {
  private PersonIds() {}

  static String checked(@Nullable String id) throws BadRecord {
    if (id == null) {
      throw new BadRecord("there is no customer_id");
    }
    try {
      return CustomerIds.check(id);
    } catch (Refused refused) {
      if (refused.problem() instanceof DataProblem problem) {
        throw new BadRecord(problem.message());
      }
      throw refused;
    }
  }
}
