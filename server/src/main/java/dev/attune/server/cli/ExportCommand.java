package dev.attune.server.cli;

import dev.attune.server.document.Format;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `attune export WORKSPACE`.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write down the document of a workspace. Keys are not in it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      "1:there is no such workspace, or the server refused",
      "2:wrong usage",
      "3:no server"
    })
final class ExportCommand extends Subcommand {
  private final Commands.Context context;

  @Parameters(index = "0", paramLabel = "WORKSPACE", description = "Its id")
  private String workspace = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it. Default: standard output")
  private @Nullable Path output;

  @Option(
      names = "--format",
      paramLabel = "yaml|json",
      description = "Default: that of the ending of FILE, else yaml")
  private @Nullable String format;

  @Mixin private final ServerOptions server = new ServerOptions();

  ExportCommand(Commands.Context context) {
    this.context = context;
  }

  @Override
  int run() throws CommandFailure {
    var accept = wanted() == Format.JSON ? "application/json" : "application/yaml";
    HttpResponse<String> response;
    try (var client = server.client(context)) {
      response = client.send(client.workspace(workspace, "").header("Accept", accept).GET());
    }
    if (response.statusCode() != 200) {
      throw Problems.failure(response);
    }
    var text = response.body().endsWith("\n") ? response.body() : response.body() + "\n";
    if (output == null) {
      out().print(text);
      return 0;
    }
    try {
      Files.writeString(output, text);
    } catch (IOException unwritable) {
      throw new CommandFailure(
          CommandFailure.REFUSED,
          "%s cannot be written: %s".formatted(output, unwritable.getMessage()));
    }
    err().println("written to " + output);
    return 0;
  }

  private Format wanted() throws CommandFailure {
    if (format == null) {
      boolean json = output != null && output.toString().toLowerCase(Locale.ROOT).endsWith(".json");
      return json ? Format.JSON : Format.YAML;
    }
    return switch (format) {
      case "json" -> Format.JSON;
      case "yaml" -> Format.YAML;
      default ->
          throw new CommandFailure(
              CommandFailure.USAGE, "the format is '%s', yaml or json".formatted(format));
    };
  }
}
