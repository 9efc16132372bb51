package dev.attune.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Callers in other languages: what is in examples/clients runs as it stands.
@OnAttune
final class SamplesTest {
  private static final Path CLIENTS = Attune.ROOT.resolve("examples/clients");
  private static final String DOCUMENT =
      """
      experiences:
        - key: homepage-banner
          name: Homepage Banner
          id: 65eae5738ea5032b0ef60138
          status: active
          audiences:
            - audience: { id: 5A, name: All Users, rule: { everyone: true } }
              variations:
                - { name: Default, weight: 100, payload: { Title: "Free shipping over ₹999", MaxItems: 12, Layout: { columns: 2 } } }
        - key: promo-strip
          name: Promo Strip
          status: paused
          audiences:
            - audience: { name: Everybody, rule: { everyone: true } }
              variations: [{ name: Default, weight: 100, payload: { Text: Sale } }]
      """;

  private static String run(Workspace shop, String customer, String experience, String... command)
      throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of(command));
    all.addAll(
        List.of(
            shop.attune().http().toString(),
            shop.id(),
            Workspace.PERSONALIZE_KEY,
            customer,
            experience));
    return run(all);
  }

  private static String run(List<String> all) throws IOException, InterruptedException {
    assumeTrue(isOnPath(all.getFirst()), all.getFirst() + " is not on this machine's PATH");
    var output = Files.createTempFile("sample", ".out");
    try {
      var builder =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().put("PYTHONIOENCODING", "utf-8");
      var process = builder.start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
      var said = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended).as(said).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return said;
    } finally {
      Files.delete(output);
    }
  }

  private static boolean isOnPath(String tool) {
    return Path.of(tool).isAbsolute()
        || Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static Workspace shop(Attune attune) {
    return Workspace.create(attune, DOCUMENT);
  }

  private static void assertReported(Workspace shop, String customer) {
    assertThat(shop.stored(customer, "/name"))
        .containsExactlyInAnyOrder(EventsJson.SHOWN, EventsJson.CLICKED);
    assertThat(shop.profile(customer).at("/exposures/0/variation_id").asString()).isEqualTo("1");
  }

  @Test
  void theShellSampleFetchesAndReports(Attune attune) throws Exception {
    var shop = shop(attune);

    var said = run(shop, "ann", "homepage-banner", "sh", CLIENTS.resolve("curl.sh").toString());

    assertThat(said)
        .contains("metadata: {\"metadata\":{\"count\":2,")
        .contains("\"Title\":{\"value\":\"Free shipping over ₹999\",\"data_type\":\"string\"}")
        .contains("events: {\"status\":\"success\"");
    assertReported(shop, "ann");
    assertThat(run(shop, "ann", "promo-strip", "sh", CLIENTS.resolve("curl.sh").toString()))
        .contains("fetch: {\"experiences\":{}}")
        .contains("nothing was served");
  }

  @Test
  void thePythonSampleFetchesAndReports(Attune attune) throws Exception {
    var shop = shop(attune);

    var said =
        run(shop, "ann", "homepage-banner", "python3", CLIENTS.resolve("sample.py").toString());

    assertThat(said)
        .isEqualToNormalizingNewlines(
            """
            metadata: homepage-banner is Active
            metadata: promo-strip is Paused
            fetch: Title = "Free shipping over ₹999" (string)
            fetch: MaxItems = 12 (number)
            fetch: Layout = {"columns": 2} (json)
            events: success
            """);
    assertReported(shop, "ann");
  }

  @Test
  void theNodeSampleFetchesAndReports(Attune attune) throws Exception {
    var shop = shop(attune);

    var said =
        run(shop, "ann", "homepage-banner", "node", CLIENTS.resolve("sample.mjs").toString());

    assertThat(said)
        .isEqualToNormalizingNewlines(
            """
            metadata: 1 active
            fetch: Title = "Free shipping over ₹999" (string)
            fetch: MaxItems = 12 (number)
            fetch: Layout = {"columns":2} (json)
            events: success
            """);
    assertReported(shop, "ann");
  }

  @Test
  void theJavaSampleFetchesAndReports(Attune attune) throws Exception {
    var shop = shop(attune);

    var said =
        run(
            shop,
            "ann",
            "homepage-banner",
            Attune.JAVA.toString(),
            "-Dstdout.encoding=UTF-8",
            CLIENTS.resolve("Sample.java").toString());

    assertThat(said)
        .contains("metadata: {\"metadata\":{\"count\":1,")
        .contains("Free shipping over ₹999")
        .contains("events: {\"status\":\"success\"");
    assertReported(shop, "ann");
  }

  @Test
  void theDataSampleGoesThroughAllDataApis(Attune attune) throws Exception {
    var shop = shop(attune);

    var said =
        run(
            List.of(
                "sh",
                CLIENTS.resolve("data.sh").toString(),
                attune.http().toString(),
                shop.id(),
                Workspace.DATA_KEY,
                "ann"));

    for (var name : List.of("customer", "event", "transition", "cohort", "delete")) {
      assertThat(said).contains(name + ": {\"status\":\"success\",\"message\":");
    }
    assertThat(said)
        .contains(
            "{\"user_attributes\":{\"uid\":\"ann\",\"plan\":\"gold\",\"city\":\"Pune\",\"tags\":[\"newsletter\"]}}")
        .contains("merge: {\"status\":\"success\",\"operation\":\"created\"}");
    assertThat(shop.hasProfile("ann")).isFalse();
    assertThat(shop.hasProfile("ann-old")).isFalse();
  }
}
