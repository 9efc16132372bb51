package dev.attune.server.data;

import static dev.attune.server.Shop.DATA_KEY;
import static dev.attune.server.Shop.PERSONALIZE_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Asked;
import dev.attune.server.Caught;
import dev.attune.server.Shop;
import dev.attune.server.http.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataAccessTest {
  private static final String WRONG_KEY =
      "401 Authentication required: The workspace or its data key is wrong";

  private static final DataAccess.Endpoint ENDPOINT = (_, _) -> DataAccess.accepted();

  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Response send(Asked asked) throws IOException {
    return new DataAccess(shop.workspaces()).guarding(ENDPOINT).handle(asked);
  }

  private static Asked valid() {
    return Asked.post("{}").at("app_id", "SHOP").as("SHOP", DATA_KEY);
  }

  @Test
  void theKeyIsCheckedFirst() {
    var anonymous = Asked.post("{}").at("app_id", "BANK").with("Content-Type", "text/plain");

    assertThat(Caught.data(() -> send(anonymous))).isEqualTo(WRONG_KEY);
    assertThat(Caught.data(() -> send(valid().as("SHOP", PERSONALIZE_KEY)))).isEqualTo(WRONG_KEY);
    assertThat(Caught.data(() -> send(valid().as("BANK", DATA_KEY)))).isEqualTo(WRONG_KEY);
  }

  @Test
  void thePathMustNameTheSameWorkspace() {
    assertThat(
            Caught.data(
                () -> send(valid().at("app_id", "shop").with("Content-Type", "text/plain"))))
        .isEqualTo("409 Authentication Mismatch: App key mismatch in params and authentication");
  }

  @Test
  void aQueryMayNameTheSameWorkspaceOnly() throws IOException {
    var handler = new DataAccess(shop.workspaces()).guardingQuery(ENDPOINT);

    assertThat(handler.handle(valid().query("app_id", "SHOP")).status()).isEqualTo(200);
    assertThat(handler.handle(valid()).status()).isEqualTo(200);
    for (var request :
        List.of(valid().query("app_id", "BANK"), valid().query("app_id", "SHOP", "BANK"))) {
      assertThat(Caught.data(() -> handler.handle(request))).startsWith("409 ");
    }
  }

  @Test
  void aHeaderMayNameTheSameWorkspaceOnly() throws IOException {
    var handler = new DataAccess(shop.workspaces()).guardingHeader(ENDPOINT);

    assertThat(handler.handle(valid().with("MOE-APPKEY", "SHOP")).status()).isEqualTo(200);
    assertThat(handler.handle(valid()).status()).isEqualTo(200);
    assertThat(Caught.data(() -> handler.handle(valid().with("MOE-APPKEY", "BANK"))))
        .startsWith("409 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "application/json ; x=y"
      })
  void jsonIsTakenHoweverItIsWritten(String type) throws IOException {
    assertThat(send(valid().with("Content-Type", type)).status()).isEqualTo(200);
    assertThat(send(valid()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text/plain", "application/jsonx", "application/json-patch+json", "é"})
  void otherTypesAreNot(String type) {
    assertThat(Caught.data(() -> send(valid().with("Content-Type", type))))
        .isEqualTo("415 Unsupported Media Type: Content-Type is expected to be application/json");
  }
}
