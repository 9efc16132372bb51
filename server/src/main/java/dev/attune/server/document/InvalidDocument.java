package dev.attune.server.document;

import java.util.List;
import java.util.stream.Collectors;

/// A document that cannot be published, and all that is wrong with it: up to 100 mistakes, in the
/// order of the text.
public final class InvalidDocument extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Mistake> mistakes;

  public InvalidDocument(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<Mistake> mistakes() {
    return mistakes;
  }
}
