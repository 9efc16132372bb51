package dev.attune.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.server.Shop;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentificationTest {
  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
    know("asha", "u_em", "asha@mail.example");
    know("ravi", "card", "L-7");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void know(String customerId, String name, String value) {
    var write =
        ProfileWrite.of(
            customerId,
            shop.now(),
            AttributeChanges.setting(Map.of(name, new Value.Text(value))),
            List.of(new Identifier(name, value)));
    var _ = shop.storage().profiles().write(shop.id(), Policy.NONE, List.of(write));
  }

  private @Nullable String find(String customerId, Map<String, String> identifiers, String any) {
    return find(shop.workspace(), customerId, identifiers, any);
  }

  private @Nullable String find(
      Workspace workspace, String customerId, Map<String, String> identifiers, String any) {
    var profile =
        new Identification(shop.storage().profiles(), shop.storage().identities())
            .find(workspace, customerId, identifiers, any, null);
    return profile == null ? null : profile.customerId();
  }

  @Test
  void theCustomerIdComesFirst() {
    assertThat(find("asha", Map.of("card", "L-7"), "")).isEqualTo("asha");
  }

  @Test
  void anUnknownOneGivesWayToIdentifiersInTheWorkspacesOrder() {
    assertThat(find("nobody", Map.of("card", "L-7"), "")).isEqualTo("ravi");
    assertThat(find("", Map.of("card", "L-7", "u_em", "asha@mail.example"), "")).isEqualTo("asha");
    assertThat(find("", Map.of("card", "L-7", "u_em", "nobody@mail.example"), ""))
        .isEqualTo("ravi");
  }

  @Test
  void aSingleValueIsTriedAsEach() {
    assertThat(find("", Map.of(), "L-7")).isEqualTo("ravi");
    assertThat(find("", Map.of(), "asha@mail.example")).isEqualTo("asha");
  }

  @Test
  void onlyExactValuesOfConfiguredIdentifiersNamePeople() {
    assertThat(find("", Map.of("card", "l-7"), "")).isNull();
    assertThat(find("", Map.of("plan", "L-7"), "")).isNull();
    assertThat(find("", Map.of("u_em", "L-7"), "")).isNull();
    assertThat(find("", Map.of("card", " "), " ")).isNull();
    assertThat(find("x".repeat(100_000), Map.of("card", "x".repeat(100_000)), "")).isNull();
  }

  @Test
  void withoutResolutionOnlyTheCustomerIdCounts() {
    var workspace = shop.workspace();
    var document = workspace.document();
    var off =
        new WorkspaceDocument(
            document.id(),
            document.name(),
            document.timeZone(),
            new WorkspaceDocument.Identity(false, List.of("u_em", "card"), null),
            document.limits(),
            document.keys(),
            document.segments(),
            document.audiences(),
            document.experiences());
    var withoutIt =
        new Workspace("SHOP", 2, off, workspace.keys(), workspace.catalog(), workspace.policy());

    assertThat(find(withoutIt, "", Map.of("card", "L-7"), "")).isNull();
    assertThat(find(withoutIt, "ravi", Map.of(), "")).isEqualTo("ravi");
  }
}
