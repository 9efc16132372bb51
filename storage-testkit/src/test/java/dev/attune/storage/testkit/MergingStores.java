package dev.attune.storage.testkit;

import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Merge;
import dev.attune.engine.profile.Merge.Candidate;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Storage;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Ways to be wrong about history and merging. Run by [StorageContractTest] only.
final class MergingStores {
  private MergingStores() {}

  static class ForgetsHistory extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        History history(List<Event> events) {
          return History.NONE;
        }
      };
    }
  }

  static class RemembersImpressions extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        History history(List<Event> events) {
          return super.history(
              events.stream()
                  .map(event ->
                      new Event(
                          event.id(),
                          event.name(),
                          event.at(),
                          event.received(),
                          event.platform(),
                          event.attributes(),
                          null))
                  .toList());
        }
      };
    }
  }

  static class RemembersAHundred extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        History history(List<Event> events) {
          return super.history(events.subList(Math.max(0, events.size() - 100), events.size()));
        }
      };
    }
  }

  static class TotalsOfWhatIsKept extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        History history(List<Event> events) {
          int from = Math.max(0, events.size() - History.MAX_EVENTS);
          return super.history(events.subList(from, events.size()));
        }
      };
    }
  }

  static class TotalsOfFewNames extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        History history(List<Event> events) {
          return People.history(events, 50);
        }
      };
    }
  }

  static class FoldsEventNames extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        History history(List<Event> events) {
          return super.history(
              events.stream()
                  .map(event ->
                      new Event(
                          event.id(),
                          event.name().strip(),
                          event.at(),
                          event.received(),
                          event.platform(),
                          event.attributes(),
                          event.touch()))
                  .toList());
        }
      };
    }
  }

  static class GivesHistoryUnasked extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public @Nullable Profile find(
            WorkspaceId workspace, String customerId, @Nullable Instant since) {
          return super.find(workspace, customerId, Instant.MIN);
        }
      };
    }
  }

  static class NeverMerges extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean merges(Policy policy) {
          return false;
        }
      };
    }
  }

  static class AlwaysMerges extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean merges(Policy policy) {
          return true;
        }
      };
    }
  }

  static class TheOneSeenFirstSurvives extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Candidate survivor(Candidate one, Candidate other) {
          return one.lastSeen().isBefore(other.lastSeen()) ? one : super.survivor(one, other);
        }
      };
    }
  }

  static class TheWriterSurvives extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Candidate survivor(Candidate one, Candidate other) {
          return one;
        }
      };
    }
  }

  static class IgnoresTheDecidingAttribute extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Candidate survivor(Candidate one, Candidate other) {
          var plain = new Candidate(one.customerId(), one.lastSeen(), false);
          return Merge.survivor(plain, new Candidate(other.customerId(), other.lastSeen(), false))
                  .equals(plain)
              ? one
              : other;
        }
      };
    }
  }

  static class ForgetsMergedIds extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void lead(People people, String id, String to) {}
      };
    }
  }

  static class LeadsOneStepOnly extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void lead(People people, String id, String to) {
          people.aliases.put(id, to);
        }
      };
    }
  }

  static class TheOthersAttributesWin extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Map<String, Value> together(Map<String, Value> survivor, Map<String, Value> other) {
          return super.together(other, survivor);
        }
      };
    }
  }

  static class TakesOverWhatDoesNotFit extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Map<String, Value> together(Map<String, Value> survivor, Map<String, Value> other) {
          var all = new HashMap<>(other);
          all.putAll(survivor);
          return all;
        }
      };
    }
  }

  static class TheSurvivorsExposuresWin extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Map<String, List<Exposure>> exposuresTogether(
            Map<String, List<Exposure>> survivor, Map<String, List<Exposure>> other) {
          var all = new HashMap<>(other);
          all.putAll(survivor);
          return all;
        }
      };
    }
  }

  static class LosesEventsOfMerged extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void moveEvents(People people, String from, String to) {
          people.events.remove(from);
        }
      };
    }
  }

  static class MergesWithoutEnd extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        int mostMerges() {
          return Integer.MAX_VALUE;
        }
      };
    }
  }

  static class TakesIdsFromOthers extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean mayAbsorb(People people, String id) {
          return true;
        }
      };
    }
  }

  static class ForgetsThroughWhat extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Written> write(
            WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
          return super.write(
              workspace, policy, writes.stream().map(write -> write.absorbingThrough("")).toList());
        }
      };
    }
  }

  static class LeavesHalfOfWhatIsRefused extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void takeBack(People people, People before) {}
      };
    }
  }

  static class MergesByOldClaims extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Written> write(
            WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
          Map<Identifier, People.Claim> before;
          synchronized (shared) {
            before = Map.copyOf(shared.people.getOrDefault(workspace, new People()).claims);
          }
          LockSupport.parkNanos(50_000); // time to be overtaken
          synchronized (shared) {
            var people = shared.people.computeIfAbsent(workspace, id -> new People());
            people.claims.clear();
            people.claims.putAll(before);
            return super.write(workspace, policy, writes);
          }
        }
      };
    }
  }
}
