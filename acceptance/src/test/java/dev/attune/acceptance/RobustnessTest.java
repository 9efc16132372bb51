package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, the server answers it with a refusal or takes it, soon, and lives on. It runs
/// in the 256 MiB that the launcher gives it.
@OnAttune
final class RobustnessTest {
  private static final Set<Integer> DOCUMENTED =
      Set.of(200, 201, 204, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 431);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int BODIES = 400;

  private static final String FETCH =
      """
      {"identifiers": {"customer_id": "ann", "anonymous_id": "x", "user_identifiers": {"u_em": "a@b.c"}},
       "experience_key": ["banner", "for-gold"], "DAY_OF_THE_WEEK": "Monday", "TIME_OF_THE_DAY": "14",
       "USER_IP_ADDRESS": "81.2.69.142", "USER_AGENT": "Mozilla/5.0", "utm_medium": "email", "list": [1, true]}
      """;
  private static final String EVENTS =
      """
      {"elements": [{"customer_id": "ann", "user_attributes": {"name": "Ann", "list": [1], "o": {"a": {"b": 1}}},
        "user_timezone_offset": 19800, "actions": [{"action": "MOE_PERSONALIZATION_MESSAGE_SHOWN",
        "moe_event_uuid": "aa886712-4537-47c1-b126-2686efda2e26", "event_time": 1725258666, "platform": "web",
        "attributes": {"cid": "65eae5738ea5032b0ef60138_F_T_WP_AB_1_P_0_AU_1", "experience": "x",
        "moe_locale_id": "0", "moe_variation_id": "1", "audience_name": "x", "audience_id": "1", "b_id": "x"}}]}]}
      """;
  private static final String CUSTOMER =
      """
      {"type": "customer", "customer_id": "ann", "update_existing_only": false, "attributes": {"plan": "gold",
        "n": 1.5, "flag": true, "at": "2026-11-21T10:00:00Z", "list": ["a", 1], "o": {"a": {"b": 1}}, "gone": null,
        "addValueToArrayField": {"tags": ["a"]}, "removeValueFromArrayField": {"tags": ["b"]}}}
      """;
  private static final String EVENT =
      """
      {"type": "event", "customer_id": "ann", "device_id": "d", "anonymous_id": "x", "user_identifiers": {"u_em": "a@b.c"},
       "actions": [{"action": "Product Viewed", "attributes": {"price": 1.5, "at": "2026-11-21", "list": ["a", 1],
        "o": {"a": {"b": 1}}, "gone": null}, "platform": "web", "current_time": "2026-01-21T10:00:00Z",
        "user_time": 1725258666, "user_timezone_offset": 19800, "event_uuid": "aa886712-4537-47c1-b126-2686efda2e26"}]}
      """;
  private static final String TRANSITION =
      "{\"type\": \"transition\", \"elements\": [" + CUSTOMER + ", " + EVENT + "]}";
  private static final String MERGE =
      "{\"merge_data\": [{\"merged_user\": \"x\", \"retained_user\": \"ann\"}]}";
  private static final String DELETE =
      "{\"identity_type\": \"customer_id\", \"identity_value\": \"x\"}";
  private static final String EXPORT =
      """
      {"data": {"identifiers": [{"identifier_type": "customer_id", "identifier": "ann"}],
        "user_fields_to_export": ["plan", "uid"]}}
      """;
  private static final String COHORT =
      """
      {"action": "add_members", "partner": "p", "parameters": {"cohort_name": "Big", "cohort_id": "big",
        "members": [{"uid": "ann"}, {"uid": "x"}]}}
      """;
  private static final String EXPERIENCE =
      """
      {"key": "banner", "name": "Banner", "status": "active", "priority": "high", "control_percent": 10,
       "schedule": {"start": "2026-01-01T00:00:00Z", "end": null, "time_zone": "Asia/Kolkata"},
       "goals": [{"name": "Order", "event": "Order Placed", "revenue": "amount", "window_hours": 24}],
       "audiences": [{"audience": {"name": "A", "rule": {"all": [{"attribute": "plan", "is": ["gold"]},
         {"not": {"query": "q", "matches": "^a+$"}}, {"attribute": "n", "between": [1, 5]},
         {"attribute": "at", "in_the_last": {"days": 7}}, {"hour": ["18"]}, {"country": ["IN"]}]}},
         "variations": [{"name": "One", "weight": 50, "payload": {"T": "{{ UserAttribute['u_fn'] | default('x') }}",
           "N": {"value": 1, "data_type": "number"}, "L": {"a": [1]}}, "locales": {"hi": {"T": "x"}}},
           {"name": "Two", "weight": 50, "payload": {"T": "x"}}]}]}
      """;
  private static final String KEY = "{\"kind\": \"personalize\", \"name\": \"a\"}";

  private static Attune attune;
  private static Workspace shop;

  /// A server of its own, so that what it logs is of these tests.
  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    attune = Attune.start(folder);
    shop =
        Workspace.create(
            attune,
            experiences(
                experience("banner", "status: active, id: 65eae5738ea5032b0ef60138", EVERYONE),
                experience("for-gold", "{ attribute: plan, is: gold }")));
  }

  @AfterAll
  static void stop() {
    attune.close();
  }

  enum Target {
    FETCH(RobustnessTest.FETCH) {
      @Override
      HttpRequest.Builder request() {
        return shop.personalize("fetch");
      }
    },
    EVENTS(RobustnessTest.EVENTS) {
      @Override
      HttpRequest.Builder request() {
        return shop.personalize("events");
      }
    },
    CUSTOMER(RobustnessTest.CUSTOMER) {
      @Override
      HttpRequest.Builder request() {
        return shop.data();
      }
    },
    EVENT(RobustnessTest.EVENT) {
      @Override
      HttpRequest.Builder request() {
        return shop.data("event/" + shop.id());
      }
    },
    TRANSITION(RobustnessTest.TRANSITION) {
      @Override
      HttpRequest.Builder request() {
        return shop.data("transition/" + shop.id());
      }
    },
    MERGE(RobustnessTest.MERGE) {
      @Override
      HttpRequest.Builder request() {
        return shop.data("customer/merge");
      }
    },
    DELETE(RobustnessTest.DELETE) {
      @Override
      HttpRequest.Builder request() {
        return shop.data("customer/delete");
      }
    },
    EXPORT(RobustnessTest.EXPORT) {
      @Override
      HttpRequest.Builder request() {
        return shop.data("customers/export");
      }
    },
    COHORT(RobustnessTest.COHORT) {
      @Override
      HttpRequest.Builder request() {
        return shop.data("integrations/cohortsync");
      }
    },
    EXPLAIN(RobustnessTest.FETCH) {
      @Override
      HttpRequest.Builder request() {
        return shop.admin("/explain").header("Content-Type", "application/json");
      }
    },
    KEYS(KEY) {
      @Override
      HttpRequest.Builder request() {
        return shop.admin("/keys").header("Content-Type", "application/json");
      }
    },
    EXPERIENCE(RobustnessTest.EXPERIENCE) {
      @Override
      HttpRequest.Builder request() {
        return shop.admin("/experiences/banner").header("Content-Type", "application/json");
      }

      @Override
      String method() {
        return "PUT";
      }
    },
    EXPERIENCE_AS_YAML(RobustnessTest.EXPERIENCE) {
      @Override
      HttpRequest.Builder request() {
        return shop.admin("/experiences/banner").header("Content-Type", "application/yaml");
      }

      @Override
      String method() {
        return "PUT";
      }
    };

    private final String good;

    Target(String good) {
      this.good = good;
    }

    abstract HttpRequest.Builder request();

    String method() {
      return "POST";
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void noBodyBreaksTheServer(Target target) {
    long seed = new Random().nextLong();
    System.out.println("RobustnessTest: %s, seed %d".formatted(target, seed));
    var mutations = new Mutations(seed);
    var statuses = new TreeMap<Integer, Integer>();
    for (int i = 0; i < BODIES; i++) {
      var body = mutations.of(target.good);
      statuses.merge(
          sent(
              target.request().method(target.method(), BodyPublishers.ofByteArray(body)),
              "body %d, seed %d: %s".formatted(i, seed, head(body))),
          1,
          Integer::sum);
    }
    System.out.println("RobustnessTest: %s answered %s".formatted(target, statuses));
    assertThat(statuses.keySet()).as("some were refused").anyMatch(status -> status >= 400);
    livesOn();
  }

  private static String head(byte[] body) {
    var text = new String(body, StandardCharsets.UTF_8);
    return text.length() > 1_500 ? text.substring(0, 1_500) + "… (" + body.length + ")" : text;
  }

  private static int sent(HttpRequest.Builder request, String what) {
    long began = System.nanoTime();
    var answer = Caller.send(request);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(SOON);
    assertThat(answer.status()).as("%s%nanswered %s", what, answer.body()).isIn(DOCUMENTED);
    if (answer.status() >= 400) {
      assertThat(answer.json().isObject()).as(answer.body()).isTrue();
    }
    return answer.status();
  }

  private static void livesOn() {
    assertThat(attune.isAlive()).isTrue();
    assertThat(shop.metadata("").status()).isEqualTo(200);
    shop.fetch("{\"identifiers\":{\"customer_id\":\"ann\"}}").hasStatus(200);
    assertThat(attune.log()).doesNotContain("OutOfMemoryError").doesNotContain("StackOverflow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id: X\nname: &a [x, x]\nb: [*a, *a]",
        "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]",
        "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1\"]]",
        "? {a: b}\n: c",
        "--- a\n--- b",
        "\t- x",
        "%YAML 9.9\n---\nx",
        "{a: {a: {a: {a: {a: {a: {a: {a: ",
        "key: |\n  text\n key: broken",
        "<<: {key: merge}",
        "\u0000"
      })
  void noYamlDoesMoreThanItSays(String yaml) {
    for (var document : List.of(yaml, shop.document(yaml), shop.document("x:\n  " + yaml))) {
      int status =
          sent(
              shop.admin("").header("Content-Type", "application/yaml").PUT(Caller.body(document)),
              document);
      assertThat(status).isBetween(400, 422);
    }
    livesOn();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/yaml"})
  void halfASurrogatePairIsNoText(String type) {
    for (var half : List.of("\\ud800", "\\udc00", "a\\ud83d", "\\udc00\\ud800")) {
      for (var body :
          List.of(
              EXPERIENCE.replace("\"x\"", "\"" + half + "\""),
              EXPERIENCE.replace("\"T\"", "\"" + half + "\""))) {
        var request = shop.admin("/experiences/banner").header("Content-Type", type);

        assertThat(sent(request.PUT(Caller.body(body)), body)).isEqualTo(422);
      }
      shop.fetch("{\"utm_medium\":\"%s\"}".formatted(half)).hasStatus(400);
      shop.events(EVENTS.replace("\"Ann\"", "\"" + half + "\"")).hasStatus(400);
      shop.customer(CUSTOMER.replace("\"gold\"", "\"" + half + "\"")).hasStatus(400);
    }
  }

  @Test
  void deepAndHugeBodiesAreRefusedSoon() {
    int nearly = 1024 * 1024 - 200;
    var huge =
        List.of(
            "[".repeat(nearly),
            "{\"a\":".repeat(nearly / 5),
            "{\"a\":" + "[".repeat(nearly / 2) + "]".repeat(nearly / 2) + "}",
            "{\"" + "a".repeat(nearly) + "\":1}",
            "{\"a\":\"" + "\\u0041".repeat(nearly / 6) + "\"}",
            "{\"a\":" + "9".repeat(nearly) + "}",
            "{\"a\":[" + "1,".repeat(nearly / 2) + "1]}",
            "{\"experience_key\":[" + "\"a\",".repeat(nearly / 4) + "\"a\"]}",
            "{\"identifiers\":{\"user_identifiers\":{"
                + "\"a\":\"b\",".repeat(nearly / 8)
                + "\"a\":\"b\"}}}",
            "{\"elements\":[" + "{},".repeat(nearly / 3) + "{}]}",
            "{" + "\"a\":1,".repeat(nearly / 6) + "\"a\":1}",
            " ".repeat(nearly) + "{}",
            "\"".repeat(nearly));
    for (var body : huge) {
      for (var request :
          List.of(shop.personalize("fetch"), shop.personalize("events"), shop.data())) {
        sent(request.POST(Caller.body(body)), body.substring(0, 40));
      }
      for (var path : List.of("/explain", "/keys")) {
        sent(shop.admin(path).POST(Caller.body(body)), body.substring(0, 40));
      }
      for (var type : List.of("application/json", "application/yaml")) {
        sent(
            shop.admin("/experiences/banner")
                .header("Content-Type", type)
                .PUT(Caller.body(body.substring(0, Math.min(body.length(), 200_000)))),
            type + body.substring(0, 40));
      }
    }
    livesOn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/experiences/metadata?status=%00%FF%ZZ",
        "/v1/experiences/metadata?status=%FF",
        "/v1/experiences/fetch/../fetch",
        "/v1/experiences/%66etch",
        "/v1//experiences/fetch",
        "/v1/customer/%2e%2e",
        "/v1/customer/%00",
        "/admin/v1/workspaces/%FF",
        "/admin/v1/workspaces/..%2f..%2fetc",
        "/admin/v1/workspaces/X/profiles/%00",
        "/%",
        "/\u00e9",
        "*",
        "http://elsewhere/"
      })
  void noPathBreaksTheServer(String path) throws IOException {
    for (var method : List.of("GET", "POST", "DELETE", "BREW")) {
      var raw =
          raw(
              "%s %s HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n{}"
                  .formatted(method, path, Attune.ADMIN_TOKEN));

      assertThat(raw).as("%s %s", method, path).startsWith("HTTP/1.1 4");
    }
    livesOn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST /v1/experiences/fetch HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/experiences/fetch HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /v1/experiences/fetch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
        "POST /v1/experiences/fetch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
        "GET / HTTP/1.1\r\nHost: x\r\nA: \u0000\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n"
      })
  void noBrokenHttpBreaksTheServer(String request) throws IOException {
    var answer = raw(request);

    assertThat(answer).matches("(?s)(HTTP/1\\.1 [45]\\d\\d .*)?").doesNotContain(" 500 ");
    livesOn();
  }

  /// What the server says until it closes or falls silent.
  private static String raw(String request) throws IOException {
    try (var socket = new Socket(attune.http().getHost(), attune.http().getPort())) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
