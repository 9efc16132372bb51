package dev.attune.engine.template;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands between `{{` and `}}`, compiled. What it can come to is told by [Values].
sealed interface Expression {

  record Literal(@Nullable Object value) implements Expression {}

  /// @param raw the attribute's raw name if `name` is a display name, else null
  record Attribute(String name, @Nullable String raw) implements Expression {}

  /// `UserAttribute` by itself.
  record Attributes() implements Expression {}

  record Variable(int slot) implements Expression {}

  record LoopField(int slot, Field field) implements Expression {
    enum Field {
      INDEX,
      INDEX0,
      REVINDEX,
      REVINDEX0,
      FIRST,
      LAST,
      LENGTH
    }
  }

  record Index(Expression of, Expression index) implements Expression {}

  record Slice(Expression of, @Nullable Expression from, @Nullable Expression to)
      implements Expression {}

  record ListOf(List<Expression> items) implements Expression {}

  record DictOf(List<Expression> keys, List<Expression> values) implements Expression {}

  record Negate(Expression operand) implements Expression {}

  record Not(Expression operand) implements Expression {}

  record And(Expression left, Expression right) implements Expression {}

  record Or(Expression left, Expression right) implements Expression {}

  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    DIVIDE_DOWN,
    REMAINDER,
    POWER,
    CONCATENATE,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IN,
    NOT_IN
  }

  record Choice(Expression condition, Expression then, Expression otherwise)
      implements Expression {}

  record Test(Kind kind, Expression subject, @Nullable Expression argument) implements Expression {
    enum Kind {
      DEFINED,
      UNDEFINED,
      NONE,
      STRING,
      NUMBER,
      BOOLEAN,
      ITERABLE,
      MAPPING,
      EVEN,
      ODD,
      DIVISIBLEBY
    }
  }

  /// `.items()`: the pairs of a mapping.
  record Pairs(Expression of) implements Expression {}

  /// @param arguments one per parameter of the filter, in its order; null where not given
  record Filtered(Filter filter, Expression subject, List<@Nullable Expression> arguments)
      implements Expression {

    @Nullable Expression argument(int index) {
      return arguments.get(index);
    }
  }

  /// `default`, apart from the other filters because most templates are little more than that.
  ///
  /// @param also if it is true, the fallback also takes the place of all that is false
  record Default(Expression subject, Expression fallback, @Nullable Expression also)
      implements Expression {}

  /// @param zone of the text that is made, unless `offset` gives one
  record FormatDate(Expression subject, DateFormat format, ZoneId zone, @Nullable Expression offset)
      implements Expression {}

  /// `MOE_NOT_SEND(...)`: the template ends here and nothing is sent.
  record NotSend(Expression reason) implements Expression {}
}
