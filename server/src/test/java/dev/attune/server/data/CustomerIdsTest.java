package dev.attune.server.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Caught;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerIdsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
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
        "userid",
        "UNKNOWN",
        "N/A",
        "UserId",
        "ID",
        " guest ",
        "  "
      })
  void idsOfNobodyAreRefusedInAnyCase(String id) {
    assertThat(Caught.data(() -> CustomerIds.check(id)))
        .isEqualTo(
            "400 MissingAttributeError: customer_id can not be '%s' [customer_id]".formatted(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "asha", "guest1", "unknown@mail.example", "00", "😀", "\u0000"})
  void otherIdsAreTaken(String id) {
    assertThat(CustomerIds.check(id)).isEqualTo(id);
  }

  @Test
  void anIdIsRequiredAndBounded() {
    assertThat(Caught.data(() -> CustomerIds.check(null)))
        .isEqualTo(
            "400 MissingAttributeError: customer_id is not found in the payload [customer_id]");
    assertThat(CustomerIds.check("x".repeat(512))).hasSize(512);
    assertThat(Caught.data(() -> CustomerIds.check(" ".repeat(100_000) + "0")))
        .isEqualTo(
            "400 MissingAttributeError: customer_id is 100001 characters, at most 512"
                + " [customer_id]");
  }
}
