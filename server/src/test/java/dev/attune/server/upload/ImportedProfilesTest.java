package dev.attune.server.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.profile.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ImportedProfilesTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

  private final BadLines bad = new BadLines();

  private List<ImportedProfile> read(UploadFormat format, String text)
      throws IOException, BadRecord {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    var people = new ImportedProfiles(in, format, ZONE, Set.of("vip")::contains);
    var read = new ArrayList<ImportedProfile>();
    for (var person = people.next(bad); person != null; person = people.next(bad)) {
      read.add(person);
    }
    return read;
  }

  private List<ImportedProfile> csv(String text) throws IOException, BadRecord {
    return read(UploadFormat.CSV, text);
  }

  private List<ImportedProfile> ndjson(String text) throws IOException, BadRecord {
    return read(UploadFormat.NDJSON, text);
  }

  private List<String> badLines() {
    return bad.first().stream().map(line -> line.number() + ": " + line.message()).toList();
  }

  @Test
  void aLineIsABodyOfTheCustomerApi() throws Exception {
    var people =
        ndjson(
            """
            {"customer_id":"ann","attributes":{"plan":"gold","age":41,"gone":null}}

            {"type":"customer","customer_id":"bob","update_existing_only":true,"attributes":{},"segments":["vip"]}
            {"customer_id":"cy"}
            """);
    assertThat(badLines()).isEmpty();
    assertThat(people)
        .extracting(ImportedProfile::customerId, ImportedProfile::line)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ann", 1L),
            org.assertj.core.groups.Tuple.tuple("bob", 3L),
            org.assertj.core.groups.Tuple.tuple("cy", 4L));
    assertThat(people.getFirst().changes().set())
        .isEqualTo(Map.of("plan", new Value.Text("gold"), "age", new Value.Amount(41)));
    assertThat(people.getFirst().changes().removed()).containsExactly("gone");
    assertThat(people.get(1).existingOnly()).isTrue();
    assertThat(people.get(1).segments()).containsExactly("vip");
  }

  @Test
  void whatIsWrongWithALineIsSaid() throws Exception {
    assertThat(
            ndjson(
                """
                {"customer_id":"ann"
                [1]
                {"attributes":{"a":1}}
                {"customer_id":7}
                {"customer_id":"guest"}
                {"customer_id":"ann","atributes":{"a":1}}
                {"customer_id":"ann","attributes":{"moe_x":1}}
                {"customer_id":"ann","segments":["nope"]}
                {"customer_id":"ann"} {"customer_id":"bob"}
                {"type":"event","customer_id":"ann"}
                {"customer_id":"ok"}
                """))
        .extracting(ImportedProfile::customerId)
        .containsExactly("ok");
    assertThat(badLines())
        .containsExactly(
            "1: the line is not JSON in UTF-8",
            "2: the line is no JSON object",
            "3: there is no customer_id",
            "4: customer_id is expected to be string",
            "5: customer_id can not be 'guest'",
            "6: there is no field 'atributes'",
            "7: moe_x is reserved: names may not start with moe_",
            "8: there is no segment 'nope'",
            "9: there is more than one JSON value",
            "10: type is expected to be customer");
  }

  @Test
  void theHeaderSaysWhatTheCellsAre() throws Exception {
    var people =
        csv(
            "\uFEFFplan, customer_id ,age:number,vip:boolean,tags:json,since,a:b:text\r\n"
                + "\"gold, \"\"old\"\"\",ann,4.50e1,TRUE,\"[\"\"x\"\",1]\",2026-11-21,\r\n"
                + ",bob,,,,,y\r\n");
    assertThat(badLines()).isEmpty();
    assertThat(people).extracting(ImportedProfile::customerId).containsExactly("ann", "bob");
    assertThat(people.getFirst().changes().set())
        .isEqualTo(
            Map.of(
                "plan", new Value.Text("gold, \"old\""),
                "age", new Value.Amount(45),
                "vip", new Value.Flag(true),
                "tags", new Value.Array(List.of(new Value.Text("x"), new Value.Amount(1))),
                "since", new Value.Time("2026-11-21", Instant.parse("2026-11-20T18:30:00Z"))));
    assertThat(people.get(1).changes().set()).isEqualTo(Map.of("a:b", new Value.Text("y")));
  }

  @Test
  void numbersAreTextUnlessTheHeaderSaysOtherwise() throws Exception {
    assertThat(csv("customer_id,zip\nann,007").getFirst().changes().set())
        .isEqualTo(Map.of("zip", new Value.Text("007")));
  }

  @Test
  void whatIsWrongWithARowIsSaid() throws Exception {
    assertThat(
            csv(
                """
                customer_id,age:number,vip:boolean,tags:json
                ann,old,,
                ann,,maybe,
                ann,,,{
                ann,,,null
                ann,,,1 2
                ann,1
                ,1,,
                "ann"x,1,,
                ok,1,true,"[1,
                2]"
                last,,,
                """))
        .extracting(ImportedProfile::customerId)
        .containsExactly("ok", "last");
    assertThat(badLines())
        .containsExactly(
            "2: age is 'old', no number",
            "3: vip is 'maybe', neither true nor false",
            "4: tags is not JSON",
            "5: tags is expected to be string, number, boolean, date, array or object",
            "6: tags is more than one JSON value",
            "7: there are 2 cells, and 4 columns",
            "8: customer_id can not be ''",
            "9: there is something after a closing quote");
  }

  @Test
  void aTableWithoutAGoodHeaderIsNotReadAtAll() {
    assertThatThrownBy(() -> csv("")).hasMessage("there is no header; the first line names the columns");
    assertThatThrownBy(() -> csv("name\nann")).hasMessage("the header has no column customer_id");
    assertThatThrownBy(() -> csv("customer_id,a,a:number\n"))
        .hasMessage("the header has two columns 'a'");
    assertThatThrownBy(() -> csv("customer_id,age:nubmer\n"))
        .hasMessageStartingWith("the header has a column 'age:nubmer' of type 'nubmer', one of text");
    assertThatThrownBy(() -> csv("customer_id,\n")).hasMessageContaining("1 to 255");
    assertThatThrownBy(() -> csv("customer_id,\"a\n")).hasMessageContaining("not closed");
  }
}
