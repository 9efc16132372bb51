package dev.attune.server.document;

import dev.attune.server.document.Mapping.Located;
import dev.attune.server.document.WorkspaceDocument.Identity;
import dev.attune.server.document.WorkspaceDocument.Limits;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads documents. Everything that is wrong with one is found in one go.
public final class DocumentReader {
  static final int MAX_IDENTIFIERS = 5;
  static final int MAX_EXPERIENCES = 100_000;
  static final int MAX_AUDIENCES = 10_000;
  static final int MAX_SEGMENTS = 10_000;
  static final int MAX_KEYS = 20;
  static final ZoneId UTC = ZoneId.of("UTC");

  private static final List<String> WORKSPACE =
      List.of(
          "id",
          "name",
          "time_zone",
          "identity",
          "limits",
          "keys",
          "segments",
          "audiences",
          "experiences");

  private final Mistakes mistakes = new Mistakes();

  private DocumentReader() {}

  /// @throws InvalidDocument if it cannot be published
  public static WorkspaceDocument workspace(byte[] text, Format format) {
    var reader = new DocumentReader();
    return reader.checked(TreeReader.read(text, format, reader.mistakes));
  }

  /// A document as [DocumentWriter] wrote it, however large: written out in full it may be larger
  /// than any that is taken from an author.
  ///
  /// @throws InvalidDocument if it is not what this version of the reader takes
  public static WorkspaceDocument stored(String json) {
    var reader = new DocumentReader();
    return reader.checked(TreeReader.readStored(json, reader.mistakes));
  }

  private WorkspaceDocument checked(Node root) {
    var document = workspace(new Located(root, null));
    DocumentChecks.check(document, mistakes, root);
    mistakes.throwIfAny();
    return document;
  }

  /// One experience, to be put into `within`; what it refers to is looked up when it is there.
  ///
  /// @param key what it must have for a key; the document may leave it out
  /// @throws InvalidDocument if it cannot be published; paths begin at the experience
  public static ExperienceDocument experience(
      byte[] text, Format format, String key, WorkspaceDocument within) {
    var reader = new DocumentReader();
    var root = reader.named(TreeReader.read(text, format, reader.mistakes), "key", key);
    var experience =
        new ExperienceReader(reader.mistakes, within.timeZone())
            .experience(new Located(root, null));
    DocumentChecks.check(experience, within, reader.mistakes, root);
    reader.mistakes.throwIfAny();
    return experience;
  }

  /// @param id what it must have for an id; the document may leave it out
  /// @throws InvalidDocument if it cannot be published; paths begin at the audience
  public static AudienceDocument audience(
      byte[] text, Format format, String id, WorkspaceDocument within) {
    var reader = new DocumentReader();
    var root = reader.named(TreeReader.read(text, format, reader.mistakes), "id", id);
    var audience =
        new ExperienceReader(reader.mistakes, within.timeZone()).audience(new Located(root, null));
    DocumentChecks.check(audience, within, reader.mistakes, root);
    reader.mistakes.throwIfAny();
    return audience;
  }

  /// What [DocumentWriter] writes beside the document, such as its size, is passed over.
  ///
  /// @param id what it must have for an id; the document may leave it out
  /// @throws InvalidDocument if it cannot be published; paths begin at the segment
  public static SegmentDocument segment(byte[] text, Format format, String id) {
    var reader = new DocumentReader();
    var read = without(TreeReader.read(text, format, reader.mistakes), DocumentWriter.SIZE);
    var root = reader.named(read, "id", id);
    var segment = reader.segment(new Located(root, null));
    reader.mistakes.throwIfAny();
    return segment;
  }

  /// The same with the name that the address of the document gives it.
  private Node named(Node root, String field, String name) {
    if (!(root instanceof Node.Fields fields)) {
      return root;
    }
    var own = fields.get(field);
    if (own == null) {
      var names = new ArrayList<>(fields.names());
      var values = new ArrayList<>(fields.values());
      names.add(field);
      values.add(new Node.Text(name, root.line(), root.column()));
      return new Node.Fields(names, values, root.line(), root.column());
    }
    boolean same =
        switch (own) {
          case Node.Text(var text, _, _) -> text.equals(name);
          case Node.Numeral(var text, _, _) -> text.equals(name);
          case Node.Flag _, Node.Null _, Node.Items _, Node.Fields _ -> true; // refused later
        };
    if (!same) {
      mistakes.add(
          At.field(null, field),
          own,
          "is %s, but its address says %s".formatted(own.described(), name));
    }
    return root;
  }

  private static Node without(Node root, String field) {
    if (!(root instanceof Node.Fields fields) || fields.get(field) == null) {
      return root;
    }
    var names = new ArrayList<>(fields.names());
    var values = new ArrayList<>(fields.values());
    values.remove(names.indexOf(field));
    names.remove(field);
    return new Node.Fields(names, values, root.line(), root.column());
  }

  private WorkspaceDocument workspace(Located located) {
    var mapping = Mapping.of(located, mistakes, WORKSPACE);
    var id = mapping.text("id", Texts.WORKSPACE_ID);
    var name = mapping.optionalText("name", Texts.NAME);
    var zone = mapping.zone("time_zone");
    var experiences = new ExperienceReader(mistakes, zone == null ? UTC : zone);
    return new WorkspaceDocument(
        id,
        name == null ? id : name,
        zone == null ? UTC : zone,
        identity(mapping),
        limits(mapping),
        mapping.items("keys", MAX_KEYS).stream().map(this::key).toList(),
        mapping.items("segments", MAX_SEGMENTS).stream().map(this::segment).toList(),
        mapping.items("audiences", MAX_AUDIENCES).stream().map(experiences::audience).toList(),
        mapping.items("experiences", MAX_EXPERIENCES).stream()
            .map(experiences::experience)
            .toList());
  }

  private Identity identity(Mapping workspace) {
    var located = workspace.get("identity");
    if (located == null) {
      return Identity.NONE;
    }
    var mapping =
        Mapping.of(located, mistakes, List.of("resolution", "identifiers", "retain_if_has"));
    return new Identity(
        mapping.flag("resolution", false),
        mapping.texts("identifiers", Texts.ATTRIBUTE, MAX_IDENTIFIERS),
        mapping.optionalText("retain_if_has", Texts.ATTRIBUTE));
  }

  private Limits limits(Mapping workspace) {
    var located = workspace.get("limits");
    if (located == null) {
      return Limits.DEFAULT;
    }
    var mapping =
        Mapping.of(
            located,
            mistakes,
            List.of("fetches_per_minute", "audiences_per_experience", "variations_per_audience"));
    return new Limits(
        mapping.whole("fetches_per_minute", 0, 0, 100_000_000),
        mapping.whole("audiences_per_experience", Limits.DEFAULT.audiencesPerExperience(), 1, 100),
        mapping.whole("variations_per_audience", Limits.DEFAULT.variationsPerAudience(), 1, 100));
  }

  private KeyRequest key(Located located) {
    var mapping = Mapping.of(located, mistakes, List.of("kind", "name", "secret", "secret_env"));
    mapping.required("kind");
    var kind = mapping.oneOf("kind", ExperienceReader.words(KeyKind.values()), KeyKind.DATA);
    var name = mapping.optionalText("name", Texts.NAME);
    if (mapping.has("secret") == mapping.has("secret_env")) {
      mapping.mistake("must have exactly 1 of secret, secret_env");
    }
    return new KeyRequest(
        kind,
        name == null ? "" : name,
        secret(mapping),
        mapping.optionalText("secret_env", Texts.ENVIRONMENT));
  }

  /// What is wrong with a secret is said without showing it.
  private static @Nullable String secret(Mapping mapping) {
    var located = mapping.get("secret");
    if (located == null) {
      return null;
    }
    var secret =
        switch (located.node()) {
          case Node.Text(var text, _, _) -> text;
          case Node.Numeral(var text, _, _) -> text;
          case Node.Flag _, Node.Null _, Node.Items _, Node.Fields _ -> "";
        };
    if (Texts.SECRET.wrongWith(secret) != null) {
      mapping.mistake(
          "secret",
          "must be %d to %d characters of %s"
              .formatted(Texts.SECRET.least(), Texts.SECRET.most(), Texts.SECRET.formInWords()));
    }
    return secret;
  }

  private SegmentDocument segment(Located located) {
    var mapping = Mapping.of(located, mistakes, List.of("id", "name"));
    var id = mapping.text("id", Texts.SEGMENT_ID);
    var name = mapping.optionalText("name", Texts.NAME);
    return new SegmentDocument(id, name == null ? id : name);
  }
}
