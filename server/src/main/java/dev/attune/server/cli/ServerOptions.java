package dev.attune.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server, and what opens it.
final class ServerOptions {
  private static final String DEFAULT_SERVER = "http://127.0.0.1:8080";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server. Default: $ATTUNE_SERVER, else " + DEFAULT_SERVER)
  private @Nullable String server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "The admin token. Other users may see it in the list of processes; better set"
              + " $ATTUNE_ADMIN_TOKEN. Default: the file where a server on this machine keeps it")
  private @Nullable String token;

  AdminClient client(Commands.Context context) throws CommandFailure {
    return new AdminClient(server(context), token(context));
  }

  private URI server(Commands.Context context) throws CommandFailure {
    var text = server != null ? server : context.environment().get("ATTUNE_SERVER");
    if (text == null) {
      return URI.create(DEFAULT_SERVER);
    }
    try {
      var uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      var scheme = uri.getScheme();
      if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // said below, with what it looks like
    }
    throw new CommandFailure(
        CommandFailure.USAGE,
        "the server is '%s', must look like %s".formatted(text, DEFAULT_SERVER));
  }

  private String token(Commands.Context context) throws CommandFailure {
    if (token != null) {
      return token;
    }
    var set = context.environment().get("ATTUNE_ADMIN_TOKEN");
    if (set != null) {
      return set;
    }
    var file = context.tokenFile();
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
    } catch (IOException unreadable) {
      throw new CommandFailure(
          CommandFailure.USAGE,
          "the admin token in %s cannot be read (%s); set ATTUNE_ADMIN_TOKEN"
              .formatted(file, unreadable.getMessage()));
    }
    throw new CommandFailure(
        CommandFailure.USAGE,
        "no admin token: set ATTUNE_ADMIN_TOKEN or give --token (a server started here would keep"
            + " its own in %s)".formatted(file));
  }
}
