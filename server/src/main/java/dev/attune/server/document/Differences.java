package dev.attune.server.document;

import dev.attune.engine.bucketing.Bucket;
import dev.attune.engine.bucketing.Split;
import dev.attune.server.document.Difference.Kind;
import dev.attune.server.document.Node.Fields;
import dev.attune.server.document.Node.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds what differs between two completed documents, in terms their authors know: things are
/// paired by key, id or name, not by position.
public final class Differences {
  private static final List<String> NAMES = List.of("key", "id", "name", "audience");

  private final List<Difference> found = new ArrayList<>();

  private Differences() {}

  /// In the order of the document: what is new or changed, then what is gone.
  ///
  /// @param before null when there was none
  public static List<Difference> between(
      @Nullable WorkspaceDocument before, WorkspaceDocument after) {
    var differences = new Differences();
    differences.workspace(before, after);
    return differences.found;
  }

  private void workspace(@Nullable WorkspaceDocument before, WorkspaceDocument after) {
    if (before == null) {
      found.add(new Difference("", Kind.ADDED, null, "workspace " + after.id(), 0));
    }
    var was = before == null ? withoutParts(after) : withoutParts(before);
    nodes("", tree(DocumentWriter.text(was, Format.JSON)), tree(json(withoutParts(after))));
    each(
        "segments",
        before == null ? List.of() : before.segments(),
        after.segments(),
        SegmentDocument::id,
        segment -> DocumentWriter.text(segment, Format.JSON));
    each(
        "audiences",
        before == null ? List.of() : before.audiences(),
        after.audiences(),
        AudienceDocument::assignedId,
        audience -> DocumentWriter.text(audience, Format.JSON));
    each(
        "experiences",
        before == null ? List.of() : before.experiences(),
        after.experiences(),
        ExperienceDocument::key,
        experience -> DocumentWriter.text(experience, Format.JSON));
  }

  private static String json(WorkspaceDocument document) {
    return DocumentWriter.text(document, Format.JSON);
  }

  private static WorkspaceDocument withoutParts(WorkspaceDocument document) {
    return document.withSegments(List.of()).withAudiences(List.of()).withExperiences(List.of());
  }

  private static Node tree(String json) {
    return TreeReader.readStored(json, new Mistakes());
  }

  /// Only what is not equal is written out and compared.
  private <T> void each(
      String list,
      List<T> before,
      List<T> after,
      Function<T, String> name,
      Function<T, String> json) {
    var gone = new LinkedHashMap<String, T>();
    before.forEach(one -> gone.put(name.apply(one), one));
    for (var one : after) {
      var was = gone.remove(name.apply(one));
      var path = "%s[%s]".formatted(list, name.apply(one));
      if (was == null) {
        found.add(new Difference(path, Kind.ADDED, null, json.apply(one), 0));
      } else if (!was.equals(one)) {
        nodes(path, tree(json.apply(was)), tree(json.apply(one)));
      }
    }
    gone.forEach((key, one) ->
        found.add(
            new Difference("%s[%s]".formatted(list, key), Kind.REMOVED, json.apply(one), null, 0)));
  }

  private void nodes(String path, @Nullable Node before, @Nullable Node after) {
    if (before == null || after == null) {
      found.add(
          new Difference(
              path, before == null ? Kind.ADDED : Kind.REMOVED, text(before), text(after), 0));
    } else if (path.endsWith(".split")) {
      split(path, before, after);
    } else if (before instanceof Fields was && after instanceof Fields is) {
      pairs(path, ".%s"::formatted, byName(was), byName(is));
    } else if (before instanceof Items was
        && after instanceof Items is
        && areNamed(was)
        && areNamed(is)) {
      pairs(path, "[%s]"::formatted, byName(was), byName(is));
      order(path, was, is);
    } else if (!Objects.equals(text(before), text(after))) {
      found.add(new Difference(path, Kind.CHANGED, text(before), text(after), 0));
    }
  }

  private void pairs(
      String path,
      Function<String, String> step,
      Map<String, Node> before,
      Map<String, Node> after) {
    after.forEach((name, node) -> nodes(joined(path, step.apply(name)), before.get(name), node));
    before.forEach((name, node) -> {
      if (!after.containsKey(name)) {
        nodes(joined(path, step.apply(name)), node, null);
      }
    });
  }

  private static String joined(String path, String step) {
    return path.isEmpty() && step.startsWith(".") ? step.substring(1) : path + step;
  }

  /// The order matters where the first that matches serves.
  private void order(String path, Items before, Items after) {
    var was = byName(before).keySet().stream().filter(byName(after)::containsKey).toList();
    var is = byName(after).keySet().stream().filter(byName(before)::containsKey).toList();
    if (!was.equals(is)) {
      found.add(
          new Difference(
              path + " (order)", Kind.CHANGED, String.join(", ", was), String.join(", ", is), 0));
    }
  }

  private void split(String path, Node before, Node after) {
    var was = splitOf(before);
    var is = splitOf(after);
    if (!was.equals(is)) {
      found.add(new Difference(path, Kind.CHANGED, shares(was), shares(is), moved(was, is)));
    }
  }

  private static Split splitOf(Node node) {
    var runs = new ArrayList<Split.Run>();
    if (node instanceof Items(var items, _, _)) {
      for (var item : items) {
        if (item instanceof Items(var pair, _, _)
            && pair.getFirst() instanceof Node.Text(var variation, _, _)
            && pair.getLast() instanceof Node.Numeral(var length, _, _)) {
          runs.add(new Split.Run(variation, Integer.parseInt(length)));
        }
      }
    }
    return Split.of(runs);
  }

  /// `1: 50 %, 2: 50 %`.
  private static String shares(Split split) {
    var shares = new ArrayList<String>();
    split
        .shares()
        .forEach((id, buckets) -> shares.add("%s: %s %%".formatted(id, Percent.text(buckets))));
    return String.join(", ", shares);
  }

  private static int moved(Split before, Split after) {
    int moved = 0;
    for (int bucket = 0; bucket < Bucket.COUNT; bucket++) {
      if (!before.variationOf(bucket).equals(after.variationOf(bucket))) {
        moved++;
      }
    }
    return moved;
  }

  private static boolean areNamed(Items items) {
    return items.items().stream().allMatch(item -> nameOf(item) != null);
  }

  private static Map<String, Node> byName(Fields fields) {
    var byName = new LinkedHashMap<String, Node>();
    for (int i = 0; i < fields.names().size(); i++) {
      byName.put(fields.names().get(i), fields.values().get(i));
    }
    return byName;
  }

  private static Map<String, Node> byName(Items items) {
    var byName = new LinkedHashMap<String, Node>();
    for (var item : items.items()) {
      byName.put(Objects.requireNonNull(nameOf(item)), item);
    }
    return byName;
  }

  /// What tells an item of a list from the others; null when nothing does.
  private static @Nullable String nameOf(Node item) {
    if (item instanceof Fields fields) {
      for (var field : NAMES) {
        var value = fields.get(field);
        if (value instanceof Node.Text(var text, _, _)) {
          return text;
        }
        if (field.equals("audience") && value instanceof Fields) {
          return nameOf(value);
        }
      }
    }
    return null;
  }

  private static @Nullable String text(@Nullable Node node) {
    if (node == null) {
      return null;
    }
    var json = new StringBuilder();
    PayloadReader.json(node, json);
    return json.toString();
  }
}
