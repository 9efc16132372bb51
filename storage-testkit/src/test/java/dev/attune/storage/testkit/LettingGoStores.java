package dev.attune.storage.testkit;

import dev.attune.engine.profile.History;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.Storage;
import dev.attune.storage.WorkspaceId;
import java.time.Instant;
import java.util.List;

/// Ways to be wrong about events that are let go. Run by [StorageContractTest] only.
final class LettingGoStores {
  private LettingGoStores() {}

  static class KeepsEverything extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean isThere(Event event) {
          return true;
        }
      };
    }
  }

  static class LetsGoUpToTheHorizon extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean isThere(Event event) {
          return !event.at().isBefore(shared.horizon);
        }
      };
    }
  }

  static class TakesOldEventsIn extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean isTooOld(Event event) {
          return false;
        }
      };
    }
  }

  static class HorizonGoesBack extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public long letGo(Instant before) {
          long gone = super.letGo(before);
          shared.horizon = before;
          return gone;
        }
      };
    }
  }

  static class ProfilesForgetToo extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        History history(List<Event> events) {
          return super.history(events.stream().filter(this::isThere).toList());
        }
      };
    }
  }

  static class CountsWhatIsThereOnly extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Recounted counted(People people) {
          var counted = new Recounted(people.zone());
          for (var events : people.events.values()) {
            counted.person(
                events.stream()
                    .filter(arrived -> isThere(arrived.event()))
                    .map(arrived -> counts(people, arrived))
                    .toList());
          }
          return counted.duplicates(people.duplicates);
        }
      };
    }
  }

  static class RebuildsFromWhatIsThereOnly extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public boolean rebuild(WorkspaceId workspace, Policy policy, Progress progress) {
          synchronized (shared) {
            var people = shared.people.getOrDefault(workspace, new People());
            people
                .events
                .values()
                .forEach(all -> all.removeIf(arrived -> !isThere(arrived.event())));
            return super.rebuild(workspace, policy, progress);
          }
        }
      };
    }
  }

  static class RebuildsWhatIsGoneByNewGoals extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Instant firstDayCountedAnew(People people) {
          return Instant.MIN;
        }
      };
    }
  }
}
