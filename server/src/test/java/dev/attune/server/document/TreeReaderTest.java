package dev.attune.server.document;

import static dev.attune.server.document.Reading.mistakes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeReaderTest {

  @Test
  void anchorsAliasesTagsAndMergesAreRefused() {
    assertThat(mistakes("id: &x DEMO\nname: *x"))
        .singleElement()
        .hasToString("line 1: YAML anchors are not taken: write the value out where it is needed");
    assertThat(mistakes("id: DEMO\nname: *x"))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.message()).contains("aliases"));
    assertThat(mistakes("? [a]\n: b"))
        .singleElement()
        .hasToString("line 1: a name is an object or a list, must be text");
    assertThat(mistakes("id: DEMO\nidentity: &i { resolution: true }"))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.message()).contains("anchors"));
    assertThat(mistakes("id: !!str DEMO"))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.message()).contains("tags"));
    assertThat(mistakes("id: !java.net.URL x")).hasSize(1);
    assertThat(mistakes("id: DEMO\n<<: { name: x }"))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.message()).contains("is not known"));
  }

  @Test
  void aBillionLaughsStopAtTheFirst() {
    var bomb =
        """
        a: &a [x,x,x,x,x,x,x,x,x]
        b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
        c: [*b,*b,*b,*b,*b,*b,*b,*b,*b]
        """;

    assertThat(mistakes(bomb)).hasSize(1).first().extracting(Mistake::line).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void aNameTwiceIsAMistakeAtTheSecond(Format format) {
    var text = "{\"id\":\"X\",\n\"name\":\"a\",\n\"name\":\"b\"}";

    assertThat(mistakes(text, format)).singleElement().hasToString("line 3, name: is there twice");
  }

  @Test
  void aNameTwiceIsFoundAmongMany() {
    var text = new StringBuilder("{\"id\":\"X\"");
    for (int i = 0; i < 40; i++) {
      text.append(",\n\"f").append(i % 39).append("\":1");
    }

    assertThat(mistakes(text.append('}').toString(), Format.JSON))
        .extracting(Mistake::message)
        .contains("is there twice");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void aTextIsOneDocument(Format format) {
    var two = format == Format.JSON ? "{\"id\":\"X\"} {}" : "id: X\n---\nid: Y\n";

    assertThat(mistakes(two, format))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.message()).contains("more than one document"));
    assertThat(mistakes("", format)).singleElement().hasToString("the document is empty");
    assertThat(mistakes("[1]", format))
        .extracting(Mistake::message)
        .contains("is a list of 1, must be an object");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void depthIsBounded(Format format) {
    var deep = "[".repeat(70) + "]".repeat(70);

    assertThat(mistakes(deep, format))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.message()).contains("64"));
    assertThat(mistakes("[".repeat(200_000), format)).hasSize(1);
  }

  @Test
  void charactersBeyondTheBasicPlaneMayStandAnywhere() {
    for (int length = 1_000; length < 1_050; length++) {
      assertThat(
              mistakes(
                  "id: X\nsegments: [ { id: "
                      + "s".repeat(20)
                      + " } ] #"
                      + "x".repeat(length - 60)
                      + "🎁🎁🎁"))
          .isEmpty();
    }
  }

  @Test
  void sizeAndNumberOfValuesAreBounded() {
    var large = "{\"id\":\"" + "x".repeat(TreeReader.MAX_BYTES) + "\"}";
    var many = "[" + "1,".repeat(TreeReader.MAX_NODES) + "1]";

    assertThat(mistakes(large, Format.JSON))
        .singleElement()
        .hasToString("the document is 33,554,441 bytes, at most 33,554,432");
    assertThat(mistakes(many, Format.JSON))
        .singleElement()
        .satisfies(mistake ->
            assertThat(mistake.message()).isEqualTo("the document has more than 2,000,000 values"));
  }

  @Test
  void malformedTextIsToldWithItsLine() {
    assertThat(mistakes("{\"id\": \"X\",\n \"name\": }", Format.JSON))
        .singleElement()
        .satisfies(mistake -> {
          assertThat(mistake.line()).isEqualTo(2);
          assertThat(mistake.message()).startsWith("the document is not JSON: ");
        });
    assertThat(mistakes("id: X\nname: [a\nlimits: {"))
        .singleElement()
        .satisfies(mistake -> {
          assertThat(mistake.line()).isEqualTo(3);
          assertThat(mistake.message()).startsWith("the document is not YAML: ");
        });
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    var invalid =
        catchThrowableOfType(
            InvalidDocument.class,
            () -> DocumentReader.workspace("id: Ä".getBytes(ISO_8859_1), Format.YAML));

    assertThat(invalid).hasMessage("the document is not UTF-8");
  }
}
