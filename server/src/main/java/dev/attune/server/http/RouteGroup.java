package dev.attune.server.http;

import java.util.List;

/// Routes that word their refusals alike.
///
/// @param prefix what paths of this group start with. A path that no route knows is refused in the
///   style of the group with the longest prefix it starts with
public record RouteGroup(String prefix, ErrorStyle errors, List<Route> routes) {
  public RouteGroup {
    routes = List.copyOf(routes);
    for (var route : routes) {
      if (!route.path().startsWith(prefix)) {
        throw new IllegalArgumentException(
            "route " + route.path() + " is outside its group's prefix " + prefix);
      }
    }
  }
}
