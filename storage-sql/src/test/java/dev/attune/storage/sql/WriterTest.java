package dev.attune.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.storage.StorageException;
import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
  @TempDir Path directory;

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private SqliteStorage storage;

  @BeforeEach
  void open() {
    storage = SqliteStorage.open(directory.resolve("attune.db"));
  }

  @AfterEach
  void close() {
    goOn.countDown();
    storage.close();
    callers.shutdownNow();
  }

  private static WorkspaceId workspace(int number) {
    return new WorkspaceId("W" + number);
  }

  private boolean publish(int number) {
    return storage.catalogs().replace(new StoredWorkspace(workspace(number), 1, "content"));
  }

  /// Keeps the writer busy until [#goOn], while these calls come to wait behind it.
  private List<Future<Boolean>> waiting(List<Callable<Boolean>> calls) throws Exception {
    var busy = new CountDownLatch(1);
    var all = new ArrayList<Future<Boolean>>();
    all.add(
        callers.submit(() ->
            storage.write(sql -> {
              busy.countDown();
              awaitGoOn();
              return true;
            })));
    assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
    for (var call : calls) {
      all.add(callers.submit(call));
    }
    while (storage.waitingWrites() < calls.size()) {
      LockSupport.parkNanos(1_000_000);
    }
    return all;
  }

  private void awaitGoOn() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Change<Boolean> storing(int number) {
    return sql -> {
      sql.replaceCatalog.number(workspace(number));
      return sql.replaceCatalog.replace(
          sql.workspaces.number(workspace(number)),
          new StoredWorkspace(workspace(number), 1, "content"));
    };
  }

  @Test
  void aChangeThatFailsFailsAlone() throws Exception {
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 10; i++) {
      var change = storing(i);
      boolean fails = i == 4;
      calls.add(() ->
          storage.write(sql -> {
            var stored = change.apply(sql);
            if (fails) {
              throw new SQLException("broken on purpose");
            }
            return stored;
          }));
    }
    var answers = waiting(calls);
    goOn.countDown();
    for (int i = 0; i < 10; i++) {
      var answer = answers.get(i + 1);
      if (i == 4) {
        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(StorageException.Unavailable.class)
            .hasMessageContaining("broken on purpose");
        assertThat(storage.catalogs().find(workspace(i))).isNull();
      } else {
        assertThat(answer.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(storage.catalogs().find(workspace(i))).isNotNull();
      }
    }
  }

  @Test
  void aBugInAChangeIsToldToItsCallerAndTheWriterGoesOn() {
    assertThatThrownBy(() ->
            storage.write(sql -> {
              throw new AssertionError("a bug");
            }))
        .hasRootCauseMessage("a bug");
    assertThat(publish(1)).isTrue();
  }

  @Test
  void aCommitThatFailsLeavesTheOutcomeUnknown() {
    assertThatThrownBy(() ->
            storage.write(sql -> {
              sql.commit(); // so that there is nothing left to commit
              return true;
            }))
        .isInstanceOf(StorageException.OutcomeUnknown.class)
        .hasRootCauseInstanceOf(SQLException.class);
    assertThat(publish(1)).isTrue();
  }

  @Test
  void closingAnswersAllWhoWait() throws Exception {
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 10; i++) {
      var change = storing(i);
      calls.add(() -> storage.write(change));
    }
    var answers = waiting(calls);
    var closing = callers.submit(storage::close);
    goOn.countDown();
    closing.get(30, TimeUnit.SECONDS);
    for (var answer : answers) {
      assertThat(answer.get(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThatThrownBy(() -> publish(11)).isInstanceOf(StorageException.Unavailable.class);
    open();
    assertThat(storage.catalogs().versions()).hasSize(10);
  }

  @Test
  void anInterruptedCallerDoesNotKnow() throws Exception {
    var answers = waiting(List.of());
    var caller =
        callers.submit(() -> {
          Thread.currentThread().interrupt();
          return storage.write(storing(1));
        });
    assertThatThrownBy(() -> caller.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StorageException.class);
    goOn.countDown();
    assertThat(answers.getFirst().get(30, TimeUnit.SECONDS)).isTrue();
  }
}
