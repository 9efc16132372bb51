package dev.attune.server;

import dev.attune.server.cli.Commands;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `attune`: the server and its command line.
@Command(
    name = "attune",
    description = "Server-side personalization: who should see what, and did it work.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "In a checkout ./attune also has:",
      "  test    Run everything that CI runs.",
      "  bench   Measure the budgets (bench --help)."
    },
    subcommands = {ServeCommand.class, DemoCommand.class})
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private Main(CommandSpec spec) {
    this.spec = spec;
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /// @return the exit code: 0 fine, 1 refused or failed, 2 wrong usage
  static int run(String... arguments) {
    var line = new CommandLine(new Main(CommandSpec.create()));
    Commands.addTo(line, System.getenv(), Path.of("data", "admin-token"));
    line.addSubcommand(new HelpCommand());
    return line.setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do.");
  }

  /// From the jar's manifest.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"attune " + text()};
    }

    static String text() {
      var version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "unpackaged" : version;
    }
  }
}
