package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists of people: what they are served, and that a list counts whole or not at all.
@OnAttune
final class SegmentTest {
  private static final int PEOPLE = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SEGMENTS =
      "segments: [ { id: vip, name: VIP } ]\n"
          + experiences(experience("for-vips", "{ segment: vip }"));

  private static Answer upload(Workspace shop, String method, String query, String csv) {
    return Caller.send(
        shop.admin("/segments/vip/members" + query)
            .header("Content-Type", "text/csv")
            .method(method, Caller.body(csv)));
  }

  private static long size(Workspace shop) {
    return Caller.send(shop.admin("/segments/vip").GET())
        .hasStatus(200)
        .json()
        .required("size")
        .asLong();
  }

  private static void know(Workspace shop, List<String> people) {
    Caller.send(
            shop.admin("/profiles/import")
                .header("Content-Type", "text/csv")
                .POST(Caller.body("customer_id\n" + String.join("\n", people))))
        .hasStatus(200);
  }

  private static List<String> people() {
    return IntStream.range(0, PEOPLE).mapToObj(i -> "p" + i).toList();
  }

  @Test
  void whoIsPutIntoASegmentIsServedAndWhoIsTakenOutIsNot(Attune attune) {
    var shop = Workspace.create(attune, SEGMENTS);
    know(shop, List.of("ann", "ben", "cleo"));

    upload(shop, "POST", "", "ann\nben\nstranger\n")
        .is(200, "{\"added\":2,\"removed\":0,\"unchanged\":0,\"unknown\":1,\"bad\":0,\"bad_lines\":[]}");
    assertThat(shop.keysOf("ann")).containsExactly("for-vips");
    upload(shop, "PUT", "", "ben\ncleo\n")
        .is(200, "{\"added\":1,\"removed\":1,\"unchanged\":1,\"unknown\":0,\"bad\":0,\"bad_lines\":[]}");
    assertThat(shop.keysOf("ann")).isEmpty();
    assertThat(shop.keysOf("cleo")).containsExactly("for-vips");
    upload(shop, "DELETE", "", "ben\n").hasStatus(200);
    assertThat(shop.keysOf("ben")).isEmpty();
    assertThat(size(shop)).isEqualTo(1);
    assertThat(shop.hasProfile("stranger")).isFalse();
  }

  @Test
  void aBadLineLeavesTheSegmentAsItWas(Attune attune) {
    var shop = Workspace.create(attune, SEGMENTS);
    know(shop, List.of("ann", "ben"));
    upload(shop, "PUT", "", "ann\n").hasStatus(200);

    var refused = upload(shop, "PUT", "", "ben\n\"open\n").hasStatus(400).json();

    assertThat(refused.at("/bad_lines/0/line").asInt()).isEqualTo(2);
    assertThat(shop.keysOf("ann")).containsExactly("for-vips");
    assertThat(shop.keysOf("ben")).isEmpty();
    assertThat(
            upload(shop, "PUT", "?bad_lines=skip", "ben\n\"open\n")
                .hasStatus(200)
                .json()
                .required("bad")
                .asInt())
        .isEqualTo(1);
    assertThat(shop.keysOf("ben")).containsExactly("for-vips");
  }

  @Test
  void aListThatTheServerDidNotSeeTheEndOfChangesNothing(@TempDir Path folder) throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop = Workspace.create(attune, SEGMENTS);
      know(shop, people());
      upload(shop, "PUT", "", "p1\np2\n").hasStatus(200);
      try (var socket = new Socket(attune.http().getHost(), attune.http().getPort())) {
        send(shop, socket, people().stream().collect(Collectors.joining("\n")), 1_000_000);
        assertThat(size(shop)).isEqualTo(2);
        attune.kill();
      }
      try (var again = attune.again()) {
        assertThat(size(shop.on(again))).isEqualTo(2);
        assertThat(shop.on(again).keysOf("p3")).isEmpty();
        upload(shop.on(again), "POST", "", "p3\n").hasStatus(200);
        assertThat(size(shop.on(again))).isEqualTo(3);
      }
    }
  }

  /// Without waiting for the answer.
  private static void send(Workspace shop, Socket socket, String csv, int declaredBytes)
      throws IOException {
    var head =
        "PUT /admin/v1/workspaces/%s/segments/vip/members HTTP/1.1\r\nHost: x\r\n"
                .formatted(shop.id())
            + "Authorization: Bearer %s\r\nContent-Type: text/csv\r\nContent-Length: %d\r\n\r\n"
                .formatted(Attune.ADMIN_TOKEN, declaredBytes);
    socket.getOutputStream().write((head + csv).getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void aListThatIsBeingAppliedWhenTheServerIsKilledIsAppliedWholeOrNotAtAll(@TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("SegmentTest: seed " + seed);
    var random = new Random(seed);
    var attune = Attune.start(folder);
    try {
      var shop = Workspace.create(attune, SEGMENTS);
      know(shop, people());
      var csv = String.join("\n", people());
      for (int round = 0; round < 4; round++) {
        shop = shop.on(attune);
        upload(shop, "PUT", "", "p1\n").hasStatus(200);
        try (var socket = new Socket(attune.http().getHost(), attune.http().getPort())) {
          send(shop, socket, csv, csv.length());
          TimeUnit.MILLISECONDS.sleep(random.nextInt(60)); // anywhere between beginning and end
          attune.kill();
        }
        attune = attune.again();
        assertThat(settledSize(shop.on(attune))).as("seed %d", seed).isIn(1L, (long) PEOPLE);
      }
    } finally {
      attune.close();
    }
  }

  /// The size once it is that of one list or the other; what a kill interrupted goes on by itself.
  private static long settledSize(Workspace shop) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long size = size(shop);
    while (size != 1 && size != PEOPLE && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
      size = size(shop);
    }
    return size;
  }
}
