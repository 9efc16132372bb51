package dev.attune.engine.template;

import dev.attune.engine.template.Expression.LoopField;
import dev.attune.engine.template.Expression.Operator;
import dev.attune.engine.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the tree of one expression. Precedence is that of Jinja, loosest first: inline if, or,
/// and, not, comparisons, `+ - ~`, `* / // %`, `**`, minus, filters and tests, subscripts.
final class ExpressionParser {
  static final int MAX_DEPTH = 32;

  /// Operators, filters and subscripts in one expression. They chain without parentheses and each
  /// makes the tree deeper, so this is what bounds the stack.
  static final int MAX_LINKS = 200;

  private static final Map<String, Operator> COMPARISONS =
      Map.of(
          "==", Operator.EQUAL,
          "!=", Operator.NOT_EQUAL,
          "<", Operator.LESS,
          "<=", Operator.LESS_OR_EQUAL,
          ">", Operator.GREATER,
          ">=", Operator.GREATER_OR_EQUAL);
  private static final Map<String, Operator> SUMS =
      Map.of("+", Operator.ADD, "-", Operator.SUBTRACT, "~", Operator.CONCATENATE);
  private static final Map<String, Operator> PRODUCTS =
      Map.of(
          "*", Operator.MULTIPLY,
          "/", Operator.DIVIDE,
          "//", Operator.DIVIDE_DOWN,
          "%", Operator.REMAINDER);
  private static final String TESTS =
      "defined, undefined, none, string, number, boolean, iterable, mapping, even, odd,"
          + " divisibleby";

  private final Cursor cursor;
  private final Scope scope;
  private final FilterParser filters;
  private int depth;
  private int links;

  ExpressionParser(Cursor cursor, Scope scope) {
    this.cursor = cursor;
    this.scope = scope;
    this.filters = new FilterParser(cursor, this);
  }

  Expression parse() throws TemplateException {
    if (++depth > MAX_DEPTH) {
      throw cursor.wrong(
          cursor.peek(), "an expression may be nested " + MAX_DEPTH + " deep at most");
    }
    var expression = choice();
    depth--;
    return expression;
  }

  /// What is looped over: after it an `if` means something else in Jinja.
  Expression parseLooped() throws TemplateException {
    var expression = or();
    if (cursor.peek().isName("if")) {
      throw cursor.wrong(
          cursor.peek(), "'for ... if' is not supported; put an {% if %} into the loop");
    }
    return expression;
  }

  private Expression choice() throws TemplateException {
    var then = or();
    if (!cursor.takeName("if")) {
      return then;
    }
    link();
    var condition = or();
    var otherwise = cursor.takeName("else") ? parse() : new Expression.Literal(null);
    return new Expression.Choice(condition, then, otherwise);
  }

  private Expression or() throws TemplateException {
    var left = and();
    while (cursor.takeName("or")) {
      link();
      left = new Expression.Or(left, and());
    }
    return left;
  }

  private Expression and() throws TemplateException {
    var left = not();
    while (cursor.takeName("and")) {
      link();
      left = new Expression.And(left, not());
    }
    return left;
  }

  private Expression not() throws TemplateException {
    if (!cursor.takeName("not")) {
      return comparison();
    }
    link();
    return new Expression.Not(not());
  }

  private Expression comparison() throws TemplateException {
    var left = sum();
    var operator = comparisonOperator();
    if (operator == null) {
      return left;
    }
    link();
    var compared = new Expression.Binary(operator, left, sum());
    var next = cursor.peek();
    if (comparisonOperator() != null) {
      throw cursor.wrong(
          next, "comparisons cannot be chained; write 'a < b and b < c' for 'a < b < c'");
    }
    return compared;
  }

  private @Nullable Operator comparisonOperator() {
    if (cursor.takeName("in")) {
      return Operator.IN;
    }
    if (cursor.peek().isName("not") && cursor.peekSecond().isName("in")) {
      cursor.take();
      cursor.take();
      return Operator.NOT_IN;
    }
    return symbol(COMPARISONS);
  }

  private @Nullable Operator symbol(Map<String, Operator> operators) {
    var token = cursor.peek();
    var operator = token.kind() == Kind.SYMBOL ? operators.get(token.text()) : null;
    if (operator != null) {
      cursor.take();
    }
    return operator;
  }

  private Expression sum() throws TemplateException {
    var left = product();
    for (var operator = symbol(SUMS); operator != null; operator = symbol(SUMS)) {
      link();
      left = new Expression.Binary(operator, left, product());
    }
    return left;
  }

  private Expression product() throws TemplateException {
    var left = power();
    for (var operator = symbol(PRODUCTS); operator != null; operator = symbol(PRODUCTS)) {
      link();
      left = new Expression.Binary(operator, left, power());
    }
    return left;
  }

  /// Groups to the left, as in Jinja.
  private Expression power() throws TemplateException {
    var left = filtered();
    while (cursor.takeSymbol("**")) {
      link();
      left = new Expression.Binary(Operator.POWER, left, filtered());
    }
    return left;
  }

  private Expression filtered() throws TemplateException {
    var subject = minus();
    while (true) {
      if (cursor.takeSymbol("|")) {
        link();
        subject = filters.filter(subject);
      } else if (cursor.takeName("is")) {
        link();
        subject = test(subject);
      } else {
        return subject;
      }
    }
  }

  private Expression minus() throws TemplateException {
    if (cursor.takeSymbol("-")) {
      link();
      return new Expression.Negate(minus());
    }
    if (cursor.takeSymbol("+")) {
      link();
      return minus();
    }
    return subscripted();
  }

  private Expression subscripted() throws TemplateException {
    var expression = primary();
    while (true) {
      if (cursor.takeSymbol(".")) {
        link();
        expression = member(expression);
      } else if (cursor.takeSymbol("[")) {
        link();
        expression = subscript(expression);
      } else if (cursor.peek().isSymbol("(")) {
        throw cursor.wrong(cursor.peek(), "nothing can be called here but .items()");
      } else {
        return expression;
      }
    }
  }

  private Expression member(Expression of) throws TemplateException {
    var name = cursor.peek();
    if (name.kind() == Kind.WHOLE) {
      cursor.take();
      return new Expression.Index(of, new Expression.Literal(whole(name)));
    }
    cursor.expect(Kind.NAME, "a name");
    if (!cursor.peek().isSymbol("(")) {
      return entry(of, name.text());
    }
    if (!name.isName("items")) {
      throw cursor.wrong(name, "the method " + name.text() + "() is not supported, only .items()");
    }
    cursor.take();
    cursor.expectSymbol(")");
    return new Expression.Pairs(of);
  }

  private static Expression entry(Expression of, String name) {
    return of instanceof Expression.Attributes
        ? new Expression.Attribute(name, AttributeNames.raw(name))
        : new Expression.Index(of, new Expression.Literal(name));
  }

  private Expression subscript(Expression of) throws TemplateException {
    var from = cursor.peek().isSymbol(":") ? null : parse();
    if (cursor.takeSymbol(":")) {
      var to = cursor.peek().isSymbol("]") ? null : parse();
      cursor.expectSymbol("]");
      return new Expression.Slice(of, from, to);
    }
    cursor.expectSymbol("]");
    return from instanceof Expression.Literal(String name)
        ? entry(of, name)
        : new Expression.Index(of, from == null ? new Expression.Literal(null) : from);
  }

  private Expression test(Expression subject) throws TemplateException {
    boolean negated = cursor.takeName("not");
    var name = cursor.expect(Kind.NAME, "the name of a test");
    Expression.Test.Kind kind =
        switch (name.text()) {
          case "defined" -> Expression.Test.Kind.DEFINED;
          case "undefined" -> Expression.Test.Kind.UNDEFINED;
          case "none", "None" -> Expression.Test.Kind.NONE;
          case "string" -> Expression.Test.Kind.STRING;
          case "number" -> Expression.Test.Kind.NUMBER;
          case "boolean" -> Expression.Test.Kind.BOOLEAN;
          case "iterable" -> Expression.Test.Kind.ITERABLE;
          case "mapping" -> Expression.Test.Kind.MAPPING;
          case "even" -> Expression.Test.Kind.EVEN;
          case "odd" -> Expression.Test.Kind.ODD;
          case "divisibleby" -> Expression.Test.Kind.DIVISIBLEBY;
          default ->
              throw cursor.wrong(
                  name, "the test '" + name.text() + "' is not supported, only " + TESTS);
        };
    var argument = kind == Expression.Test.Kind.DIVISIBLEBY ? subscripted() : null;
    var test = new Expression.Test(kind, subject, argument);
    return negated ? new Expression.Not(test) : test;
  }

  private Expression primary() throws TemplateException {
    var token = cursor.take();
    return switch (token.kind()) {
      case STRING -> new Expression.Literal(token.text());
      case WHOLE -> new Expression.Literal(whole(token));
      case REAL -> new Expression.Literal(real(token));
      case NAME -> named(token);
      case SYMBOL ->
          switch (token.text()) {
            case "(" -> parenthesized();
            case "[" -> new Expression.ListOf(items("]"));
            case "{" -> dict();
            default -> throw notAValue(token);
          };
      case TEXT, OUTPUT_OPEN, OUTPUT_CLOSE, TAG_OPEN, TAG_CLOSE, END -> throw notAValue(token);
    };
  }

  private TemplateException notAValue(Token token) {
    return cursor.wrong(token, "expected a value, found " + token.shown());
  }

  private Expression named(Token name) throws TemplateException {
    return switch (name.text()) {
      case "true", "True" -> new Expression.Literal(true);
      case "false", "False" -> new Expression.Literal(false);
      case "none", "None", "null" -> new Expression.Literal(null);
      case "UserAttribute" -> new Expression.Attributes();
      case "MOE_NOT_SEND" -> notSend();
      case "loop" -> loopField(name);
      default -> {
        var slot = scope.find(name.text());
        if (slot == null) {
          throw cursor.wrong(
              name,
              "there is no variable '"
                  + name.text()
                  + "', only UserAttribute and what was named by set or for");
        }
        yield new Expression.Variable(slot);
      }
    };
  }

  private Expression notSend() throws TemplateException {
    Expression reason = new Expression.Literal("MOE_NOT_SEND");
    if (cursor.takeSymbol("(") && !cursor.takeSymbol(")")) {
      reason = parse();
      cursor.expectSymbol(")");
    }
    return new Expression.NotSend(reason);
  }

  private Expression loopField(Token loop) throws TemplateException {
    if (scope.loop < 0) {
      throw cursor.wrong(loop, "'loop' is only there inside of a for");
    }
    cursor.expectSymbol(".");
    var name = cursor.expect(Kind.NAME, "a name");
    for (var field : LoopField.Field.values()) {
      if (field.name().toLowerCase(Locale.ROOT).equals(name.text())) {
        return new LoopField(scope.loop, field);
      }
    }
    throw cursor.wrong(
        name,
        "'loop."
            + name.text()
            + "' is not supported, only index, index0, revindex, revindex0, first, last, length");
  }

  /// `(a)` is a itself, `(a, b)` a list.
  private Expression parenthesized() throws TemplateException {
    if (cursor.takeSymbol(")")) {
      return new Expression.ListOf(List.of());
    }
    var first = parse();
    if (cursor.takeSymbol(")")) {
      return first;
    }
    cursor.expectSymbol(",");
    var all = new ArrayList<Expression>();
    all.add(first);
    all.addAll(items(")"));
    return new Expression.ListOf(List.copyOf(all));
  }

  private List<Expression> items(String close) throws TemplateException {
    var items = new ArrayList<Expression>();
    while (!cursor.takeSymbol(close)) {
      items.add(parse());
      if (!cursor.peek().isSymbol(close)) {
        cursor.expectSymbol(",");
      }
    }
    return List.copyOf(items);
  }

  private Expression dict() throws TemplateException {
    var keys = new ArrayList<Expression>();
    var values = new ArrayList<Expression>();
    while (!cursor.takeSymbol("}")) {
      keys.add(parse());
      cursor.expectSymbol(":");
      values.add(parse());
      if (!cursor.peek().isSymbol("}")) {
        cursor.expectSymbol(",");
      }
    }
    return new Expression.DictOf(List.copyOf(keys), List.copyOf(values));
  }

  private Long whole(Token token) throws TemplateException {
    try {
      return Long.valueOf(token.text());
    } catch (NumberFormatException tooLarge) {
      throw cursor.wrong(token, "a whole number is at most " + Long.MAX_VALUE);
    }
  }

  private Double real(Token token) throws TemplateException {
    double real = Double.parseDouble(token.text());
    if (Double.isInfinite(real)) {
      throw cursor.wrong(token, "this number is too large");
    }
    return real;
  }

  /// Counts an operator, filter or subscript.
  private void link() throws TemplateException {
    if (++links > MAX_LINKS) {
      throw cursor.wrong(
          cursor.peek(),
          "an expression may have at most " + MAX_LINKS + " operators, filters and subscripts");
    }
  }
}
