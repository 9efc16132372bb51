package dev.attune.benchmarks.load;

import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.benchmarks.shop.Histories;
import dev.attune.benchmarks.shop.WorkspaceDocument;
import java.util.List;

/// What wrk sends, as the Lua scripts it runs.
///
/// Where requests differ only by the person, they are made before the load begins and then sent in
/// turn: making them costs wrk more than sending them. The first argument of each is the number of
/// the run, which sets what is random in it, and the ids.
public final class Scripts {
  public static final String FETCH = "/v1/experiences/fetch";
  public static final String EVENTS = "/v1/experiences/events";

  /// Before the workspace's id.
  public static final String DEEDS = "/v1/event/";

  /// Events in one request of [#events].
  public static final int BATCH = 100;

  /// Events in one request of [#deeds].
  public static final int DEEDS_BATCH = 10;

  private static final int PREPARED = 20_000;

  private Scripts() {}

  /// A fetch for one person after the other, chosen at random.
  ///
  /// @param people persons 0 to this, exclusive, are asked for; see `People`
  /// @param keys which experiences; empty: without keys
  public static String fetch(Endpoint endpoint, int people, List<String> keys) {
    return fetch(endpoint, 0, people, keys, 0);
  }

  /// @param from the first person who is asked for
  /// @param to the last, exclusive
  /// @param pauseMillis how long a connection waits on average before it sends the next request
  public static String fetch(
      Endpoint endpoint, int from, int to, List<String> keys, long pauseMillis) {
    return headers(endpoint)
        + pauses(pauseMillis)
        + """
        local requests = {}
        local turn = 0
        function init(args)
          math.randomseed(tonumber(args[1]))
          for i = 1, %d do
            local person = string.format("user_%%07d", math.random(%d, %d))
            local body = string.format('%s', person)
            requests[i] = wrk.format("POST", "%s", nil, body)
          end
        end
        function request()
          turn = turn %% #requests + 1
          return requests[turn]
        end
        """
            .formatted(PREPARED, from, to - 1, fetchBody("%s", keys), FETCH);
  }

  /// @param keys which experiences; empty: without keys
  public static String fetchBody(String customerId, List<String> keys) {
    var asked =
        keys.isEmpty() ? "" : ",\"experience_key\":[\"" + String.join("\",\"", keys) + "\"]";
    return "{\"identifiers\":{\"customer_id\":\"" + customerId + "\"}" + asked + "}";
  }

  /// Impressions of the experience for all: [#BATCH] persons in a request, one event each, every
  /// event with an id of its own.
  ///
  /// @param eventTime epoch seconds
  public static String events(Endpoint endpoint, int people, long eventTime) {
    return headers(endpoint)
        + """
        local run = 0
        local count = 0
        local head = '{"customer_id":"'
        local middle = '","actions":[{"action":"MOE_PERSONALIZATION_MESSAGE_SHOWN",'
          .. '"event_time":%d,"platform":"web","attributes":%s,"moe_event_uuid":"'
        local tail = '"}]}'
        function init(args)
          run = tonumber(args[1])
          math.randomseed(run)
        end
        function request()
          local elements = {}
          for i = 1, %d do
            count = count + 1
            local person = string.format("user_%%07d", math.random(0, %d))
            local uuid = string.format("00000000-%%04x-4000-8000-%%012x", run, count)
            elements[i] = head .. person .. middle .. uuid .. tail
          end
          local body = '{"elements":[' .. table.concat(elements, ",") .. ']}'
          return wrk.format("POST", "%s", nil, body)
        end
        """
            .formatted(eventTime, attributes(), BATCH, people - 1, EVENTS);
  }

  /// Between nothing and twice as long, so that requests do not come in step.
  private static String pauses(long millis) {
    return millis == 0
        ? ""
        : """
        function delay()
          return math.random(0, %d)
        end
        """
            .formatted(2 * millis);
  }

  /// What people do, as the data API takes it: [#DEEDS_BATCH] events of one person in a request,
  /// the last of them the goal of the experience for all.
  public static String deeds(Endpoint endpoint, int people) {
    return headers(endpoint)
        + """
        local run = 0
        local count = 0
        local kinds = { "%s" }
        function init(args)
          run = tonumber(args[1])
          math.randomseed(run)
        end
        local function action(name, attributes)
          count = count + 1
          return string.format('{"action":"%%s","attributes":%%s,"platform":"web",'
            .. '"event_uuid":"10000000-%%04x-4000-8000-%%012x"}', name, attributes, run, count)
        end
        function request()
          local actions = {}
          for i = 1, %d do
            local kind = kinds[math.random(1, #kinds)]
            actions[i] = action("%s",
              string.format('{"%s":"%%s","price":%%d}', kind, math.random(1, 500)))
          end
          actions[%d] = action("%s", string.format('{"%s":%%d}', math.random(1, 500)))
          local person = string.format("user_%%07d", math.random(0, %d))
          local body = '{"type":"event","customer_id":"' .. person
            .. '","actions":[' .. table.concat(actions, ",") .. ']}'
          return wrk.format("POST", "%s%s", nil, body)
        end
        """
            .formatted(
                String.join("\", \"", Histories.CATEGORIES),
                DEEDS_BATCH - 1,
                Histories.VIEWED,
                Histories.CATEGORY,
                DEEDS_BATCH,
                WorkspaceDocument.GOAL_EVENT,
                WorkspaceDocument.REVENUE,
                people - 1,
                DEEDS,
                endpoint.workspaceId());
  }

  private static String headers(Endpoint endpoint) {
    return """
    wrk.headers["Authorization"] = "%s"
    wrk.headers["MOE-APPKEY"] = "%s"
    wrk.headers["Content-Type"] = "application/json"
    """
        .formatted(endpoint.authorization(), endpoint.workspaceId());
  }

  /// The context that a fetch of the experience for all answers.
  private static String attributes() {
    var audience = ExperienceNames.audienceId(0);
    return """
    {"cid":"%s_F_T_WP_AB_1_P_0_AU_%s","experience":"%s","moe_locale_id":"0",\
    "moe_variation_id":"1","audience_name":"Audience of %s","audience_id":"%s"}\
    """
        .formatted(
            ExperienceNames.id(0),
            audience,
            ExperienceNames.name(0),
            ExperienceNames.name(0),
            audience);
  }
}
