package dev.attune.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.attribution.Touch;
import dev.attune.engine.decision.HeldOut;
import dev.attune.engine.profile.Profile;
import dev.attune.server.Shop;
import dev.attune.server.identity.ErasePeople;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.StorageException;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutPeopleTest {
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

  private List<HeldOut> heldOut() {
    var experience = Objects.requireNonNull(shop.workspace().catalog().withId(Shop.EXPERIENCE_ID));
    return List.of(new HeldOut(experience, experience.targets().getFirst()));
  }

  private List<Event> eventsOf(String customerId) {
    return shop.storage().events().latest(shop.id(), customerId, 10);
  }

  @Test
  void whoIsHeldOutIsWrittenOnceForEachHour() {
    var now = shop.now();
    try (var people = new HeldOutPeople(shop.storage().profiles(), shop.workspaces())) {
      people.note(shop.workspace(), "ann", false, heldOut(), now);
      people.note(shop.workspace(), "ann", false, heldOut(), now.plusSeconds(60));
      people.note(shop.workspace(), "bob", false, heldOut(), now);
      people.note(shop.workspace(), "ann", false, heldOut(), now.plusSeconds(3_600));
      assertThat(eventsOf("ann")).isEmpty(); // nothing is written on the way of the fetch
    }
    assertThat(eventsOf("ann")).extracting(Event::at).containsExactly(now.plusSeconds(3_600), now);
    assertThat(eventsOf("bob"))
        .singleElement()
        .extracting(Event::touch)
        .isEqualTo(
            new Touch(Touch.Kind.HELD_OUT, Shop.EXPERIENCE_ID, "42D", "", "", java.util.Map.of()));
  }

  @Test
  void anotherServerWritesTheSameOnceToo() {
    for (int server = 0; server < 2; server++) {
      try (var people = new HeldOutPeople(shop.storage().profiles(), shop.workspaces())) {
        people.note(shop.workspace(), "ann", false, heldOut(), shop.now().plusSeconds(server));
      }
    }
    assertThat(eventsOf("ann")).hasSize(1);
  }

  @Test
  void aVisitorWithoutAnIdIsNotWritten() {
    try (var people = new HeldOutPeople(shop.storage().profiles(), shop.workspaces())) {
      people.note(shop.workspace(), "", false, heldOut(), shop.now());
    }
    assertThat(shop.storage().profiles().page(shop.id(), null, 10)).isEmpty();
  }

  @Test
  void noNoteBringsBackWhoIsErased() {
    var store = shop.storage().profiles();
    try (var people = new HeldOutPeople(store, shop.workspaces())) {
      people.note(shop.workspace(), "ann", false, heldOut(), shop.now());
      people.note(shop.workspace(), "bob", false, heldOut(), shop.now());
      assertThat(new ErasePeople(store, people).erase(shop.workspace(), "ann")).isTrue();
    }
    assertThat(store.find(shop.id(), "ann")).isNull();
    assertThat(eventsOf("bob")).hasSize(1);
  }

  /// Another server on the same storage does not know what this one notes.
  @Test
  void norDoesOneOfAServerThatDidNotErase() {
    var store = shop.storage().profiles();
    for (var id : List.of("ann", "bob")) {
      store.write(shop.id(), Policy.NONE, List.of(ProfileWrite.of(id, shop.now(), List.of())));
    }
    try (var people = new HeldOutPeople(store, shop.workspaces())) {
      people.note(shop.workspace(), "ann", true, heldOut(), shop.now());
      people.note(shop.workspace(), "bob", true, heldOut(), shop.now());
      assertThat(store.erase(shop.id(), Policy.NONE, "ann")).isTrue();
    }
    assertThat(store.find(shop.id(), "ann")).isNull();
    assertThat(eventsOf("bob")).hasSize(1);
  }

  @Test
  void whoComesAgainAfterAnErasureIsNotedAgain() {
    var store = shop.storage().profiles();
    try (var people = new HeldOutPeople(store, shop.workspaces())) {
      people.note(shop.workspace(), "ann", false, heldOut(), shop.now());
      assertThat(new ErasePeople(store, people).erase(shop.workspace(), "ann")).isTrue();
      people.note(shop.workspace(), "ann", false, heldOut(), shop.now());
    }
    assertThat(eventsOf("ann")).hasSize(1);
  }

  @Test
  void nobodyIsErasedWhileNotesCannotBeWritten() {
    var store = new Troubled(shop.storage().profiles(), 1);
    try (var people = new HeldOutPeople(store, shop.workspaces())) {
      people.note(shop.workspace(), "ann", false, heldOut(), shop.now());
      var erase = new ErasePeople(store, people);
      assertThatThrownBy(() -> erase.erase(shop.workspace(), "ann"))
          .isInstanceOf(StorageException.Unavailable.class);
      assertThat(erase.erase(shop.workspace(), "ann")).isTrue();
    }
    assertThat(store.find(shop.id(), "ann")).isNull();
  }

  @Test
  void anIdOfAnyLengthMakesAnIdThatCanBeStored() {
    var longest = "é".repeat(512);
    try (var people = new HeldOutPeople(shop.storage().profiles(), shop.workspaces())) {
      people.note(shop.workspace(), longest, false, heldOut(), shop.now());
    }
    assertThat(eventsOf(longest))
        .singleElement()
        .satisfies(event -> assertThat(event.id().length()).isLessThan(200));
  }

  @Test
  void startedItWritesByItself() throws InterruptedException {
    var store = new Troubled(shop.storage().profiles(), 0);
    try (var people = new HeldOutPeople(store, shop.workspaces())) {
      people.start();
      people.note(shop.workspace(), "ann", false, heldOut(), shop.now());
      assertThat(store.written.await(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(eventsOf("ann")).hasSize(1);
  }

  @Test
  void whatCouldNotBeWrittenWaitsAndIsWrittenLater() throws InterruptedException {
    var store = new Troubled(shop.storage().profiles(), 2);
    try (var people = new HeldOutPeople(store, shop.workspaces())) {
      people.start();
      people.note(shop.workspace(), "ann", false, heldOut(), shop.now());
      assertThat(store.written.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(people.lost()).isZero();
    }
    assertThat(eventsOf("ann")).hasSize(1);
  }

  @Test
  void whenTooManyWaitSomeAreForgottenAndCounted() {
    var people = new HeldOutPeople(shop.storage().profiles(), shop.workspaces());
    for (int i = 0; i < 70_000; i++) {
      people.note(shop.workspace(), "user" + i, false, heldOut(), shop.now());
    }
    assertThat(people.lost()).isEqualTo(70_000 - 65_536);
  }

  /// Fails so many times, then does as the real one does.
  private static final class Troubled implements ProfileStore {
    private final ProfileStore real;
    private final CountDownLatch written = new CountDownLatch(1);
    private int failures;

    Troubled(ProfileStore real, int failures) {
      this.real = real;
      this.failures = failures;
    }

    @Override
    public @Nullable Profile find(
        WorkspaceId workspace, String customerId, @Nullable Instant since) {
      return real.find(workspace, customerId, since);
    }

    @Override
    public List<Written> write(WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
      if (failures-- > 0) {
        throw new StorageException.Unavailable("down", new IllegalStateException());
      }
      var answer = real.write(workspace, policy, writes);
      written.countDown();
      return answer;
    }

    @Override
    public List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit) {
      return real.page(workspace, after, limit);
    }

    @Override
    public long count(WorkspaceId workspace) {
      return real.count(workspace);
    }

    @Override
    public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
      return real.sample(workspace, seed, limit);
    }

    @Override
    public boolean erase(WorkspaceId workspace, Policy policy, String customerId) {
      return real.erase(workspace, policy, customerId);
    }
  }
}
