package dev.attune.server.admin;

import dev.attune.server.catalog.CatalogVersion;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.fetch.FetchExperiences;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;

/// Why a fetch is answered as it is: takes the body of a fetch, and decides in the same way.
final class ExplainEndpoint {
  private final Workspaces workspaces;
  private final FetchExperiences fetch;

  ExplainEndpoint(Workspaces workspaces, FetchExperiences fetch) {
    this.workspaces = workspaces;
    this.fetch = fetch;
  }

  Response explain(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var question = fetch.toExplain(workspace, request.body());
    var explanations = question.decider().explain(question.keys());
    return Answers.of(
            200,
            json -> new ExplanationJson(json, workspace, question.subject()).write(explanations))
        .with(Answers.NO_STORE)
        .with(CatalogVersion.header(workspace));
  }
}
