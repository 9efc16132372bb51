package dev.attune.server.identity;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.control.HeldOutPeople;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.WorkspaceId;

/// Erases people: from the storage, and from the one place where this server remembers ids.
public final class ErasePeople {
  private final ProfileStore profiles;
  private final HeldOutPeople heldOutPeople;

  public ErasePeople(ProfileStore profiles, HeldOutPeople heldOutPeople) {
    this.profiles = profiles;
    this.heldOutPeople = heldOutPeople;
  }

  /// @return whether there was such a person
  /// @see ProfileStore#erase
  public boolean erase(Workspace workspace, String customerId) {
    heldOutPeople.settle(workspace.id());
    return profiles.erase(new WorkspaceId(workspace.id()), workspace.policy(), customerId);
  }
}
