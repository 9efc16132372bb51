package dev.attune.server.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.attune.engine.decision.HeldOut;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.StorageException;
import dev.attune.storage.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down who is in a control group, a moment after the fetch that decided it.
///
/// Nobody reports an impression of nothing, so these people are recorded when they are decided. The
/// fetch only puts a note into memory: it waits for nothing and cannot fail by it. Every half
/// second the notes are written as events, once for each person, experience, audience and hour; the
/// id of the event says which, so that writing it again changes nothing. While the storage fails
/// the notes wait. A process that dies loses those of its last half second; of those, whoever comes
/// again within the hour is written then. Whom it noted it remembers for that hour, or until
/// [#settle].
public final class HeldOutPeople implements AutoCloseable {

  /// How long a note waits at the most while the storage is well.
  public static final Duration PERIOD = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(HeldOutPeople.class);
  private static final int MOST_WAITING = 65_536;
  private static final int BATCH = 500;
  private static final int REMEMBERED = 100_000;
  private static final Duration REMEMBERED_FOR = Duration.ofHours(1); // an id of an event is of one

  private final ProfileStore profiles;
  private final Workspaces workspaces;
  private final BlockingQueue<Note> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Cache<Note.Once, Boolean> noted =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(REMEMBERED_FOR)
          .executor(Runnable::run)
          .build();
  private final AtomicLong lost = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("held-out-people").factory());
  private final Object writing = new Object();
  private final List<Note> taken = new ArrayList<>(); // who holds `writing`
  private boolean failing; // only that thread, and whoever closes after

  /// Nothing is written before [#start], but by [#close].
  public HeldOutPeople(ProfileStore profiles, Workspaces workspaces) {
    this.profiles = profiles;
    this.workspaces = workspaces;
  }

  public void start() {
    long nanos = PERIOD.toNanos();
    var _ = thread.scheduleWithFixedDelay(this::write, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /// Notes that a person was held out. Never blocks; when too many wait it forgets, and says so in
  /// the log.
  ///
  /// @param customerId empty for a visitor without an id, of whom nothing can be counted
  /// @param known whether there is a profile; who is erased then is not made anew
  public void note(
      Workspace workspace, String customerId, boolean known, List<HeldOut> heldOut, Instant at) {
    if (customerId.isBlank()) {
      return;
    }
    for (var one : heldOut) {
      var note = Note.of(workspace.id(), customerId, known, one, at);
      if (noted.asMap().putIfAbsent(note.once(), true) == null && !waiting.offer(note)) {
        noted.invalidate(note.once());
        lost.incrementAndGet();
      }
    }
  }

  /// How many notes were forgotten because too many waited.
  public long lost() {
    return lost.get();
  }

  /// Writes what waits and forgets whom of a workspace it noted. Who is erased after it is in no
  /// memory here, and no note from before makes them known again, nor keeps them from being noted
  /// when they come again.
  ///
  /// @throws StorageException if the notes cannot be written now; they wait
  public void settle(String workspace) {
    writeWaiting();
    noted.asMap().keySet().removeIf(once -> once.workspace().equals(workspace));
  }

  /// Writes what waits. Never throws, or there would be no next time.
  private void write() {
    try {
      writeWaiting();
      if (failing) {
        LOG.info("People in control groups are written again; {} were lost", lost.get());
      }
      failing = false;
    } catch (StorageException trouble) {
      if (!failing) {
        LOG.warn("People in control groups cannot be written; they wait", trouble);
      }
      failing = true;
    } catch (RuntimeException refused) {
      forgetTaken(refused);
    }
  }

  private void writeWaiting() {
    synchronized (writing) {
      while (!taken.isEmpty() || waiting.drainTo(taken, BATCH) > 0) {
        writeTaken();
        taken.clear();
      }
    }
  }

  private void forgetTaken(RuntimeException refused) {
    synchronized (writing) {
      LOG.error("{} people in control groups were not written", taken.size(), refused);
      lost.addAndGet(taken.size());
      taken.clear();
    }
  }

  private void writeTaken() {
    Map<String, List<ProfileWrite>> byWorkspace = new LinkedHashMap<>();
    for (var note : taken) {
      byWorkspace.computeIfAbsent(note.workspace(), id -> new ArrayList<>()).add(note.write());
    }
    byWorkspace.forEach((id, writes) -> {
      var workspace = workspaces.find(id);
      if (workspace != null) { // deleted meanwhile
        var _ = profiles.write(new WorkspaceId(id), workspace.policy(), writes);
      }
    });
  }

  /// Writes what waits, once more, and stops.
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    write();
    int left = left();
    if (left > 0) {
      LOG.warn("{} people in control groups were not written before the end", left);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private int left() {
    synchronized (writing) {
      return taken.size() + waiting.size();
    }
  }
}
