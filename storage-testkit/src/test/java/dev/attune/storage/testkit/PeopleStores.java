package dev.attune.storage.testkit;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.Policy;
import dev.attune.storage.Storage;
import dev.attune.storage.WorkspaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/// Ways to be wrong about lots, erasure and segments. Run by [StorageContractTest] only.
final class PeopleStores {
  private PeopleStores() {}

  static class CountsMergedIds extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public long count(WorkspaceId workspace) {
          synchronized (shared) {
            var people = shared.people.getOrDefault(workspace, new People());
            return people.profiles.size() + (long) people.aliases.size();
          }
        }
      };
    }
  }

  static class SamplesTheFirst extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
          return super.sample(workspace, 0, limit);
        }
      };
    }
  }

  static class SamplesAnew extends Stores.Right {
    private final Random random = new Random(1);

    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
          return super.sample(workspace, random.nextLong(), limit);
        }
      };
    }
  }

  static class SamplesSomeTwice extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
          var sample = new ArrayList<>(super.sample(workspace, seed, limit));
          if (sample.size() > 1) {
            sample.set(1, sample.getFirst());
          }
          return sample;
        }
      };
    }
  }

  static class SamplesWithoutHistory extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
          return super.sample(workspace, seed, limit).stream()
              .map(profile -> find(workspace, profile.customerId()))
              .filter(Objects::nonNull)
              .toList();
        }
      };
    }
  }

  static class ErasesNoEvents extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void forget(People people, String id) {
          var events = people.events.get(id);
          super.forget(people, id);
          if (events != null) {
            people.events.put(id, events);
          }
        }
      };
    }
  }

  static class RemembersErasedEventIds extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void forget(People people, String id) {
          var ids = Set.copyOf(people.eventIds);
          super.forget(people, id);
          people.eventIds.addAll(ids);
        }
      };
    }
  }

  static class ForgetsAllEventIds extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void forget(People people, String id) {
          super.forget(people, id);
          people.eventIds.clear();
        }
      };
    }
  }

  static class ErasesNoAliases extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void forget(People people, String id) {
          var aliases = Map.copyOf(people.aliases);
          super.forget(people, id);
          people.aliases.putAll(aliases);
        }
      };
    }
  }

  static class ErasesOneIdOnly extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public boolean erase(WorkspaceId workspace, Policy policy, String customerId) {
          synchronized (shared) {
            var people = shared.people.getOrDefault(workspace, new People());
            return !people.aliases.containsKey(customerId)
                && super.erase(workspace, policy, customerId);
          }
        }
      };
    }
  }

  static class LeavesErasedIdsInUploads extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        void unstage(Upload upload, Set<String> erased) {}
      };
    }
  }

  static class ReplacesByAdding extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        boolean leaves(Mode mode, boolean listed) {
          return listed && mode == Mode.REMOVE;
        }
      };
    }
  }

  static class AppliesWhileStaging extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public void stage(String upload, List<String> customerIds) {
          synchronized (shared) {
            super.stage(upload, customerIds);
            var staged = Objects.requireNonNull(shared.uploads.get(upload));
            applied(shared.people.getOrDefault(staged.workspace, new People()), staged);
          }
        }
      };
    }
  }

  static class AppliesAgain extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public Applied apply(String upload) {
          synchronized (shared) {
            var staged = shared.uploads.get(upload);
            if (staged != null) {
              staged.applied = null;
            }
            return super.apply(upload);
          }
        }
      };
    }
  }

  static class MembersByTheirOwnIdOnly extends Stores.Right {
    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        Applied applied(People people, Upload upload) {
          upload.ids.removeAll(people.aliases.keySet());
          return super.applied(people, upload);
        }
      };
    }
  }

  static class SizesOnlyGrow extends Stores.Right {
    private final Map<String, Long> sizes = new HashMap<>();

    @Override
    protected Storage open() {
      return new MemoryStorage(shared) {
        @Override
        public Map<String, Long> sizes(WorkspaceId workspace) {
          var now = new HashMap<>(super.sizes(workspace));
          sizes.forEach((id, size) -> now.merge(id, size, Math::max));
          sizes.putAll(now);
          return now;
        }
      };
    }
  }
}
