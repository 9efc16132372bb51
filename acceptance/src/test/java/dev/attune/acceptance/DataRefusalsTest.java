package dev.attune.acceptance;

import static dev.attune.acceptance.DataJson.NOTHING;
import static dev.attune.acceptance.DataJson.action;
import static dev.attune.acceptance.DataJson.customer;
import static dev.attune.acceptance.DataJson.error;
import static dev.attune.acceptance.DataJson.eventOf;
import static dev.attune.acceptance.DataJson.transition;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What all data APIs refuse alike.
@OnAttune
final class DataRefusalsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event/SHOP",
        "transition/SHOP",
        "customer/merge?app_id=SHOP",
        "customer/delete?app_id=SHOP",
        "customers/export?app_id=SHOP",
        "integrations/cohortsync"
      })
  @Requirement({"DERR-2", "DERR-3", "DERR-4", "DERR-5", "DERR-6"})
  void refusalsAreAlikeEverywhere(String path, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var other = Workspace.create(attune, NOTHING);
    var own = path.replace("SHOP", shop.id());
    for (var malformed : List.of("", "[]", "{", "{}{}", "{\"a\":\"\\ud800\"}")) {
      shop.sendData(own, malformed)
          .is(
              400,
              error(
                  "Malformed JSON",
                  "Could not decode the request body. The JSON was incorrect or not encoded as"
                      + " UTF-8.",
                  ""));
    }
    var wrongKey =
        shop.data(own).setHeader("Authorization", Caller.basic(shop.id(), "not-the-data-key"));
    assertThat(
            Caller.send(wrongKey.POST(Caller.body("{}")))
                .hasStatus(401)
                .json()
                .at("/error/type")
                .asString())
        .isEqualTo("Authentication required");
    var elsewhere = shop.data(path.replace("SHOP", other.id()));
    if (!path.contains("SHOP")) {
      elsewhere.header("MOE-APPKEY", other.id());
    }
    Caller.send(elsewhere.POST(Caller.body("{}")))
        .is(
            409,
            error("Authentication Mismatch", "App key mismatch in params and authentication", ""));
    assertThat(
            shop.sendData(own, "{}" + " ".repeat(128 * 1024))
                .hasStatus(413)
                .json()
                .at("/error/type")
                .asString())
        .isEqualTo("PayloadTooLarge");
    assertThat(
            Caller.send(
                    shop.data(own).setHeader("Content-Type", "text/plain").POST(Caller.body("{}")))
                .hasStatus(415)
                .json()
                .at("/error/type")
                .asString())
        .isEqualTo("Unsupported Media Type");
    shop.sendData(own, "{}").hasStatus(400);
  }

  @Test
  @Requirement("DATA-9")
  void aMistakeAnywhereAndNothingOfARequestIsStored(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(eventOf("ann", action("a"), action(""))).hasStatus(400);
    shop.customer(customer("ann", "{\"a\":1,\"b\":[[]]}")).hasStatus(400);
    shop.transition(transition(customer("ann", "{}"), customer("guest", "{}"))).hasStatus(400);

    assertThat(shop.hasProfile("ann")).isFalse();
  }
}
