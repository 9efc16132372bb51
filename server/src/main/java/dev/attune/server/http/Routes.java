package dev.attune.server.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the route for a method and a path: one hash lookup for a fixed path, else a walk down a
/// tree of segments.
///
/// Paths are compared as sent, undecoded. So `//`, `..`, a trailing slash or an encoded letter in a
/// fixed part simply match nothing, and no two spellings of a path can mean different things to us
/// and to a proxy in front. Only what stands for a parameter is decoded, later, when asked for.
///
/// There is no special case for what is unknown: it gets an entry whose handler refuses.
final class Routes {
  /// Bodies sent to nowhere are read up to this, so that the connection stays usable.
  private static final int UNMATCHED_BODY_BYTES = 64 * 1024;

  /// A route as found.
  ///
  /// @param name for the [RequestObserver] and the log
  /// @param parameters name to index of the path's segment, from 0
  record Entry(String name, Route route, ErrorStyle errors, Map<String, Integer> parameters) {
    Entry {
      parameters = Map.copyOf(parameters);
    }
  }

  /// All methods of one path.
  private static final class Endpoint {
    final TreeMap<String, Entry> sorted = new TreeMap<>();
    Map<String, Entry> byMethod = Map.of();
    @Nullable Entry otherMethod;

    void add(Entry entry) {
      if (sorted.put(entry.route.method(), entry) != null) {
        throw new IllegalArgumentException(
            "two routes for " + entry.route.method() + " " + entry.route.path());
      }
    }

    void seal() {
      var get = sorted.get("GET");
      if (get != null) {
        sorted.putIfAbsent("HEAD", get);
      }
      byMethod = new HashMap<>(sorted); // faster than Map.copyOf at this size
      var any = sorted.firstEntry().getValue();
      var refusal = new Refusal.MethodNotAllowed(List.copyOf(sorted.keySet()));
      otherMethod = refusing(any.route.path(), any.errors, refusal);
    }

    @Nullable Entry find(String method) {
      var entry = byMethod.get(method);
      return entry != null ? entry : otherMethod;
    }
  }

  private static final class Segment {
    final Map<String, Segment> literals = new HashMap<>();
    @Nullable Segment parameter;
    @Nullable Endpoint end;
  }

  /// What a group says to paths that are nothing of it.
  private record Unmatched(String prefix, Entry unknown, Entry malformed) {}

  private final Map<String, Endpoint> fixed = new HashMap<>();
  private final Segment patterns = new Segment();
  private final List<Unmatched> unmatched = new ArrayList<>();

  Routes(List<RouteGroup> groups) {
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("no routes");
    }
    var endpoints = new ArrayList<Endpoint>();
    for (var group : groups) {
      for (var route : group.routes()) {
        endpoints.add(add(route, group.errors()));
      }
      unmatched.add(
          new Unmatched(
              group.prefix(),
              refusing("unmatched", group.errors(), new Refusal.NotFound()),
              refusing("malformed", group.errors(), new Refusal.Malformed(400))));
    }
    endpoints.forEach(Endpoint::seal);
    unmatched.sort(Comparator.comparingInt((Unmatched u) -> u.prefix.length()).reversed());
  }

  /// Never null: what is unknown gets an entry that refuses.
  Entry find(String method, String path) {
    var endpoint = fixed.get(path);
    if (endpoint == null) {
      endpoint = path.startsWith("/") ? walk(patterns, path, 1) : null;
    }
    var entry = endpoint == null ? null : endpoint.find(method);
    return entry != null ? entry : unmatched(path).unknown;
  }

  /// What refuses a path that cannot be decoded.
  Entry malformed(String path) {
    return unmatched(path).malformed;
  }

  /// The style for what has no path: the group with the shortest prefix.
  ErrorStyle fallbackErrors() {
    return unmatched.getLast().unknown.errors;
  }

  private Unmatched unmatched(String path) {
    for (var candidate : unmatched) {
      if (path.startsWith(candidate.prefix)) {
        return candidate;
      }
    }
    return unmatched.getLast();
  }

  private static @Nullable Endpoint walk(Segment at, String path, int start) {
    int slash = path.indexOf('/', start);
    int end = slash < 0 ? path.length() : slash;
    var literal = at.literals.get(path.substring(start, end));
    if (literal != null) {
      var found = slash < 0 ? literal.end : walk(literal, path, slash + 1);
      if (found != null) {
        return found;
      }
    }
    if (at.parameter == null || !mayBeParameter(path, start, end)) {
      return null;
    }
    return slash < 0 ? at.parameter.end : walk(at.parameter, path, slash + 1);
  }

  /// Dots in any spelling never stand for a parameter.
  private static boolean mayBeParameter(String path, int start, int end) {
    int at = start;
    int dots = 0;
    while (at < end) {
      if (path.charAt(at) == '.') {
        at++;
      } else if (path.regionMatches(true, at, "%2e", 0, 3)) {
        at += 3;
      } else {
        return true;
      }
      dots++;
    }
    return dots > 2;
  }

  private Endpoint add(Route route, ErrorStyle errors) {
    var parameters = new HashMap<String, Integer>();
    var segments = route.path().substring(1).split("/", -1);
    var at = patterns;
    for (int i = 0; i < segments.length; i++) {
      var segment = segments[i];
      if (segment.startsWith("{") && segment.endsWith("}")) {
        parameters.put(segment.substring(1, segment.length() - 1), i);
        if (at.parameter == null) {
          at.parameter = new Segment();
        }
        at = at.parameter;
      } else {
        at = at.literals.computeIfAbsent(segment, s -> new Segment());
      }
    }
    if (at.end == null) {
      at.end = new Endpoint();
      if (parameters.isEmpty()) {
        fixed.put(route.path(), at.end);
      }
    }
    at.end.add(new Entry(route.path(), route, errors, parameters));
    return at.end;
  }

  private static Entry refusing(String name, ErrorStyle errors, Refusal refusal) {
    var route =
        new Route(
            "*",
            "/",
            Runs.INLINE,
            UNMATCHED_BODY_BYTES,
            request -> {
              throw new Refused(refusal);
            });
    return new Entry(name, route, errors, Map.of());
  }
}
