package dev.attune.server.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/// The subcommands of this package.
public final class Commands {
  private Commands() {}

  /// Registers all of them.
  ///
  /// @param environment of the process: where secrets, the token and the server's address may be
  /// @param tokenFile where a server on this machine keeps its token
  public static void addTo(CommandLine main, Map<String, String> environment, Path tokenFile) {
    var context = new Context(Map.copyOf(environment), tokenFile);
    main.addSubcommand(new ApplyCommand(context));
    main.addSubcommand(new CheckCommand());
    main.addSubcommand(new ExportCommand(context));
    main.addSubcommand(new ImportProfilesCommand(context));
    main.addSubcommand(new RebuildReportsCommand(context));
  }

  /// @param environment by name
  record Context(Map<String, String> environment, Path tokenFile) {}
}
