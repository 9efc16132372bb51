package dev.attune.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.server.Asked;
import dev.attune.server.Caught;
import dev.attune.server.Mangled;
import dev.attune.server.Shop;
import dev.attune.server.identity.Identification;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import dev.attune.storage.ProfileWrite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCustomersTest {
  private static final String ASHA =
      "{\"identifier_type\":\"customer_id\",\"identifier\":\"asha\"}";
  private static final String GOOD =
      "{\"data\":{\"identifiers\":[" + ASHA + "],\"user_fields_to_export\":[\"plan\",\"uid\"]}}";

  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
    var write =
        ProfileWrite.of(
            "asha",
            shop.now(),
            AttributeChanges.setting(
                Map.of(
                    "plan", new Value.Text("gold"),
                    "card", new Value.Text("L-1"),
                    "size", new Value.Amount(44))),
            List.of(new Identifier("card", "L-1")));
    var _ = new WriteProfiles(shop.storage().profiles()).write(shop.workspace(), List.of(write));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String export(String body) {
    var identification = new Identification(shop.storage().profiles(), shop.storage().identities());
    var answer =
        new ExportCustomers(shop.storage().profiles(), identification)
            .answer(shop.workspace(), Asked.post(body));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String answer(String users, String notFound) {
    return "{\"status\":\"success\",\"type\":\"export_users\",\"data\":{\"users\":[%s],\"users_not_found\":[%s]}}"
        .formatted(users, notFound);
  }

  @Test
  void attributesAreAnsweredInTheOrderAskedForInsideDataOrWithoutIt() {
    var asha = "{\"user_attributes\":{\"plan\":\"gold\",\"uid\":\"asha\"}}";

    assertThat(export(GOOD)).isEqualTo(answer(asha, ""));
    assertThat(
            export(
                "{\"user_fields_to_export\":[\"plan\",\"none\",\"uid\"],\"identifiers\":["
                    + ASHA
                    + "]}"))
        .isEqualTo(answer(asha, ""));
    assertThat(export(GOOD.replace("\"uid\"", "\"customer_id\"")))
        .isEqualTo(
            answer("{\"user_attributes\":{\"plan\":\"gold\",\"customer_id\":\"asha\"}}", ""));
  }

  @Test
  void withoutFieldsAllAreAnsweredTheStandardOnesToo() {
    assertThat(export("{\"data\":{\"identifiers\":[" + ASHA + "]}}"))
        .isEqualTo(
            answer(
                "{\"user_attributes\":{\"card\":\"L-1\",\"cr_t\":\"2026-11-21T10:00:00Z\",\"plan\":\"gold\",\"size\":44,\"u_l_a\":\"2026-11-21T10:00:00Z\",\"uid\":\"asha\"}}",
                ""));
  }

  @Test
  void peopleAreFoundByConfiguredIdentifiersAndStrangersAreListed() {
    assertThat(
            export(
                """
                {"data":{"user_fields_to_export":["uid"],"identifiers":[
                  {"identifier_type":"card","identifier":"L-2"},{"identifier_type":"card","identifier":"L-1"},
                  {"identifier_type":"customer_id","identifier":"nobody"}]}}
                """))
        .isEqualTo(answer("{\"user_attributes\":{\"uid\":\"asha\"}}", "\"L-2\",\"nobody\""));
  }

  @Test
  void aCallIsForTwentyPeople() {
    var most = GOOD.replace(ASHA, (ASHA + ",").repeat(19) + ASHA);

    assertThat(export(most)).contains("\"uid\":\"asha\"");
    assertThat(Caught.data(() -> export(most.replace("[{", "[" + ASHA + ",{"))))
        .isEqualTo(
            "400 MissingAttributeError: identifiers can have at most 20 elements [identifiers]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | identifiers is not found in the payload [identifiers]",
        "{'data':7} | data is expected to be object [data]",
        "{'data':{'identifiers':{}}} | identifiers is expected to be array [identifiers]",
        "{'data':{'identifiers':[]}} | identifiers can not be empty Array [identifiers]",
        "{'data':{'identifiers':['asha']}} | identifiers is expected to be object [identifiers]",
        "{'data':{'identifiers':[{'identifier':'asha'}]}} | identifier_type is not found in the payload [identifier_type]",
        "{'data':{'identifiers':[{'identifier_type':'customer_id'}]}} | identifier is not found in the payload [identifier]",
        "{'data':{'identifiers':[{'identifier_type':'customer_id','identifier':' '}]}} | identifier can not be empty [identifier]",
        "{'data':{'identifiers':[{'identifier_type':'plan','identifier':'gold'}]}} | identifier_type is expected to be customer_id or u_em or card [identifier_type]",
        "{'data':{'user_fields_to_export':'plan'}} | user_fields_to_export is expected to be array [user_fields_to_export]",
        "{'data':{'user_fields_to_export':[7]}} | user_fields_to_export is expected to be array of string [user_fields_to_export]",
      })
  void whatIsMissingOrWrongIsNamed(String body, String message) {
    assertThat(Caught.data(() -> export(body.replace('\'', '"'))))
        .isEqualTo("400 MissingAttributeError: " + message);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void onlyRefusalsComeOfAnyBody(long seed) {
    var workspace = shop.workspace();
    Mangled.read(
        seed,
        List.of(GOOD),
        body -> {
          var _ = ExportWire.read(body, workspace);
        });
    Mangled.read(
        seed,
        List.of("{\"identity_type\":\"customer_id\",\"identity_value\":\"asha\"}"),
        body -> {
          var _ = DeleteWire.read(body, workspace);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | identity_type is not found in the payload [identity_type]",
        "{'identity_type':'customer_id'} | identity_value is not found in the payload [identity_value]",
        "{'identity_type':'customer_id','identity_value':7} | identity_value is expected to be string [identity_value]",
        "{'identity_type':'customer_id','identity_value':''} | identity_value can not be empty [identity_value]",
        "{'identity_type':'moengage_id','identity_value':'x'} | identity_type is expected to be customer_id or u_em or card [identity_type]",
      })
  void whatIsMissingOrWrongInADeletionIsNamed(String body, String message) {
    var bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(Caught.data(() -> DeleteWire.read(bytes, shop.workspace())))
        .isEqualTo("400 MissingAttributeError: " + message);
  }
}
