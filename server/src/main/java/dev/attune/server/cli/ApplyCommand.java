package dev.attune.server.cli;

import dev.attune.server.document.Format;
import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.Mistake;
import dev.attune.server.document.WorkspaceDocument;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `attune apply FILE`: makes a workspace what its document says.
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = "Make a workspace what its document says, and print what that changes.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:applied, or nothing to change",
      "1:the document is invalid, or the server refused",
      "2:wrong usage",
      "3:no server"
    })
final class ApplyCommand extends Subcommand {
  private final Commands.Context context;

  @Parameters(index = "0", paramLabel = "FILE", description = "YAML or JSON")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Only print what would change.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  private boolean json;

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only if this version stands; 0: only if there is no such workspace")
  private @Nullable Long ifVersion;

  @Mixin private final ServerOptions server = new ServerOptions();

  ApplyCommand(Commands.Context context) {
    this.context = context;
  }

  @Override
  int run() throws CommandFailure {
    if (ifVersion != null && ifVersion < 0) {
      throw new ParameterException(
          spec().commandLine(), "--if-version is %d, at least 0".formatted(ifVersion));
    }
    var read = DocumentFile.read(file);
    WorkspaceDocument document;
    try {
      document = read.parse();
    } catch (InvalidDocument invalid) {
      return invalid(invalid.mistakes());
    }
    boolean resolves = Secrets.areElsewhere(document);
    byte[] body = resolves ? Secrets.resolved(document, context.environment()) : read.text();
    var format = resolves ? Format.JSON : read.format();
    var response = send(document.id(), format, body);
    return switch (response.statusCode()) {
      case 200, 201 -> applied(response);
      case 422 -> refused(response, !resolves);
      case 412 ->
          throw new CommandFailure(
              CommandFailure.REFUSED,
              "another version stands: %s Take its changes over with 'attune export %s' and apply"
                      .formatted(Problems.body(response).path("detail").asString(""), document.id())
                  + " again");
      default -> throw Problems.failure(response);
    };
  }

  private HttpResponse<String> send(String id, Format format, byte[] body) throws CommandFailure {
    try (var client = server.client(context)) {
      var request = client.workspace(id, dryRun ? "?dry_run=true" : "");
      if (ifVersion != null) {
        if (ifVersion == 0) {
          request.header("If-None-Match", "*");
        } else {
          request.header("If-Match", "\"" + ifVersion + "\"");
        }
      }
      var type = format == Format.JSON ? "application/json" : "application/yaml";
      return client.send(AdminClient.put(request, type, body));
    }
  }

  private int applied(HttpResponse<String> response) {
    if (json) {
      out().println(response.body());
    } else {
      out().print(new Changes(Problems.body(response)).text());
    }
    return 0;
  }

  /// What only the server can know, such as what may not change once it was published.
  private int refused(HttpResponse<String> response, boolean located) throws CommandFailure {
    var mistakes = Problems.mistakes(response, located);
    if (mistakes.isEmpty()) {
      throw Problems.failure(response);
    }
    return invalid(mistakes);
  }

  private int invalid(List<Mistake> mistakes) {
    if (json) {
      out().println(Mistakes.json(mistakes));
    } else {
      err().print(Mistakes.lines(file, mistakes));
      err().println("attune: nothing was applied");
    }
    return CommandFailure.REFUSED;
  }
}
