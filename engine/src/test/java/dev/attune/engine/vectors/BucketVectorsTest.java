package dev.attune.engine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.attune.engine.bucketing.Bucket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Replays `vectors/buckets.jsonc`. If it fails, the code is wrong: the file never is.
class BucketVectorsTest {
  private final JsonNode vectors = Vectors.read("buckets.jsonc");

  @Test
  void everyoneFallsWhereTheyAlwaysFell() {
    assertThat(vectors.get("buckets")).hasSizeGreaterThanOrEqualTo(75);
    for (var row : vectors.get("buckets")) {
      var salt = row.get("salt").stringValue();
      var unit = row.get("unit").stringValue();
      assertThat(Bucket.of(salt + ":", unit)).as("%s", row).isEqualTo(row.get("bucket").intValue());
    }
  }

  @Test
  void everyRowAgreesWithItselfAndWithAnIndependentHash() {
    for (var row : vectors.get("buckets")) {
      var text = row.get("salt").stringValue() + ":" + row.get("unit").stringValue();
      var utf8 = HexFormat.of().parseHex(row.get("utf8").stringValue());
      assertThat(text.getBytes(StandardCharsets.UTF_8)).as("%s", row).isEqualTo(utf8);
      long hash = Integer.toUnsignedLong(Hashing.murmur3_32().hashBytesToInt(utf8));
      assertThat(hash).as("%s", row).isEqualTo(row.get("hash").longValue());
      assertThat((hash * 10_000) >>> 32).as("%s", row).isEqualTo(row.get("bucket").longValue());
    }
  }

  @Test
  void visitorsWithoutANameHaveTheUnitTheyAlwaysHad() {
    for (var row : vectors.get("visitors")) {
      var address = row.get("ip_address").stringValue();
      var agent = row.get("user_agent").stringValue();
      assertThat(Bucket.unitOf(address, agent))
          .as("%s", row)
          .isEqualTo(row.get("unit").stringValue());
    }
  }
}
