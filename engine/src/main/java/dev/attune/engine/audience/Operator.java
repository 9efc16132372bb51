package dev.attune.engine.audience;

/// How a condition compares a value. Source of the semantics: docs/wire.md#audiences.
public enum Operator {
  IS("is"),
  IS_NOT("is_not"),
  CONTAINS("contains"),
  DOES_NOT_CONTAIN("does_not_contain"),
  STARTS_WITH("starts_with"),
  ENDS_WITH("ends_with"),
  MATCHES("matches"),
  LESS_THAN("less_than"),
  GREATER_THAN("greater_than"),
  AT_LEAST("at_least"),
  AT_MOST("at_most"),
  BETWEEN("between"),
  NOT_BETWEEN("not_between"),
  EXISTS("exists"),
  IS_EMPTY("is_empty"),
  BEFORE("before"),
  AFTER("after"),
  ON("on"),
  IN_THE_LAST("in_the_last"),
  IN_THE_NEXT("in_the_next");

  private final String word;

  Operator(String word) {
    this.word = word;
  }

  /// As rules spell it.
  public String word() {
    return word;
  }

  /// Whether it holds for texts as such, and so may be used on query parameters.
  public boolean onText() {
    return switch (this) {
      case IS,
          IS_NOT,
          CONTAINS,
          DOES_NOT_CONTAIN,
          STARTS_WITH,
          ENDS_WITH,
          MATCHES,
          EXISTS,
          IS_EMPTY ->
          true;
      case LESS_THAN,
          GREATER_THAN,
          AT_LEAST,
          AT_MOST,
          BETWEEN,
          NOT_BETWEEN,
          BEFORE,
          AFTER,
          ON,
          IN_THE_LAST,
          IN_THE_NEXT ->
          false;
    };
  }

  /// Whether it holds exactly where its positive counterpart does not: also for a missing value.
  boolean negative() {
    return this == IS_NOT || this == DOES_NOT_CONTAIN || this == NOT_BETWEEN;
  }
}
