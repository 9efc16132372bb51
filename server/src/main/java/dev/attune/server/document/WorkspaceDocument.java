package dev.attune.server.document;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The whole configuration of one workspace.
///
/// As parsed, ids and splits may be absent; once completed on publishing all are there. Each
/// document is checked when it is read and again when it is published.
///
/// @param keys secrets that the author wants to be keys; a completed document has none
/// @param audiences those that experiences may refer to; inline ones are in their experience
public record WorkspaceDocument(
    String id,
    String name,
    ZoneId timeZone,
    Identity identity,
    Limits limits,
    List<KeyRequest> keys,
    List<SegmentDocument> segments,
    List<AudienceDocument> audiences,
    List<ExperienceDocument> experiences) {

  public WorkspaceDocument {
    keys = List.copyOf(keys);
    segments = List.copyOf(segments);
    audiences = List.copyOf(audiences);
    experiences = List.copyOf(experiences);
  }

  /// How visitors are recognised beside their customer id.
  ///
  /// @param identifiers attribute names, in the order in which they are tried; at most 5
  /// @param retainIfHas the attribute that decides which profile survives a merge
  public record Identity(
      boolean resolution, List<String> identifiers, @Nullable String retainIfHas) {

    public static final Identity NONE = new Identity(false, List.of(), null);

    public Identity {
      identifiers = List.copyOf(identifiers);
    }
  }

  /// @param fetchesPerMinute 0: no limit
  public record Limits(
      int fetchesPerMinute, int audiencesPerExperience, int variationsPerAudience) {

    public static final Limits DEFAULT = new Limits(0, 10, 5);
  }

  public @Nullable ExperienceDocument experience(String key) {
    return first(experiences, e -> e.key().equals(key));
  }

  /// The shared audience with this id.
  public @Nullable AudienceDocument audience(String audienceId) {
    return first(audiences, a -> audienceId.equals(a.id()));
  }

  public @Nullable SegmentDocument segment(String segmentId) {
    return first(segments, s -> s.id().equals(segmentId));
  }

  /// With an experience in place of the one with its key; at the end when there is none.
  public WorkspaceDocument withExperience(ExperienceDocument experience) {
    return withExperiences(with(experiences, experience, e -> e.key().equals(experience.key())));
  }

  public WorkspaceDocument withoutExperience(String key) {
    return withExperiences(without(experiences, e -> e.key().equals(key)));
  }

  /// With an audience in place of the one with its id (without an id: with its name); at the end
  /// when there is none.
  public WorkspaceDocument withAudience(AudienceDocument audience) {
    var audienceId = audience.id();
    return withAudiences(
        with(
            audiences,
            audience,
            a ->
                audienceId == null ? a.name().equals(audience.name()) : audienceId.equals(a.id())));
  }

  public WorkspaceDocument withoutAudience(String audienceId) {
    return withAudiences(without(audiences, a -> audienceId.equals(a.id())));
  }

  /// With a segment in place of the one with its id; at the end when there is none.
  public WorkspaceDocument withSegment(SegmentDocument segment) {
    return withSegments(with(segments, segment, s -> s.id().equals(segment.id())));
  }

  public WorkspaceDocument withoutSegment(String segmentId) {
    return withSegments(without(segments, s -> s.id().equals(segmentId)));
  }

  WorkspaceDocument withSegments(List<SegmentDocument> all) {
    return new WorkspaceDocument(
        id, name, timeZone, identity, limits, keys, all, audiences, experiences);
  }

  WorkspaceDocument withAudiences(List<AudienceDocument> all) {
    return new WorkspaceDocument(
        id, name, timeZone, identity, limits, keys, segments, all, experiences);
  }

  WorkspaceDocument withExperiences(List<ExperienceDocument> all) {
    return new WorkspaceDocument(
        id, name, timeZone, identity, limits, keys, segments, audiences, all);
  }

  public WorkspaceDocument withoutKeys() {
    return new WorkspaceDocument(
        id, name, timeZone, identity, limits, List.of(), segments, audiences, experiences);
  }

  /// The same, made of the very objects of another document where they are equal: large documents
  /// that differ in little then take little more memory, and are quick to compare.
  public WorkspaceDocument sharing(@Nullable WorkspaceDocument other) {
    if (other == null) {
      return this;
    }
    var theirs = new HashMap<String, ExperienceDocument>();
    other.experiences.forEach(experience -> theirs.put(experience.key(), experience));
    var shared = new ArrayList<ExperienceDocument>(experiences.size());
    for (var experience : experiences) {
      var same = theirs.get(experience.key());
      shared.add(experience.equals(same) ? same : experience);
    }
    return withExperiences(shared);
  }

  private static <T> @Nullable T first(List<T> all, Predicate<T> wanted) {
    for (var one : all) {
      if (wanted.test(one)) {
        return one;
      }
    }
    return null;
  }

  private static <T> List<T> with(List<T> all, T one, Predicate<T> replaced) {
    var next = new ArrayList<T>(all);
    for (int i = 0; i < next.size(); i++) {
      if (replaced.test(next.get(i))) {
        next.set(i, one);
        return next;
      }
    }
    next.add(one);
    return next;
  }

  private static <T> List<T> without(List<T> all, Predicate<T> gone) {
    return all.stream().filter(gone.negate()).toList();
  }
}
