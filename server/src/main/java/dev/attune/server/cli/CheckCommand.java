package dev.attune.server.cli;

import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.WorkspaceDocument;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `attune check FILE`: offline.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a workspace document without a server.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the document can be published", "1:it cannot", "2:wrong usage"})
final class CheckCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "YAML or JSON")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  int run() throws CommandFailure {
    var read = DocumentFile.read(file);
    try {
      var document = read.parse();
      out()
          .println(
              json ? Mistakes.json(List.of()) : "%s: fine: %s".formatted(file, size(document)));
      return 0;
    } catch (InvalidDocument invalid) {
      out()
          .print(
              json
                  ? Mistakes.json(invalid.mistakes()) + System.lineSeparator()
                  : Mistakes.lines(file, invalid.mistakes()));
      return CommandFailure.REFUSED;
    }
  }

  private static String size(WorkspaceDocument document) {
    return "workspace %s with %s, %s and %s"
        .formatted(
            document.id(),
            counted(document.experiences().size(), "experience"),
            counted(document.audiences().size(), "shared audience"),
            counted(document.segments().size(), "segment"));
  }

  private static String counted(int count, String noun) {
    return "%d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }
}
