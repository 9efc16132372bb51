package dev.attune.server.admin;

import dev.attune.server.http.Request;
import dev.attune.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Which part of a list is asked for: `q`, `limit` and `cursor`.
///
/// @param q in lower case; empty for everything
/// @param after the last id of the page before; null for the first page
record Paging(String q, int limit, @Nullable String after) {
  static final int DEFAULT_LIMIT = 100;
  static final int MAX_LIMIT = 1_000;

  static Paging of(Request request) {
    var q = request.queryParameter("q");
    return new Paging(
        q == null ? "" : q.toLowerCase(Locale.ROOT),
        limit(request.queryParameter("limit")),
        after(request.queryParameter("cursor")));
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      // said below, with what is allowed
    }
    throw AdminProblem.badRequest(
        "limit is '%s', 1 to %,d".formatted(Json.cut(text, 60), MAX_LIMIT));
  }

  private static @Nullable String after(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw AdminProblem.badRequest(
          "cursor is '%s', not one of a page".formatted(Json.cut(cursor, 60)));
    }
  }

  private String cursor(String id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes `items`, the `count` of all that `q` finds, and `next`, the cursor of the page after,
  /// if there is one. In order of the ids.
  <T> void write(
      JsonGenerator json,
      Collection<T> all,
      Function<T, String> id,
      Function<T, String> name,
      BiConsumer<JsonGenerator, T> members) {
    var found =
        all.stream()
            .filter(item -> finds(id.apply(item)) || finds(name.apply(item)))
            .sorted(Comparator.comparing(id))
            .toList();
    var rest =
        found.stream().filter(i -> after == null || id.apply(i).compareTo(after) > 0).toList();
    var page = rest.subList(0, Math.min(limit, rest.size()));
    json.writeNumberProperty("count", found.size());
    json.writeArrayPropertyStart("items");
    for (var item : page) {
      json.writeStartObject();
      members.accept(json, item);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (page.size() < rest.size()) {
      json.writeStringProperty("next", cursor(id.apply(page.getLast())));
    }
  }

  private boolean finds(String text) {
    return q.isEmpty() || text.toLowerCase(Locale.ROOT).contains(q);
  }
}
