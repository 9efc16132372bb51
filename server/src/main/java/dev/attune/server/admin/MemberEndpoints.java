package dev.attune.server.admin;

import dev.attune.server.catalog.Workspaces;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.upload.BadLines;
import dev.attune.server.upload.BadRecord;
import dev.attune.server.upload.Records;
import dev.attune.server.upload.UploadFormat;
import dev.attune.storage.SegmentStore;
import dev.attune.storage.SegmentStore.Mode;
import dev.attune.storage.WorkspaceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Who is in a segment: lists of customer ids of any length.
///
/// A list is staged as it arrives and applied when all of it is there: when it breaks off or has
/// bad lines, nothing has changed. Only people who have a profile come into a segment; being put on
/// a list is nothing that they did, so they do not count as having been seen.
final class MemberEndpoints {
  private static final int BATCH = 1_000;

  private final Workspaces workspaces;
  private final SegmentStore segments;

  MemberEndpoints(Workspaces workspaces, SegmentStore segments) {
    this.workspaces = workspaces;
    this.segments = segments;
  }

  Response replace(Request request) throws IOException {
    return upload(request, Mode.REPLACE);
  }

  Response add(Request request) throws IOException {
    return upload(request, Mode.ADD);
  }

  Response remove(Request request) throws IOException {
    return upload(request, Mode.REMOVE);
  }

  private Response upload(Request request, Mode mode) throws IOException {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var segment = request.pathParameter("id");
    if (workspace.document().segment(segment) == null) {
      throw AdminProblem.notFound("There is no segment '%s' in this workspace.".formatted(segment));
    }
    var format = Uploads.format(request);
    boolean skips = Uploads.skipsBadLines(request);
    var bad = new BadLines();
    var upload = segments.begin(new WorkspaceId(workspace.id()), segment, mode);
    boolean whole = false;
    try {
      stage(upload, new Records(request.bodyStream(), format), format, bad);
      whole = skips || bad.isEmpty();
    } finally {
      if (!whole) {
        segments.discard(upload);
      }
    }
    if (!whole) {
      throw AdminProblem.badLines(bad);
    }
    var applied = segments.apply(upload);
    return Answers.of(
        200,
        json -> {
          json.writeNumberProperty("added", applied.added());
          json.writeNumberProperty("removed", applied.removed());
          json.writeNumberProperty("unchanged", applied.unchanged());
          json.writeNumberProperty("unknown", applied.unknown());
          Uploads.write(json, bad);
        });
  }

  private void stage(String upload, Records records, UploadFormat format, BadLines bad)
      throws IOException {
    List<String> batch = new ArrayList<>(BATCH);
    while (records.next()) {
      var fault = records.fault();
      if (fault != null) {
        bad.add(records.line(), fault);
        continue;
      }
      try {
        if (!records.isBlank() && !Member.isHeader(records, format)) {
          batch.add(Member.id(records, format));
        }
      } catch (BadRecord refused) {
        bad.add(records.line(), refused.reason());
      }
      if (batch.size() == BATCH) {
        segments.stage(upload, batch);
        batch = new ArrayList<>(BATCH);
      }
    }
    if (!batch.isEmpty()) {
      segments.stage(upload, batch);
    }
  }
}
