package dev.attune.server.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RecordsTest {

  /// Gives a few bytes at a time, as a network does.
  private static final class Dripping extends InputStream {
    private final ByteArrayInputStream in;
    private final Random random;

    Dripping(byte[] bytes, Random random) {
      in = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return in.read(into, offset, Math.min(length, 1 + random.nextInt(7)));
    }
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Each record as `number:text`, or `number!fault`.
  private static List<String> read(Records records) throws IOException, BadRecord {
    var read = new ArrayList<String>();
    while (records.next()) {
      var fault = records.fault();
      read.add(records.line() + (fault == null ? ":" + records.text() : "!" + fault));
    }
    return read;
  }

  private static List<String> lines(String text) throws IOException, BadRecord {
    return read(new Records(in(text), UploadFormat.NDJSON));
  }

  private static List<String> rows(String text) throws IOException, BadRecord {
    return read(new Records(in(text), UploadFormat.CSV));
  }

  @Test
  void linesEndInEitherWayAndTheLastNeedNot() throws Exception {
    assertThat(lines("a\r\nb\n\nc")).containsExactly("1:a", "2:b", "3:", "4:c");
    assertThat(lines("a\n")).containsExactly("1:a");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() throws Exception {
    assertThat(lines("\uFEFFa\n\uFEFFb")).containsExactly("1:a", "2:\uFEFFb");
    assertThat(lines("\uFEFF")).isEmpty();
  }

  @Test
  void aRowGoesOnOverLineEndsWithinQuotes() throws Exception {
    assertThat(rows("a,\"b\nc\"\"\r\n\",d\r\ne"))
        .containsExactly("1:a,\"b\nc\"\"\r\n\",d", "4:e");
    assertThat(lines("\"a\nb\"")).containsExactly("1:\"a", "2:b\"");
  }

  @Test
  void aQuoteThatIsNotClosedCostsOneLine() throws Exception {
    assertThat(rows("a,\"b\nc,d\n\"e\",f\ng"))
        .containsExactly("1!the quote is not closed", "2:c,d", "3:\"e\",f", "4:g");
    assertThat(rows("\"a")).containsExactly("1!the quote is not closed");
    assertThat(rows("\"a\"b\nc"))
        .containsExactly("1!there is something after a closing quote", "2:c");
    var open = "\"" + "x\n".repeat(Records.MAX_BYTES);
    assertThat(rows(open + "\"y\"").getFirst())
        .isEqualTo("1!the quote is not closed within 131,072 bytes");
  }

  @Test
  void aLineThatIsTooLongCostsItselfOnly() throws Exception {
    var longest = "x".repeat(Records.MAX_BYTES);
    assertThat(lines(longest + "\na")).containsExactly("1:" + longest, "2:a");
    var endless = "x".repeat(20 * Records.MAX_BYTES + 3);
    assertThat(lines("a\n" + endless + "\nb\n" + endless))
        .containsExactly(
            "1:a",
            "2!the line is longer than 131,072 bytes",
            "3:b",
            "4!the line is longer than 131,072 bytes");
    assertThat(rows(endless + "\nb"))
        .containsExactly("1!the line is longer than 131,072 bytes", "2:b");
  }

  @Test
  void whatIsNotUtf8IsNoText() throws Exception {
    var records =
        new Records(new ByteArrayInputStream(new byte[] {(byte) 0xC3, '\n'}), UploadFormat.NDJSON);
    assertThat(records.next()).isTrue();
    assertThat(records.fault()).isNull();
    try {
      var text = records.text();
      assertThat(text).as("there should be none").isNull();
    } catch (BadRecord bad) {
      assertThat(bad.reason()).isEqualTo("the line is not UTF-8");
    }
  }

  @Test
  void whatIsCopiedIsReadAlikeAndReadingGoesOnFromAnywhere() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("RecordsTest: seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      var bytes = someCsv(random).getBytes(StandardCharsets.UTF_8);
      var whole = read(new Records(new ByteArrayInputStream(bytes), UploadFormat.CSV));
      assertThat(read(new Records(new Dripping(bytes, random), UploadFormat.CSV)))
          .as("seed %d", seed)
          .isEqualTo(whole);

      var records = new Records(new ByteArrayInputStream(bytes), UploadFormat.CSV);
      int stop = random.nextInt(whole.size() + 1);
      var copy = new ByteArrayOutputStream();
      for (int i = 0; i < stop; i++) {
        assertThat(records.next()).isTrue();
        if (records.fault() == null) {
          records.copyTo(copy);
        }
      }
      int offset = (int) records.offset();
      var rest = new ByteArrayInputStream(bytes, offset, bytes.length - offset);
      var again = new Records(rest, UploadFormat.CSV, offset, records.nextLine());
      assertThat(read(again)).as("seed %d", seed).isEqualTo(whole.subList(stop, whole.size()));
      var copied = new ByteArrayInputStream(copy.toByteArray());
      assertThat(read(new Records(copied, UploadFormat.CSV)))
          .as("seed %d", seed)
          .map(RecordsTest::withoutNumber)
          .isEqualTo(
              whole.subList(0, stop).stream()
                  .filter(record -> !record.matches("[0-9]+!.*"))
                  .map(RecordsTest::withoutNumber)
                  .toList());
    }
  }

  private static String withoutNumber(String record) {
    return record.replaceFirst("[0-9]+", "");
  }

  /// Much of it malformed.
  private static String someCsv(Random random) {
    var alphabet = new String[] {"a", "é", ",", "\"", "\"\"", "\n", "\r\n", " ", "\"x\"", "😀"};
    var text = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      text.append(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }
}
