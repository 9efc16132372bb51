package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that does not take writes.
@OnAttune
final class FailureTest {

  @Test
  @Requirement("ERR-10")
  void aFailureOfOursSaysNothingOfTheInsideAndItsCodeIsInTheLog(@TempDir Path folder)
      throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop = Workspace.create(attune, experiences(experience("banner", EVERYONE)));
      try (var locked = DriverManager.getConnection("jdbc:sqlite:" + Attune.database(folder));
          var sql = locked.createStatement()) {
        sql.execute("BEGIN IMMEDIATE"); // as if another program held the file

        var answer =
            shop.events(EventsJson.request(EventsJson.shown("ann", shop.cid("banner"))))
                .is(
                    500,
                    """
                    {"title": "Internal Server Error",
                     "description": "The request could not be processed; its code is in the server's log",
                     "code": "********"}
                    """);

        assertThat(attune.log()).contains(answer.json().required("code").asString());
        shop.fetch("{}").hasStatus(200); // reading goes on
        sql.execute("ROLLBACK");
      }

      shop.events(EventsJson.request(EventsJson.shown("ann", shop.cid("banner")))).hasStatus(200);
      assertThat(shop.stored("ann", "/id")).hasSize(1);
    }
  }
}
