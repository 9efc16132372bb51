package dev.attune.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.KeyKind;
import dev.attune.server.document.KeyRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private final Random random = new Random(7);

  private NewKey make(KeyKind kind) {
    return Keys.make(kind, "web", NOW, random);
  }

  @Test
  void aSecretOpensWhatItsKindOpens() {
    var made = make(KeyKind.PERSONALIZE);
    var keys = Keys.NONE.with(make(KeyKind.DATA).key()).with(made.key());

    assertThat(keys.admits(KeyKind.PERSONALIZE, made.secret())).isTrue();
    assertThat(keys.admits(KeyKind.DATA, made.secret())).isFalse();
    assertThat(keys.admits(KeyKind.PERSONALIZE, made.secret() + " ")).isFalse();
    assertThat(keys.admits(KeyKind.PERSONALIZE, made.key().sha256())).isFalse();
    assertThat(keys.admits(KeyKind.PERSONALIZE, "")).isFalse();
    assertThat(Keys.NONE.admits(KeyKind.PERSONALIZE, "")).isFalse();
  }

  @Test
  void secretsSayTheirKindAndHave160Bits() {
    var secrets = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      secrets.add(make(KeyKind.DATA).secret());
    }

    assertThat(secrets).hasSize(1_000).allMatch(secret -> secret.matches("adk_[A-Za-z0-9_-]{27}"));
    assertThat(make(KeyKind.PERSONALIZE).secret()).startsWith("apk_");
  }

  @Test
  void whatIsKeptOrPrintedHoldsNoSecret() {
    var made = make(KeyKind.PERSONALIZE);

    assertThat(made.toString()).doesNotContain(made.secret());
    assertThat(made.key().toString()).doesNotContain(made.secret());
    assertThat(made.key().sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void aSecretOfTheDocumentBecomesAKeyOnce() {
    var wanted = List.of(new KeyRequest(KeyKind.DATA, "ci", "sixteen-characters", null));

    var once = Keys.NONE.ensuring(wanted, NOW, random);
    var twice = once.ensuring(wanted, NOW, random);

    assertThat(once.admits(KeyKind.DATA, "sixteen-characters")).isTrue();
    assertThat(once.list()).singleElement().extracting(Key::name).isEqualTo("ci");
    assertThat(twice).isEqualTo(once);
  }

  @Test
  void keysOfAKindAreFew() {
    var keys = Keys.NONE;
    for (int i = 0; i < Keys.MAX_OF_A_KIND; i++) {
      keys = keys.with(make(KeyKind.DATA).key());
    }
    var full = keys.with(make(KeyKind.PERSONALIZE).key());

    assertThatThrownBy(() -> full.with(make(KeyKind.DATA).key()))
        .isInstanceOf(InvalidDocument.class)
        .hasMessage("keys: there are 10 data keys already, at most 10: revoke one first");
  }
}
