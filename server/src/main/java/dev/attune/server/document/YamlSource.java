package dev.attune.server.document;

import dev.attune.server.document.Token.Kind;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The tokens of a YAML text.
///
/// What makes a text mean more than it says is refused: anchors, aliases and tags. A plain scalar
/// is `true`, `false`, `null` or a number only if JSON (or YAML 1.2 with its capitals and `~`) says
/// so; `yes`, `on`, `007`, `0x1F` and `1_000` are text.
///
/// Reads the events of the YAML library itself: Jackson's parser on top of it cannot tell anchors
/// on scalars (3.2.4).
final class YamlSource implements Token.Source {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private final Iterator<Event> events;

  YamlSource(String text) {
    var settings = LoadSettings.builder().setCodePointLimit(TreeReader.MAX_BYTES).build();
    events = new Parse(settings).parseReader(new WholeCharacters(text)).iterator();
  }

  @Override
  public Token next() {
    try {
      while (true) {
        var event = events.next();
        var mark = event.getStartMark();
        int line = mark.map(Mark::getLine).orElse(-1) + 1;
        int column = mark.map(Mark::getColumn).orElse(-1) + 1;
        refuse(event, line, column);
        switch (event.getEventId()) {
          case MappingStart -> {
            return new Token(Kind.OBJECT, "", line, column);
          }
          case MappingEnd -> {
            return new Token(Kind.END_OBJECT, "", line, column);
          }
          case SequenceStart -> {
            return new Token(Kind.LIST, "", line, column);
          }
          case SequenceEnd -> {
            return new Token(Kind.END_LIST, "", line, column);
          }
          case Scalar -> {
            var scalar = (ScalarEvent) event;
            return new Token(kind(scalar), scalar.getValue(), line, column);
          }
          case StreamEnd -> {
            return new Token(Kind.END, "", line, column);
          }
          case StreamStart, DocumentStart, DocumentEnd, Comment, Alias -> {}
        }
      }
    } catch (MarkedYamlEngineException malformed) {
      var mark = malformed.getProblemMark();
      throw refused(
          mark.map(Mark::getLine).orElse(-1) + 1,
          mark.map(Mark::getColumn).orElse(-1) + 1,
          "the document is not YAML: " + malformed.getProblem());
    } catch (YamlEngineException malformed) {
      throw refused(0, 0, "the document is not YAML: " + malformed.getMessage());
    } catch (NumberFormatException cutOff) { // what the library makes of it (3.0.1)
      throw refused(0, 0, "the document is not YAML: it ends within an escape");
    }
  }

  private static void refuse(Event event, int line, int column) {
    var anchor =
        switch (event) {
          case AliasEvent _ ->
              throw refused(line, column, "YAML aliases are not taken: write the value out");
          case ScalarEvent scalar -> scalar.getAnchor();
          case CollectionStartEvent collection -> collection.getAnchor();
          default -> Optional.<Anchor>empty();
        };
    if (anchor.isPresent()) {
      throw refused(
          line, column, "YAML anchors are not taken: write the value out where it is needed");
    }
    var tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.<String>empty();
        };
    if (tag.isPresent()) {
      throw refused(line, column, "YAML tags are not taken: leave out " + tag.get());
    }
  }

  private static InvalidDocument refused(int line, int column, String message) {
    return new InvalidDocument(List.of(new Mistake("", line, column, message)));
  }

  private static Kind kind(ScalarEvent scalar) {
    if (!scalar.isPlain()) {
      return Kind.TEXT;
    }
    return switch (scalar.getValue()) {
      case "", "~", "null", "Null", "NULL" -> Kind.NULL;
      case "true", "True", "TRUE" -> Kind.TRUE;
      case "false", "False", "FALSE" -> Kind.FALSE;
      default -> NUMBER.matcher(scalar.getValue()).matches() ? Kind.NUMBER : Kind.TEXT;
    };
  }
}
