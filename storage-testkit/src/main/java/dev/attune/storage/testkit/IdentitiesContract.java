package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.LOOK_ALIKES;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.claim;
import static dev.attune.storage.testkit.Samples.existing;
import static dev.attune.storage.testkit.Samples.removing;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class IdentitiesContract {
  private static final String MAIL = "ann@example.com";

  private final Database database;

  IdentitiesContract(Database database) {
    this.database = database;
  }

  private void apply(ProfileWrite write) {
    write(database.storage(), write);
  }

  private @Nullable String who(String name, String value) {
    return database.storage().identities().find(SHOP, new Identifier(name, value));
  }

  @Test
  void anIdentifierNamesWhoClaimedIt() {
    assertThat(who("u_em", MAIL)).isNull();
    apply(claim("ann", "u_em", MAIL));
    assertThat(who("u_em", MAIL)).isEqualTo("ann");
    assertThat(who("u_mb", MAIL)).isNull();
    assertThat(who("u_em", "bob@example.com")).isNull();
  }

  @Test
  void theFirstClaimStands() {
    apply(claim("ann", "u_em", MAIL));
    apply(claim("bob", "u_em", MAIL));
    apply(claim("bob", "u_em", MAIL));
    assertThat(who("u_em", MAIL)).isEqualTo("ann");
  }

  @Test
  void aValueThatIsNotClaimedNamesNobody() {
    apply(write("ann", setting("u_em", MAIL)));
    assertThat(who("u_em", MAIL)).isNull();
  }

  @Test
  void aClaimWhoseValueHasChangedNamesNobody() {
    apply(claim("ann", "u_em", MAIL));
    apply(claim("ann", "u_em", "new@example.com"));
    assertThat(who("u_em", MAIL)).isNull();
    assertThat(who("u_em", "new@example.com")).isEqualTo("ann");
  }

  @Test
  void aClaimWhoseValueWasRemovedNamesNobody() {
    apply(claim("ann", "u_em", MAIL));
    apply(write("ann", removing("u_em")));
    assertThat(who("u_em", MAIL)).isNull();
  }

  @Test
  void whatIsFreeAgainGoesToTheNextWhoClaimsIt() {
    apply(claim("ann", "u_em", MAIL));
    apply(write("ann", removing("u_em")));
    apply(claim("bob", "u_em", MAIL));
    assertThat(who("u_em", MAIL)).isEqualTo("bob");
    apply(claim("ann", "u_em", MAIL));
    assertThat(who("u_em", MAIL)).isEqualTo("bob");
  }

  @Test
  void oneBatchMayPassAValueOn() {
    apply(claim("ann", "u_em", MAIL));
    database
        .storage()
        .profiles()
        .write(
            SHOP,
            Policy.NONE,
            List.of(write("ann", setting("u_em", "new")), claim("bob", "u_em", MAIL)));
    assertThat(who("u_em", MAIL)).isEqualTo("bob");
  }

  @Test
  void aWriteThatStoresNothingClaimsNothing() {
    var write = existing("ann", setting("u_em", MAIL));
    apply(
        new ProfileWrite(
            "ann",
            true,
            write.at(),
            write.changes(),
            List.of(new Identifier("u_em", MAIL)),
            Set.of(),
            Set.of(),
            Set.of(),
            List.of()));
    assertThat(who("u_em", MAIL)).isNull();
    apply(claim("bob", "u_em", MAIL));
    assertThat(who("u_em", MAIL)).isEqualTo("bob");
  }

  @Test
  void aTextThatLooksLikeADateIsAnIdentifierToo() {
    var card = new Value.Time("2026-01-01", Instant.parse("2026-01-01T00:00:00Z"));
    apply(
        ProfileWrite.of(
            "ann",
            Samples.at(0),
            AttributeChanges.setting(Map.of("card", card)),
            List.of(new Identifier("card", "2026-01-01"))));
    assertThat(who("card", "2026-01-01")).isEqualTo("ann");
  }

  @Test
  void aPersonMayHaveSeveralIdentifiers() {
    apply(claim("ann", "u_em", MAIL));
    apply(claim("ann", "u_mb", "+919876543210"));
    assertThat(who("u_em", MAIL)).isEqualTo("ann");
    assertThat(who("u_mb", "+919876543210")).isEqualTo("ann");
  }

  @Test
  void lookAlikeIdentifiersAreDifferent() {
    for (var value : LOOK_ALIKES) {
      apply(claim("who is " + value, "u_em", value));
    }
    for (var value : LOOK_ALIKES) {
      assertThat(who("u_em", value)).isEqualTo("who is " + value);
    }
  }

  @Test
  void theFirstOfTwentyRacingClaimantsWins() {
    var answers =
        Race.of(
            20,
            claimant -> {
              apply(claim("c" + claimant, "u_em", MAIL));
              return Objects.requireNonNull(who("u_em", MAIL));
            });
    assertThat(Set.copyOf(answers)).hasSize(1);
  }

  @Test
  void workspacesDoNotShareIdentifiers() {
    apply(claim("ann", "u_em", MAIL));
    var identities = database.storage().identities();
    assertThat(identities.find(BANK, new Identifier("u_em", MAIL))).isNull();
    database.storage().profiles().write(BANK, Policy.NONE, List.of(claim("bob", "u_em", MAIL)));
    assertThat(identities.find(BANK, new Identifier("u_em", MAIL))).isEqualTo("bob");
    assertThat(who("u_em", MAIL)).isEqualTo("ann");
  }
}
