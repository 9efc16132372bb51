package dev.attune.server.customers;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.data.DataAccess;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.identity.ErasePeople;
import dev.attune.server.identity.Identification;

/// `POST /v1/customer/delete`: erases a person with all that is known of them, under every id they
/// had, before the answer. Whether there was such a person, the answer does not say.
public final class DeleteCustomer {
  private final ErasePeople people;
  private final Identification identification;

  public DeleteCustomer(ErasePeople people, Identification identification) {
    this.people = people;
    this.identification = identification;
  }

  public Response answer(Workspace workspace, Request request) {
    var lookup = DeleteWire.read(request.body(), workspace);
    var customerId = lookup.customerId(workspace, identification);
    if (customerId != null) {
      var _ = people.erase(workspace, customerId);
    }
    return DataAccess.accepted();
  }
}
