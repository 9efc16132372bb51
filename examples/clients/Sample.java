import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Asks what somebody should see, and reports that it was shown and clicked. The JDK only:
 *
 * <pre>java examples/clients/Sample.java [HOST [WORKSPACE [KEY [CUSTOMER [EXPERIENCE]]]]]</pre>
 *
 * or ATTUNE_SERVER, WORKSPACE_ID, PERSONALIZE_KEY in the environment. The defaults are the demo's.
 */
public final class Sample {
  /** None of its values is an object. Programs that have a JSON library use that, of course. */
  private static final Pattern CONTEXT = Pattern.compile("\"experience_context\":(\\{[^}]*})");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String host;
  private final String workspace;
  private final String key;

  private Sample(String host, String workspace, String key) {
    this.host = host;
    this.workspace = workspace;
    this.key = key;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var sample =
        new Sample(
            argument(arguments, 0, "ATTUNE_SERVER", "http://127.0.0.1:8080"),
            argument(arguments, 1, "WORKSPACE_ID", "DEMO"),
            argument(arguments, 2, "PERSONALIZE_KEY", "demo-personalize-key"));
    sample.run(
        arguments.length > 3 ? arguments[3] : "asha",
        arguments.length > 4 ? arguments[4] : "homepage-banner");
  }

  private static String argument(String[] arguments, int position, String name, String otherwise) {
    return arguments.length > position
        ? arguments[position]
        : System.getenv().getOrDefault(name, otherwise);
  }

  private void run(String customer, String experience) throws IOException, InterruptedException {
    System.out.println("metadata: " + call("metadata?status=Active", null));

    var answer =
        call(
            "fetch",
            """
            { "identifiers": { "customer_id": "%s" },
              "experience_key": ["%s"],
              "USER_IP_ADDRESS": "203.0.113.42",
              "utm_medium": "email" }
            """
                .formatted(customer, experience));
    System.out.println("fetch: " + answer);

    var context = CONTEXT.matcher(answer);
    if (!context.find()) {
      System.out.println("events: nothing was served, so there is nothing to report");
      return;
    }
    System.out.println(
        "events: "
            + call(
                "events",
                """
                { "elements": [ { "customer_id": "%s", "actions": [ %s, %s ] } ] }
                """
                    .formatted(
                        customer,
                        action("MOE_PERSONALIZATION_MESSAGE_SHOWN", context.group(1)),
                        action("MOE_PERSONALIZATION_MESSAGE_CLICKED", context.group(1)))));
  }

  private static String action(String name, String context) {
    return """
    { "action": "%s", "moe_event_uuid": "%s", "event_time": "%s", "platform": "web",
      "attributes": %s }"""
        .formatted(name, UUID.randomUUID(), Instant.now(), context);
  }

  private String call(String path, String body) throws IOException, InterruptedException {
    var credentials = (workspace + ":" + key).getBytes(StandardCharsets.UTF_8);
    BodyPublisher sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(URI.create(host + "/v1/experiences/" + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
            .header("MOE-APPKEY", workspace)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .method(body == null ? "GET" : "POST", sent)
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
