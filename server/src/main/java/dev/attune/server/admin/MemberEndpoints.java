package dev.attune.server.admin;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Who is in a segment: lists of customer ids of any length, written batch by batch as they arrive.
/// When an upload breaks off, what was written stays; sending it again is safe.
final class MemberEndpoints {
  private static final int BATCH = 500;
  private static final int REPORTED_LINES = 100;

  private final Workspaces workspaces;
  private final ProfileStore profiles;

  MemberEndpoints(Workspaces workspaces, ProfileStore profiles) {
    this.workspaces = workspaces;
    this.profiles = profiles;
  }

  Response add(Request request) throws IOException {
    return upload(request, "added", true);
  }

  Response remove(Request request) throws IOException {
    return upload(request, "removed", false);
  }

  private Response upload(Request request, String done, boolean joins) throws IOException {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var segment = Set.of(segment(workspace, request));
    var format = MemberFormat.of(request);
    var batches = new Batches(new WorkspaceId(workspace.id()), segment, joins);
    var lines = new MemberLines(request.bodyStream());
    for (var line = lines.next(); line != null; line = lines.next()) {
      batches.take(line, format);
    }
    batches.flush();
    return Answers.of(
        200,
        json -> {
          json.writeNumberProperty(done, batches.written);
          json.writeNumberProperty("unknown", batches.unknown);
          json.writeNumberProperty("bad", batches.bad);
          json.writeArrayPropertyStart("bad_lines");
          for (var line : batches.reported) {
            json.writeStartObject();
            json.writeNumberProperty("line", line.number());
            json.writeStringProperty("message", line.fault());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String segment(Workspace workspace, Request request) {
    var id = request.pathParameter("id");
    if (workspace.document().segment(id) == null) {
      throw AdminProblem.notFound("There is no segment '%s' in this workspace.".formatted(id));
    }
    return id;
  }

  /// Gathers lines and writes them when there are enough. Not for several threads.
  private final class Batches {
    private final WorkspaceId workspace;
    private final Set<String> joined;
    private final Set<String> left;
    private final List<ProfileWrite> batch = new ArrayList<>(BATCH);
    private final List<MemberLines.Line> reported = new ArrayList<>();
    private long written;
    private long unknown;
    private long bad;

    Batches(WorkspaceId workspace, Set<String> segment, boolean joins) {
      this.workspace = workspace;
      joined = joins ? segment : Set.of();
      left = joins ? Set.of() : segment;
    }

    void take(MemberLines.Line line, MemberFormat format) {
      var text = line.text();
      if (text == null) {
        report(line);
        return;
      }
      if (text.isBlank() || isHeader(line.number(), text, format)) {
        return;
      }
      try {
        batch.add(write(format.customerId(text)));
      } catch (MemberFormat.BadLine e) {
        report(new MemberLines.Line(line.number(), null, e.reason()));
      }
      if (batch.size() == BATCH) {
        flush();
      }
    }

    private static boolean isHeader(long number, String text, MemberFormat format) {
      return number == 1
          && format == MemberFormat.CSV
          && (text.strip().equals(MemberFormat.HEADER)
              || text.strip().equals("\"" + MemberFormat.HEADER + "\""));
    }

    /// Existing people only, and being put on a list is nothing that they did: the write is dated
    /// so that it never counts as having been seen.
    private ProfileWrite write(String customerId) {
      return new ProfileWrite(
          customerId,
          true,
          Instant.EPOCH,
          AttributeChanges.NONE,
          List.of(),
          Set.of(),
          joined,
          left,
          List.of());
    }

    private void report(MemberLines.Line line) {
      bad++;
      if (reported.size() < REPORTED_LINES) {
        reported.add(line);
      }
    }

    void flush() {
      if (batch.isEmpty()) {
        return;
      }
      for (var outcome : profiles.write(workspace, Policy.NONE, List.copyOf(batch))) {
        if (outcome.profile() == Outcome.ABSENT) {
          unknown++;
        } else {
          written++;
        }
      }
      batch.clear();
    }
  }
}
