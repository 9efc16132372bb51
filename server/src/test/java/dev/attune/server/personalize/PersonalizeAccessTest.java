package dev.attune.server.personalize;

import static dev.attune.server.Shop.DATA_KEY;
import static dev.attune.server.Shop.PERSONALIZE_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Asked;
import dev.attune.server.Caught;
import dev.attune.server.Shop;
import dev.attune.server.access.RateLimits;
import dev.attune.server.document.KeyKind;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Handler;
import dev.attune.server.http.Header;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalizeAccessTest {
  private static final String UNKNOWN =
      "400 Request Error: MoEngage Client not found. Please check values for headers - MOE-APPKEY"
          + " or MOE-DBNAME";
  private static final String WRONG_KEY =
      "401 Authentication required: Invalid API_KEY used in Authentication Header";

  @TempDir private Path folder;
  private Shop shop;
  private PersonalizeAccess access;

  @BeforeEach
  void open() {
    shop = new Shop(folder, 2);
    access = new PersonalizeAccess(shop.workspaces(), new RateLimits(shop.clock()));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Response fetch(Asked asked) throws IOException {
    return access
        .limiting((workspace, _) -> Response.of(200, ContentType.JSON, workspace.id()))
        .handle(asked);
  }

  private Response events(Asked asked) throws IOException {
    return access
        .guarding((workspace, _) -> Response.of(200, ContentType.JSON, workspace.id()))
        .handle(asked);
  }

  private static Asked valid() {
    return Asked.post("{}").with("MOE-APPKEY", "SHOP").as("SHOP", PERSONALIZE_KEY);
  }

  @Test
  void theRightKeyOpens() throws IOException {
    assertThat(events(valid()).status()).isEqualTo(200);
  }

  @Test
  void theOlderHeaderIsReadWhereTheNewOneIsAbsent() throws IOException {
    var older = Asked.post("{}").as("SHOP", PERSONALIZE_KEY).with("MOE-DBNAME", "SHOP");
    assertThat(events(older).status()).isEqualTo(200);

    older.with("MOE-APPKEY", "BANK");
    assertThat(Caught.personalize(() -> events(older))).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "shop", "SHOP ", "BANK", "../SHOP", "SHOP\u00e9", "'; --"})
  void anotherWorkspaceIsUnknownWhateverTheKey(String workspace) {
    assertThat(Caught.personalize(() -> events(valid().with("MOE-APPKEY", workspace))))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void theHeaderIsCheckedBeforeTheKey() {
    assertThat(Caught.personalize(() -> events(Asked.post("{}")))).isEqualTo(UNKNOWN);
  }

  @Test
  void everyOtherKeyIsRefused() {
    assertThat(Caught.personalize(() -> events(Asked.post("{}").with("MOE-APPKEY", "SHOP"))))
        .isEqualTo(WRONG_KEY);
    assertThat(Caught.personalize(() -> events(valid().as("SHOP", "another-secret-key"))))
        .isEqualTo(WRONG_KEY);
    assertThat(Caught.personalize(() -> events(valid().as("SHOP", DATA_KEY)))).isEqualTo(WRONG_KEY);
    assertThat(Caught.personalize(() -> events(valid().as("BANK", PERSONALIZE_KEY))))
        .isEqualTo(WRONG_KEY);
  }

  @Test
  void aBodyIsAwaitedFromWhoHasTheKeyOnlyAndThatCountsNothing() throws IOException {
    for (var handler :
        List.of(
            access.limiting((_, _) -> Response.empty(204)),
            access.guarding((_, _) -> Response.empty(204)))) {
      handler.admit(valid());
      handler.admit(valid());
      handler.admit(valid());
      assertThat(Caught.personalize(() -> refusing(handler, Asked.post("{}")))).isEqualTo(UNKNOWN);
      assertThat(Caught.personalize(() -> refusing(handler, valid().as("SHOP", "wrong"))))
          .isEqualTo(WRONG_KEY);
    }
    assertThat(fetch(valid()).status()).isEqualTo(200);
  }

  private static Response refusing(Handler handler, Asked asked) {
    handler.admit(asked);
    return Response.empty(204);
  }

  @Test
  void aRegeneratedKeyEndsTheOldOneAtOnce() throws IOException {
    var next =
        Objects.requireNonNull(shop.workspaces().regenerateKeys("SHOP", KeyKind.PERSONALIZE));

    assertThat(Caught.personalize(() -> events(valid()))).isEqualTo(WRONG_KEY);
    assertThat(events(valid().as("SHOP", next.secret())).status()).isEqualTo(200);
  }

  @Test
  void theKeyIsCheckedBeforeTheRate() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(Caught.personalize(() -> fetch(valid().as("SHOP", "wrong")))).isEqualTo(WRONG_KEY);
    }
    assertThat(fetch(valid()).headers())
        .extracting(Header::toString)
        .containsExactly(
            "x-ratelimit-limit: 2", "x-ratelimit-remaining: 1", "x-ratelimit-reset: 30");
  }

  @Test
  void theRateIsCheckedBeforeTheBodyAndWrongBodiesCount() throws IOException {
    var picky =
        access.limiting((_, _) -> {
          throw new Refused(PersonalizeProblem.emptyBody());
        });

    assertThat(Caught.refusal(() -> picky.handle(valid()))).isInstanceOf(Counted.class);
    assertThat(Caught.refusal(() -> picky.handle(valid()))).isInstanceOf(Counted.class);
    assertThat(Caught.refusal(() -> picky.handle(valid()))).isInstanceOf(TooManyRequests.class);

    shop.at(shop.now().plus(Duration.ofSeconds(30)));
    assertThat(fetch(valid()).status()).isEqualTo(200);
  }

  @Test
  void onlyFetchesCount() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(events(valid()).headers()).isEmpty();
    }
  }
}
