package dev.attune.server.fetch;

import dev.attune.server.Mangled;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchFuzzTest {
  private static final List<String> GOOD =
      List.of(
          "{}",
          """
          {"identifiers":{"customer_id":"user_8821","anonymous_id":"s-1","user_identifiers":\
          {"u_em":"jane@example.com","card":"L-1"}},"experience_key":["a","b"],\
          "DAY_OF_THE_WEEK":"Monday","TIME_OF_THE_DAY":"14","USER_IP_ADDRESS":"203.0.113.42",\
          "USER_AGENT":"Mozilla/5.0","utm_medium":"email","any":["a",1,true,null,{"b":[1]}]}\
          """,
          "{\"experience_key\":\"a\",\"identifiers\":{\"user_identifiers\":\"x\"},\"n\":1.5}");

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void onlyRefusalsComeOfAnyBody(long seed) {
    Mangled.read(seed, GOOD, body -> FetchWire.read(body));
  }
}
