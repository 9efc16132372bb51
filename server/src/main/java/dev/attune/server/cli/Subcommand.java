package dev.attune.server.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What the subcommands have in common: where they write, and how they end.
abstract class Subcommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec; // set by picocli before it calls

  @Override
  public final Integer call() {
    int exitCode;
    try {
      exitCode = run();
    } catch (CommandFailure failure) {
      err().println("attune: " + failure.words());
      exitCode = failure.exitCode();
    }
    out().flush();
    err().flush();
    return exitCode;
  }

  /// @return the exit code
  abstract int run() throws CommandFailure;

  final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  final CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("not called by picocli");
    }
    return spec;
  }
}
