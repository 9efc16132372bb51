package dev.attune.server.cli;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `attune rebuild-reports`.
@Command(
    name = "rebuild-reports",
    mixinStandardHelpOptions = true,
    description = {
      "Count all stored events of a workspace anew, by its goals and time zone as they are now.",
      "Days of which events are gone stay as they were counted.",
      "Reports show what they showed before until it is done; events may come in meanwhile."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:rebuilt",
      "1:there is no such workspace, it was begun anew by somebody else, or the server refused",
      "2:wrong usage",
      "3:no server"
    })
final class RebuildReportsCommand extends Subcommand {
  private static final JsonMapper JSON = new JsonMapper();

  private final Commands.Context context;
  private JsonNode last = JSON.createObjectNode();

  @Option(
      names = "--workspace",
      paramLabel = "ID",
      required = true,
      description = "Whose reports they are")
  private String workspace = "";

  @Option(names = "--json", description = "Print progress and result as JSON, an object a line.")
  private boolean json;

  @Mixin private final ServerOptions server = new ServerOptions();

  RebuildReportsCommand(Commands.Context context) {
    this.context = context;
  }

  @Override
  int run() throws CommandFailure {
    try (var client = server.client(context)) {
      var response =
          client.stream(
              client.workspace(workspace, "/reports/rebuild").POST(BodyPublishers.noBody()),
              this::take);
      if (response.statusCode() != 200) {
        throw Problems.failure(response);
      }
    }
    return switch (last.path("state").asString("")) {
      case "rebuilt" -> {
        say(String.format(Locale.ROOT, "counted %,d events", last.path("done").asLong()));
        yield 0;
      }
      case "superseded" ->
          throw new CommandFailure(
              CommandFailure.REFUSED, "another rebuild was begun meanwhile; that one goes on");
      default ->
          throw new CommandFailure(
              CommandFailure.REFUSED,
              "the server broke off; its log says why. Reports show what they showed before");
    };
  }

  /// On the thread that reads the answer.
  private void take(String line) {
    last = JSON.readTree(line);
    if (json) {
      out().println(line);
    } else if (!last.has("state")) {
      say(
          String.format(
              Locale.ROOT,
              "%,d of %,d events",
              last.path("done").asLong(),
              last.path("of").asLong()));
    }
  }

  private void say(String words) {
    if (!json) {
      err().println(words);
    }
  }
}
