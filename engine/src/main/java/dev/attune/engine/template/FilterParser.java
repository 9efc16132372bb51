package dev.attune.engine.template;

import dev.attune.engine.template.Token.Kind;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the part of an expression that begins with `|`.
final class FilterParser {
  private final Cursor cursor;
  private final ExpressionParser expressions;

  FilterParser(Cursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /// @param subject what stands before the `|`, which has been taken
  Expression filter(Expression subject) throws TemplateException {
    var name = cursor.expect(Kind.NAME, "the name of a filter");
    var filter = Filter.named(name.text());
    if (filter == null) {
      throw cursor.wrong(
          name, "the filter '" + name.text() + "' is not supported, only " + Filter.NAMES);
    }
    var arguments = arguments(name, filter);
    for (int i = 0; i < filter.required(); i++) {
      if (arguments.get(i) == null) {
        throw cursor.wrong(
            name, "the filter " + name.text() + " needs " + filter.parameters().get(i));
      }
    }
    return switch (filter) {
      case DEFAULT -> {
        var fallback = arguments.get(0);
        yield new Expression.Default(
            subject, fallback == null ? new Expression.Literal("") : fallback, arguments.get(1));
      }
      case DATE_FORMATTER ->
          new Expression.FormatDate(
              subject, format(name, arguments.get(0), DateFormat.DATE), ZoneOffset.UTC, null);
      case DATE_TIME_FORMATTER ->
          new Expression.FormatDate(
              subject,
              format(name, arguments.get(0), DateFormat.DATE_TIME),
              zone(name, arguments.get(1)),
              arguments.get(2));
      default -> new Expression.Filtered(filter, subject, Collections.unmodifiableList(arguments));
    };
  }

  private List<@Nullable Expression> arguments(Token name, Filter filter) throws TemplateException {
    var parameters = filter.parameters();
    var arguments =
        new ArrayList<@Nullable Expression>(Collections.nCopies(parameters.size(), null));
    if (!cursor.takeSymbol("(")) {
      return arguments;
    }
    int position = 0;
    while (!cursor.takeSymbol(")")) {
      int index = position++;
      var first = cursor.peek();
      if (first.kind() == Kind.NAME && cursor.peekSecond().isSymbol("=")) {
        index = parameters.indexOf(first.text());
        cursor.take();
        cursor.take();
      }
      if (index < 0 || index >= parameters.size()) {
        throw cursor.wrong(first, "the filter " + name.text() + takes(parameters));
      }
      if (arguments.get(index) != null) {
        throw cursor.wrong(first, parameters.get(index) + " is given twice");
      }
      arguments.set(index, expressions.parse());
      if (!cursor.peek().isSymbol(")")) {
        cursor.expectSymbol(",");
      }
    }
    return arguments;
  }

  private static String takes(List<String> parameters) {
    return parameters.isEmpty()
        ? " takes no arguments"
        : " takes only " + String.join(", ", parameters);
  }

  private DateFormat format(Token filter, @Nullable Expression pattern, DateFormat otherwise)
      throws TemplateException {
    if (pattern == null) {
      return otherwise;
    }
    if (!(pattern instanceof Expression.Literal(String text))) {
      throw cursor.wrong(filter, "the pattern of " + filter.text() + " has to be a string");
    }
    try {
      return DateFormat.of(text);
    } catch (IllegalArgumentException wrong) {
      throw cursor.wrong(filter, "'" + text + "' is no date pattern: " + wrong.getMessage());
    }
  }

  private ZoneId zone(Token filter, @Nullable Expression zone) throws TemplateException {
    if (zone == null) {
      return ZoneOffset.UTC;
    }
    if (!(zone instanceof Expression.Literal(String id))) {
      throw cursor.wrong(filter, "the timeZone of " + filter.text() + " has to be a string");
    }
    try {
      return ZoneId.of(id, ZoneId.SHORT_IDS);
    } catch (DateTimeException unknown) {
      throw cursor.wrong(filter, "there is no time zone '" + id + "'");
    }
  }
}
