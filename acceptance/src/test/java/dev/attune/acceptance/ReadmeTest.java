package dev.attune.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The README's tour, word for word: each block of commands prints the block below it.
class ReadmeTest {
  private static final Pattern STEP =
      Pattern.compile("```sh\\n(.*?)```\\n```(?:json|text)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final String WRITTEN = "http://127.0.0.1:8080";

  private record Step(String commands, String printed) {}

  @Test
  void eachCommandOfTheTourPrintsWhatTheReadmeSays() throws Exception {
    for (var tool : List.of("curl", "jq")) {
      assumeThat(shell("command -v " + tool)).as("%s is on this machine", tool).isNotEmpty();
    }
    var demo =
        Attune.process(
            List.of("demo"),
            Map.of("ATTUNE_HTTP_PORT", "0", "ATTUNE_MANAGEMENT_PORT", "0"),
            Attune.ROOT);
    try {
      var address = address(demo);
      for (var step : steps()) {
        assertThat(shell(step.commands().replace(WRITTEN, address)))
            .as(step.commands())
            .isEqualTo(step.printed().replace(WRITTEN, address));
      }
    } finally {
      demo.destroy();
      assertThat(demo.waitFor()).isIn(0, 143);
    }
  }

  private static List<Step> steps() throws IOException {
    var steps = new ArrayList<Step>();
    var matcher = STEP.matcher(Files.readString(Attune.ROOT.resolve("README.md")));
    while (matcher.find()) {
      steps.add(new Step(matcher.group(1), matcher.group(2)));
    }
    assertThat(steps).hasSizeGreaterThan(5);
    return steps;
  }

  /// Of the line of curl that the demo prints when it is ready.
  private static String address(Process demo) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
    var said = new StringBuilder();
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      said.append(line).append('\n');
      var address = ADDRESS.matcher(line);
      if (address.find()) {
        return address.group();
      }
    }
    throw new IllegalStateException("the demo did not start. It said:\n" + said);
  }

  /// What commands print, errors too. The launcher is this build's jar.
  private static String shell(String commands) throws IOException, InterruptedException {
    var launcher =
        "attune() { '%s' %s -jar '%s' \"$@\"; }\n"
            .formatted(Attune.JAVA, String.join(" ", Attune.FLAGS), Attune.JAR);
    var process =
        new ProcessBuilder("sh", "-c", launcher + commands.replace("./attune ", "attune "))
            .directory(Attune.ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }
}
