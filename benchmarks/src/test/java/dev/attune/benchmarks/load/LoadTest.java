package dev.attune.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final String WELL =
      """
      Running 5s test @ http://127.0.0.1:8080/v1/experiences/fetch
        1 threads and 64 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     1.02ms  513.04us   9.35ms   81.36%
          Req/Sec    62.91k     6.07k   75.33k    70.00%
        Latency Distribution
           50%    0.95ms
           75%    1.21ms
           90%    1.60ms
           99%  812.00us
        313019 requests in 5.00s, 213.43MB read
      Requests/sec:  62589.11
      Transfer/sec:     42.68MB
      """;

  @Test
  void theRateAndTheLatencyAreRead() {
    assertThat(Load.parse(WELL)).isEqualTo(new Load(313_019, 62_589.11, 0.95, 0.812, 0));
  }

  @Test
  void everyFailureCounts() {
    var badly =
        WELL
            + """
              Socket errors: connect 1, read 2, write 3, timeout 4
              Non-2xx or 3xx responses: 100
            """;
    assertThat(Load.parse(badly).failed()).isEqualTo(110);
  }

  @Test
  void anythingElseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Load.parse("unable to connect"));
  }

  @Test
  void theMedianRoundIsTheOneInTheMiddleByRatioNotByRate() {
    var duel = new Duel(List.of(round(90, 100), round(10, 20), round(30, 100)));
    assertThat(duel.median()).isEqualTo(round(10, 20));
    assertThat(duel.median().ratio()).isEqualTo(0.5);
    assertThat(duel.answered()).isEqualTo(130);
  }

  private static Duel.Round round(long server, long reference) {
    return new Duel.Round(load(server), 10, load(reference), 5);
  }

  private static Load load(long requests) {
    return new Load(requests, requests, 1, 1, 0);
  }
}
