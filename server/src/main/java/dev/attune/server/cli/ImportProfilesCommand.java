package dev.attune.server.cli;

import dev.attune.server.upload.BadLines;
import dev.attune.server.upload.BadRecord;
import dev.attune.server.upload.ImportedProfiles;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// `attune import-profiles FILE`.
///
/// The file is sent piece by piece, each after the one before was stored, while the next is read.
/// So lines are applied in their order, and what is done is known at any time.
@Command(
    name = "import-profiles",
    mixinStandardHelpOptions = true,
    description = {
      "Create or update the profiles in a file.",
      "When it is interrupted, the same command goes on where it stopped."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:imported",
      "1:the file has bad lines, or the server refused",
      "2:wrong usage",
      "3:no server"
    })
final class ImportProfilesCommand extends Subcommand {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_TRIES = 60;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Commands.Context context;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "NDJSON or CSV, perhaps compressed (.gz)")
  private Path file = Path.of("");

  @Option(
      names = "--workspace",
      paramLabel = "ID",
      required = true,
      description = "Whose profiles they are")
  private String workspace = "";

  @Option(
      names = "--format",
      paramLabel = "csv|ndjson",
      description = "Default: that of the ending of FILE")
  private @Nullable String format;

  @Option(
      names = "--bad-lines",
      paramLabel = "refuse|skip",
      description =
          "refuse: look at all lines first, and import nothing if one is bad. skip: import the"
              + " others. Default: refuse")
  private String badLines = "refuse";

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Where to keep how far it has come. Default: FILE.attune-import")
  private @Nullable Path stateFile;

  @Option(names = "--restart", description = "Begin anew, whatever was imported before.")
  private boolean restart;

  @Option(names = "--json", description = "Print progress and result as JSON, an object a line.")
  private boolean json;

  @Mixin private final ServerOptions server = new ServerOptions();

  ImportProfilesCommand(Commands.Context context) {
    this.context = context;
  }

  @Override
  int run() throws CommandFailure {
    var input = ImportFile.of(file, format);
    var path = stateFile == null ? ImportState.beside(file) : stateFile;
    var progress =
        new ImportProgress(json ? out() : err(), style(), System::nanoTime, input.bytes());
    try (var client = server.client(context)) {
      var state = restart ? null : ImportState.read(path, input, workspace);
      if (state == null) {
        if (refusesBadLines()) {
          var bad = check(input, progress);
          if (!bad.isEmpty()) {
            return refused(bad.count(), bad.first());
          }
        }
        state = ImportState.begin(path, input, workspace);
        state.write();
      }
      send(client, input, state, progress);
      state.delete();
      return done(state, progress.secondsSinceBegin());
    } catch (IOException unreadable) {
      throw ImportFile.unreadable(file, unreadable);
    } finally {
      progress.end();
    }
  }

  private boolean refusesBadLines() throws CommandFailure {
    return switch (badLines) {
      case "refuse" -> true;
      case "skip" -> false;
      default ->
          throw new CommandFailure(
              CommandFailure.USAGE, "--bad-lines is '%s', refuse or skip".formatted(badLines));
    };
  }

  private ImportProgress.Style style() {
    if (json) {
      return ImportProgress.Style.JSON;
    }
    var console = System.console();
    return console != null && console.isTerminal()
        ? ImportProgress.Style.BAR
        : ImportProgress.Style.LINES;
  }

  /// All that can be known without the server.
  private static BadLines check(ImportFile input, ImportProgress progress)
      throws IOException, CommandFailure {
    var bad = new BadLines();
    progress.begin("checking", 0, 0);
    try (var content = input.open()) {
      var people = new ImportedProfiles(content, input.format(), ZoneOffset.UTC, segment -> true);
      long profiles = 0;
      while (people.next(bad) != null) {
        profiles++;
        progress.at(content.position(), profiles);
      }
    } catch (BadRecord badHeader) {
      throw new CommandFailure(
          CommandFailure.REFUSED, "%s: %s".formatted(input.path(), badHeader.reason()));
    }
    progress.end();
    return bad;
  }

  private void send(
      AdminClient client, ImportFile input, ImportState state, ImportProgress progress)
      throws IOException, CommandFailure {
    try (var chunks = new Chunks(input, state.offset(), state.nextLine())) {
      var chunk = chunks.next();
      progress.begin("importing", chunk == null ? 0 : chunk.read(), state.profiles());
      while (chunk != null) {
        var call = start(client, input, chunk);
        var next = chunks.next();
        var response = await(client, input, chunk, call, state);
        state.sent(chunk, Problems.body(response));
        state.write();
        progress.at(chunk.read(), state.profiles());
        chunk = next;
      }
    }
  }

  private CompletableFuture<HttpResponse<String>> start(
      AdminClient client, ImportFile input, Chunks.Chunk chunk) {
    return client.start(
        client
            .workspace(workspace, "/profiles/import?bad_lines=skip")
            .header("Content-Type", input.format().mediaType())
            .POST(BodyPublishers.ofByteArray(chunk.body())));
  }

  /// Sends a chunk again while the server is busy.
  private HttpResponse<String> await(
      AdminClient client,
      ImportFile input,
      Chunks.Chunk chunk,
      CompletableFuture<HttpResponse<String>> first,
      ImportState state)
      throws CommandFailure {
    var call = first;
    for (int tries = 1; ; tries++) {
      HttpResponse<String> response;
      try {
        response = client.await(call);
      } catch (CommandFailure failure) {
        throw failure.exitCode() == CommandFailure.UNREACHABLE
            ? new CommandFailure(failure.exitCode(), failure.words() + ". " + goesOn(state))
            : failure;
      }
      if (response.statusCode() == 200) {
        return response;
      }
      if (response.statusCode() != 503 || tries == MOST_TRIES) {
        throw Problems.failure(response);
      }
      try {
        Thread.sleep(BETWEEN_TRIES);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new CommandFailure(CommandFailure.UNREACHABLE, "interrupted. " + goesOn(state));
      }
      call = start(client, input, chunk);
    }
  }

  private static String goesOn(ImportState state) {
    return String.format(
        Locale.ROOT, "The same command goes on at line %,d", state.nextLine());
  }

  private int refused(long count, List<BadLines.Line> lines) {
    if (json) {
      var result = JSON.createObjectNode();
      result.put("state", "refused");
      result.put("bad", count);
      var array = result.putArray("bad_lines");
      lines.forEach(
          line -> array.addObject().put("line", line.number()).put("message", line.message()));
      out().println(result);
    } else {
      print(count, lines);
      err().println("attune: nothing was imported; --bad-lines skip leaves bad lines out");
    }
    return CommandFailure.REFUSED;
  }

  private int done(ImportState state, double seconds) throws CommandFailure {
    if (json) {
      var result = JSON.createObjectNode();
      result.put("state", "done");
      result.put("seconds", seconds);
      state.writeTotals(result);
      out().println(result);
    } else {
      print(state.bad(), state.badLines());
      out()
          .printf(
              Locale.ROOT,
              "%,d profiles imported in %.1f s: %,d new, %,d known%s%s%s%n",
              state.profiles(),
              seconds,
              state.created(),
              state.updated(),
              counted(state.merged(), "merged into others"),
              counted(state.unknown(), "not there to be updated"),
              counted(state.bad(), "bad lines left out"));
    }
    // Looked at before, none was bad: these the server could not take.
    return state.bad() > 0 && refusesBadLines() ? CommandFailure.REFUSED : 0;
  }

  private static String counted(long count, String what) {
    return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, what);
  }

  /// `file:line: message`, as compilers have it.
  private void print(long count, List<BadLines.Line> lines) {
    for (var line : lines) {
      err().println("%s:%d: %s".formatted(file, line.number(), line.message()));
    }
    if (count > lines.size()) {
      err().printf(Locale.ROOT, "%s: %,d bad lines more%n", file, count - lines.size());
    }
  }
}
