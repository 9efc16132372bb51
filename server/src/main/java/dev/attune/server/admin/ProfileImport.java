package dev.attune.server.admin;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.upload.BadLines;
import dev.attune.server.upload.BadRecord;
import dev.attune.server.upload.ImportedProfile;
import dev.attune.server.upload.ImportedProfiles;
import dev.attune.server.upload.UploadFormat;
import dev.attune.storage.ProfileStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Profiles by the million, read as they arrive and written in their order.
///
/// Each profile is a write of its own: when an import breaks off, what was written stays, and
/// sending it again is safe. Where bad lines refuse it, it is kept in a file until all of it was
/// looked at, and only then written.
final class ProfileImport {
  private final Workspaces workspaces;
  private final ProfileStore profiles;
  private final InstantSource clock;

  ProfileImport(Workspaces workspaces, ProfileStore profiles, InstantSource clock) {
    this.workspaces = workspaces;
    this.profiles = profiles;
    this.clock = clock;
  }

  Response run(Request request) throws IOException {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var format = Uploads.format(request);
    if (Uploads.skipsBadLines(request)) {
      return write(request.bodyStream(), format, workspace);
    }
    try (var kept = KeptBody.of(request.bodyStream())) {
      var bad = new BadLines();
      var people = people(kept.content(), format, workspace);
      while (next(people, bad) != null) {}
      if (!bad.isEmpty()) {
        throw AdminProblem.badLines(bad);
      }
      return write(kept.content(), format, workspace);
    }
  }

  private Response write(InputStream in, UploadFormat format, Workspace workspace)
      throws IOException {
    var bad = new BadLines();
    var people = people(in, format, workspace);
    try (var batches = new ImportBatches(profiles, workspace, clock, bad)) {
      for (var person = next(people, bad); person != null; person = next(people, bad)) {
        batches.add(person);
      }
      batches.finish();
      return Answers.of(
          200,
          json -> {
            json.writeNumberProperty("created", batches.created());
            json.writeNumberProperty("updated", batches.updated());
            json.writeNumberProperty("merged", batches.merged());
            json.writeNumberProperty("unknown", batches.unknown());
            Uploads.write(json, bad);
          });
    }
  }

  private static ImportedProfiles people(InputStream in, UploadFormat format, Workspace workspace) {
    var document = workspace.document();
    return new ImportedProfiles(
        in, format, workspace.zone(), segment -> document.segment(segment) != null);
  }

  private static @Nullable ImportedProfile next(ImportedProfiles people, BadLines bad)
      throws IOException {
    try {
      return people.next(bad);
    } catch (BadRecord badHeader) {
      throw AdminProblem.badRequest(badHeader.reason());
    }
  }
}
