package dev.attune.storage.testkit;

import dev.attune.engine.attribution.Goals;
import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Storage;
import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The storage that is right, and one for each way to be wrong. Run by [StorageContractTest] only.
final class Stores {
  private Stores() {}

  static class Right extends StorageContract {
    final MemoryStorage.Shared shared = new MemoryStorage.Shared();

    @Override
    protected Storage open() {
      return new MemoryStorage(shared);
    }
  }

  static class LastWriterWins extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean mayReplace(@Nullable StoredWorkspace standing, StoredWorkspace next) {
          return true;
        }
      };
    }
  }

  static class ForgetsDeletedVersions extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public boolean replace(StoredWorkspace next) {
          boolean replaced = super.replace(next);
          if (replaced && next.deleted()) {
            shared.catalogs.remove(next.id());
          }
          return replaced;
        }
      };
    }
  }

  static class ForgetsOnClose extends StorageContract {
    @Override
    protected Storage open() {
      return new MemoryStorage(new MemoryStorage.Shared());
    }
  }

  static class AnswersWhenClosed extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public void close() {}
      };
    }
  }

  static class FoldsCase extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        String personKey(String customerId) {
          return customerId.toLowerCase(Locale.ROOT);
        }
      };
    }
  }

  static class FoldsAccents extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        String personKey(String customerId) {
          return Normalizer.normalize(customerId, Normalizer.Form.NFC);
        }
      };
    }
  }

  static class TrimsEventIds extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        String eventKey(String eventId, String customerId) {
          return eventId.strip();
        }
      };
    }
  }

  static class TakesAnyString extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean isSound(String customerId) {
          return true;
        }
      };
    }
  }

  static class CutsIds extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        String personKey(String customerId) {
          return customerId.substring(0, Math.min(255, customerId.length()));
        }

        @Override
        String eventKey(String eventId, String customerId) {
          return eventId.substring(0, Math.min(64, eventId.length()));
        }
      };
    }
  }

  static class EndsTextAtNul extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Map<String, Value> changed(Map<String, Value> attributes, AttributeChanges changes) {
          var changed = new HashMap<>(super.changed(attributes, changes));
          changed.replaceAll((name, value) ->
              value instanceof Value.Text(var text) && text.indexOf('\u0000') >= 0
                  ? new Value.Text(text.substring(0, text.indexOf('\u0000')))
                  : value);
          return changed;
        }
      };
    }
  }

  static class CountsDuplicates extends Right {
    private int count;

    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        String eventKey(String eventId, String customerId) {
          return eventId + count++;
        }
      };
    }
  }

  static class KnowsEventsByPersonOnly extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        String eventKey(String eventId, String customerId) {
          return customerId + "/" + eventId;
        }
      };
    }
  }

  /// Reads, then writes, with nobody kept out between.
  static class LosesRacingUpdates extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Written> write(
            WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
          var before = writes.isEmpty() ? null : find(workspace, writes.getFirst().customerId());
          LockSupport.parkNanos(50_000); // time to be overtaken
          synchronized (shared) {
            if (before != null) {
              var profiles = Objects.requireNonNull(shared.people.get(workspace)).profiles;
              profiles.put(before.customerId(), before);
            }
            return super.write(workspace, policy, writes);
          }
        }
      };
    }
  }

  /// Writes the attributes of a write one by one.
  static class TearsWrites extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Written> write(
            WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
          for (var write : writes) {
            for (var one : write.changes().set().entrySet()) {
              var changes = AttributeChanges.setting(Map.of(one.getKey(), one.getValue()));
              var part = ProfileWrite.of(write.customerId(), write.at(), changes, List.of());
              var _ = super.write(workspace, policy, List.of(part));
              LockSupport.parkNanos(50_000); // time to be seen
            }
          }
          return super.write(workspace, policy, writes);
        }
      };
    }
  }

  /// What the newest clock says stands, not what came last.
  static class BelievesClocks extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Written> write(
            WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
          var first = writes.getFirst();
          var there = find(workspace, first.customerId());
          return there != null && there.lastSeen().isAfter(first.at())
              ? super.write(
                  workspace, policy, List.of(Samples.touch(first.customerId(), first.at())))
              : super.write(workspace, policy, writes);
        }
      };
    }
  }

  static class DropsOtherAttributes extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Map<String, Value> changed(Map<String, Value> attributes, AttributeChanges changes) {
          return changes.isEmpty() ? attributes : super.changed(Map.of(), changes);
        }
      };
    }
  }

  static class AddsToArraysAgain extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Map<String, Value> changed(Map<String, Value> attributes, AttributeChanges changes) {
          var changed = new HashMap<>(super.changed(attributes, changes));
          changes
              .added()
              .forEach((name, values) -> {
                if (attributes.get(name) instanceof Value.Array(var items)) {
                  var all = new ArrayList<>(items);
                  all.addAll(values);
                  changed.put(name, new Value.Array(all));
                }
              });
          return changed;
        }
      };
    }
  }

  static class CreatesExistingOnly extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Written> write(
            WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
          return super.write(
              workspace,
              policy,
              writes.stream()
                  .map(write ->
                      new ProfileWrite(
                          write.customerId(),
                          false,
                          write.at(),
                          write.changes(),
                          write.identifiers(),
                          write.absorbed(),
                          write.joined(),
                          write.left(),
                          write.events()))
                  .toList());
        }
      };
    }
  }

  static class OverwritesExposures extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        List<Exposure> kept(List<Exposure> before, Exposure exposure) {
          return List.of(exposure);
        }
      };
    }
  }

  static class KeepsTheFirstExposureThatCame extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        List<Exposure> kept(List<Exposure> before, Exposure exposure) {
          boolean known =
              before.stream()
                  .anyMatch(each ->
                      each.audienceId().equals(exposure.audienceId())
                          && each.variationId().equals(exposure.variationId()));
          return known ? before : super.kept(before, exposure);
        }
      };
    }
  }

  static class SeesBackwards extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Instant lastSeen(Profile profile, Instant at) {
          return at;
        }
      };
    }
  }

  static class LeaksBetweenWorkspaces extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        WorkspaceId workspaceKey(WorkspaceId workspace) {
          return new WorkspaceId("all");
        }
      };
    }
  }

  static class PagesInUtf16 extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit) {
          return super.page(workspace, null, Integer.MAX_VALUE).stream()
              .filter(profile -> after == null || profile.customerId().compareTo(after) > 0)
              .sorted(Comparator.comparing(Profile::customerId))
              .limit(limit)
              .toList();
        }
      };
    }
  }

  static class PagesFromTheLastIdAgain extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit) {
          var all = super.page(workspace, null, Integer.MAX_VALUE);
          return all.stream()
              .filter(profile ->
                  after == null
                      || Arrays.compareUnsigned(
                              profile.customerId().getBytes(StandardCharsets.UTF_8),
                              after.getBytes(StandardCharsets.UTF_8))
                          >= 0)
              .limit(after == null ? limit : limit + 1)
              .toList();
        }
      };
    }
  }

  static class LastClaimWins extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean isTaken(People people, Identifier identifier) {
          return false;
        }
      };
    }
  }

  static class ClaimsStandForEver extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean stillHas(Profile profile, Identifier identifier) {
          return true;
        }
      };
    }
  }

  static class OldClaimsBlock extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean isTaken(People people, Identifier identifier) {
          return people.claims.containsKey(identifier);
        }
      };
    }
  }

  static class EventsInOrderOfArrival extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        List<Event> ordered(List<Event> appended) {
          return appended.reversed();
        }
      };
    }
  }

  static class KeepsEveryExposure extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        int mostExposures() {
          return Integer.MAX_VALUE;
        }
      };
    }
  }

  static class RefusesInSilence extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean isFull(Profile profile, AttributeChanges changes) {
          return false;
        }
      };
    }
  }

  static class PurgesEveryWorkspace extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public void purge(WorkspaceId workspace) {
          synchronized (shared) {
            shared.people.clear();
          }
        }
      };
    }
  }

  static class PurgeForgetsEventIds extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public void purge(WorkspaceId workspace) {
          synchronized (shared) {
            var ids = Set.copyOf(shared.people.getOrDefault(workspace, new People()).eventIds);
            super.purge(workspace);
            shared.people.computeIfAbsent(workspace, id -> new People()).eventIds.addAll(ids);
          }
        }
      };
    }
  }

  static class CreditsOnlyWhatCameBefore extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Recounted.Counts counts(People people, People.Arrived arrived) {
          boolean known =
              people.events.values().stream()
                  .filter(events -> events.contains(arrived))
                  .flatMap(List::stream)
                  .anyMatch(one -> one.number() < arrived.number() && one.event().touch() != null);
          boolean counts = known || arrived.event().touch() != null;
          return new Recounted.Counts(arrived.event(), counts ? arrived.goals() : Goals.NONE);
        }
      };
    }
  }

  static class CountsInUtc extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Recounted counted(People people) {
          var counted = new Recounted(ZoneOffset.UTC);
          people
              .events
              .values()
              .forEach(events ->
                  counted.person(events.stream().map(each -> counts(people, each)).toList()));
          return counted.duplicates(people.duplicates);
        }
      };
    }
  }

  static class ForgetsRepetitions extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Recounted counted(People people) {
          people.duplicates.clear();
          return super.counted(people);
        }
      };
    }
  }

  static class RebuildForgetsRepetitions extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public boolean rebuild(WorkspaceId workspace, Policy policy, Progress progress) {
          synchronized (shared) {
            var people = shared.people.get(workspace);
            if (people != null) {
              people.duplicates.clear();
            }
          }
          return super.rebuild(workspace, policy, progress);
        }
      };
    }
  }

  static class RebuildKeepsTheGoals extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public boolean rebuild(WorkspaceId workspace, Policy policy, Progress progress) {
          progress.reached(1, 1);
          return true;
        }
      };
    }
  }

  static class CountsMergedPeopleApart extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Recounted counted(People people) {
          var counted = new Recounted(people.zone());
          for (var events : people.events.values()) {
            int half = events.size() / 2;
            for (var part : List.of(events.subList(0, half), events.subList(half, events.size()))) {
              counted.person(part.stream().map(each -> counts(people, each)).toList());
            }
          }
          return counted.duplicates(people.duplicates);
        }
      };
    }
  }

  static class StillCountsWhoIsErased extends Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void forget(People people, String id) {
          var events = people.events.get(id);
          super.forget(people, id);
          if (events != null) {
            people.events.put("nobody", events);
          }
        }
      };
    }
  }
}
