package dev.attune.server.document;

import dev.attune.engine.audience.Rule;
import dev.attune.engine.bucketing.Bucket;
import dev.attune.engine.experience.Status;
import dev.attune.server.document.TargetDocument.Whom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What must hold between the parts of a document: names are unique, references lead somewhere,
/// limits are kept. Asked of documents as they are read, and of those put together from parts.
public final class DocumentChecks {
  private final Mistakes mistakes;
  private final @Nullable Node root;
  private final WorkspaceDocument within;
  private final Set<String> audienceNames = new HashSet<>();
  private final Set<String> audienceIds = new HashSet<>();
  private final Set<String> segments = new HashSet<>();

  private DocumentChecks(WorkspaceDocument within, Mistakes mistakes, @Nullable Node root) {
    this.mistakes = mistakes;
    this.root = root;
    this.within = within;
    within.segments().forEach(segment -> segments.add(segment.id()));
    for (var audience : within.audiences()) {
      audienceNames.add(audience.name());
      if (audience.id() != null) {
        audienceIds.add(audience.id());
      }
    }
  }

  /// @throws InvalidDocument if something does not hold; without lines
  public static void check(WorkspaceDocument document) {
    var mistakes = new Mistakes();
    new DocumentChecks(document, mistakes, null).workspace();
    mistakes.throwIfAny();
  }

  static void check(WorkspaceDocument document, Mistakes mistakes, Node root) {
    new DocumentChecks(document, mistakes, root).workspace();
  }

  static void check(
      ExperienceDocument experience, WorkspaceDocument within, Mistakes mistakes, Node root) {
    new DocumentChecks(within, mistakes, root).experience(experience, null);
  }

  static void check(
      AudienceDocument audience, WorkspaceDocument within, Mistakes mistakes, Node root) {
    new DocumentChecks(within, mistakes, root).rule(audience.rule(), At.field(null, "rule"));
  }

  private void workspace() {
    unique(within.segments(), At.field(null, "segments"), "id", SegmentDocument::id);
    unique(
        within.identity().identifiers(),
        At.field(At.field(null, "identity"), "identifiers"),
        null,
        text -> text);
    unique(within.audiences(), At.field(null, "audiences"), "name", AudienceDocument::name);
    unique(within.experiences(), At.field(null, "experiences"), "key", ExperienceDocument::key);
    unique(within.experiences(), At.field(null, "experiences"), "id", ExperienceDocument::id);
    audienceIds();
    var audiences = At.field(null, "audiences");
    for (int i = 0; i < within.audiences().size(); i++) {
      rule(within.audiences().get(i).rule(), At.field(At.item(audiences, i), "rule"));
    }
    var experiences = At.field(null, "experiences");
    for (int i = 0; i < within.experiences().size(); i++) {
      experience(within.experiences().get(i), At.item(experiences, i));
    }
  }

  private <T> void unique(
      List<T> all, At list, @Nullable String field, Function<T, @Nullable String> name) {
    var first = new HashMap<String, Integer>();
    for (int i = 0; i < all.size(); i++) {
      var text = name.apply(all.get(i));
      var before = text == null || Mistakes.isStandIn(text) ? null : first.putIfAbsent(text, i);
      if (before != null) {
        var item = At.item(list, i);
        add(
            field == null ? item : At.field(item, field),
            "'%s' is taken by %s".formatted(text, At.path(At.item(list, before))));
      }
    }
  }

  /// Shared and inline audiences together: a `cid` names one by id alone.
  private void audienceIds() {
    Map<String, At> first = new HashMap<>();
    var audiences = At.field(null, "audiences");
    for (int i = 0; i < within.audiences().size(); i++) {
      taken(first, within.audiences().get(i).id(), At.field(At.item(audiences, i), "id"));
    }
    var experiences = At.field(null, "experiences");
    for (int i = 0; i < within.experiences().size(); i++) {
      var targets = within.experiences().get(i).audiences();
      for (int j = 0; j < targets.size(); j++) {
        if (targets.get(j).whom() instanceof Whom.Inline(var audience)) {
          var list = At.field(At.item(experiences, i), "audiences");
          taken(first, audience.id(), At.field(At.field(At.item(list, j), "audience"), "id"));
        }
      }
    }
  }

  private void taken(Map<String, At> first, @Nullable String id, At at) {
    var before = id == null || Mistakes.isStandIn(id) ? null : first.putIfAbsent(id, at);
    if (before != null) {
      add(at, "'%s' is taken by %s".formatted(id, At.path(before)));
    }
  }

  private void experience(ExperienceDocument experience, @Nullable At at) {
    var targets = experience.audiences();
    var list = At.field(at, "audiences");
    int most = within.limits().audiencesPerExperience();
    if (targets.size() > most) {
      add(list, "has %d audiences, at most %d".formatted(targets.size(), most));
    }
    if (targets.isEmpty() && experience.status() != Status.DRAFT) {
      add(list, "has no audience, at least 1 unless it is a draft");
    }
    unique(experience.goals(), At.field(at, "goals"), "name", Goal::name);
    unique(targets, list, "audience", DocumentChecks::nameOf);
    for (int i = 0; i < targets.size(); i++) {
      target(targets.get(i), At.item(list, i));
    }
  }

  private static String nameOf(TargetDocument target) {
    return switch (target.whom()) {
      case Whom.Reference(var audience) -> audience;
      case Whom.Inline(var audience) -> audience.name();
    };
  }

  private void target(TargetDocument target, At at) {
    switch (target.whom()) {
      case Whom.Reference(var audience) -> {
        if (!audienceIds.contains(audience)
            && !audienceNames.contains(audience)
            && !Mistakes.isStandIn(audience)) {
          add(
              At.field(at, "audience"),
              "'%s' is no audience of the workspace, neither by id nor by name"
                  .formatted(audience));
        }
      }
      case Whom.Inline(var audience) ->
          rule(audience.rule(), At.field(At.field(at, "audience"), "rule"));
    }
    var variations = target.variations();
    var list = At.field(at, "variations");
    int most = within.limits().variationsPerAudience();
    if (variations.size() > most) {
      add(list, "has %d variations, at most %d".formatted(variations.size(), most));
    }
    if (variations.isEmpty()) {
      add(list, "has no variation, at least 1");
    }
    unique(variations, list, "name", VariationDocument::name);
    unique(variations, list, "id", VariationDocument::id);
    int sum = variations.stream().mapToInt(VariationDocument::weight).sum();
    if (sum > Bucket.COUNT) {
      add(list, "the weights make %s percent, at most 100".formatted(Percent.text(sum)));
    }
  }

  private void rule(Rule rule, At at) {
    segmentsOf(
        rule,
        id -> {
          if (!segments.contains(id) && !Mistakes.isStandIn(id)) {
            add(at, "'%s' is no segment of the workspace; declare it in segments".formatted(id));
          }
        });
  }

  private static void segmentsOf(Rule rule, Consumer<String> each) {
    switch (rule) {
      case Rule.All(var rules) -> rules.forEach(part -> segmentsOf(part, each));
      case Rule.Any(var rules) -> rules.forEach(part -> segmentsOf(part, each));
      case Rule.Not(var inner) -> segmentsOf(inner, each);
      case Rule.InSegment(var id) -> each.accept(id);
      case Rule.Everyone _,
          Rule.Attribute _,
          Rule.OnHistory _,
          Rule.Query _,
          Rule.OnDay _,
          Rule.InHour _,
          Rule.AtPlace _,
          Rule.OnDevice _,
          Rule.NewVisitor _ -> {}
    }
  }

  private void add(At at, String message) {
    var node = root == null ? null : located(at);
    mistakes.add(
        new Mistake(
            At.path(at),
            node == null ? 0 : node.line(),
            node == null ? 0 : node.column(),
            message));
  }

  /// The node there, or where it is missing the nearest one above.
  private @Nullable Node located(@Nullable At at) {
    if (at == null) {
      return root;
    }
    var above = located(at.parent());
    var below =
        switch (above) {
          case Node.Fields fields -> fields.get(at.step());
          case Node.Items items when at.step().startsWith("[") -> item(items.items(), at.step());
          case null, default -> null;
        };
    return below == null ? above : below;
  }

  private static @Nullable Node item(List<Node> items, String step) {
    int index = Integer.parseInt(step.substring(1, step.length() - 1));
    return index < items.size() ? items.get(index) : null;
  }
}
