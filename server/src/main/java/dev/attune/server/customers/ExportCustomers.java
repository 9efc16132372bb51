package dev.attune.server.customers;

import dev.attune.engine.profile.Profile;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.Identification;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.WorkspaceId;
import java.util.ArrayList;

/// `POST /v1/customers/export`: the attributes of up to 20 people.
public final class ExportCustomers {
  private final ProfileStore profiles;
  private final Identification identification;

  public ExportCustomers(ProfileStore profiles, Identification identification) {
    this.profiles = profiles;
    this.identification = identification;
  }

  public Response answer(Workspace workspace, Request request) {
    var export = ExportWire.read(request.body(), workspace);
    var found = new ArrayList<Profile>();
    var notFound = new ArrayList<String>();
    for (var lookup : export.people()) {
      var customerId = lookup.customerId(workspace, identification);
      var profile =
          customerId == null ? null : profiles.find(new WorkspaceId(workspace.id()), customerId);
      if (profile == null) {
        notFound.add(lookup.value());
      } else {
        found.add(profile);
      }
    }
    return ExportWire.answer(found, export.fields(), notFound);
  }
}
