package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswersTest {

  @Test
  void keysAndVariationsAreReadInOrderAndNothingElse() {
    var answer =
        """
        {"experiences":{
          "second":{"payload":{"Layout":{"value":{"columns":2},"data_type":"json"}},
                    "experience_context":{"cid":"c","moe_variation_id":"2","type":"t"}},
          "first":{"payload":{},"experience_context":{"moe_variation_id":"1"}}}}
        """;
    assertThat(Answers.served(answer.getBytes(UTF_8))).containsExactly("second 2", "first 1");
  }

  @Test
  void anEmptyAnswerServesNothing() {
    assertThat(Answers.served("{\"experiences\":{}}".getBytes(UTF_8))).isEmpty();
  }
}
