package dev.attune.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void thePoolsOfTheHeapAreSummedUpAndNoOthers() {
    var metrics =
        """
        # TYPE jvm_memory_used_bytes gauge
        jvm_memory_used_bytes{area="heap",id="Eden Space"} 1048576.0
        jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 2.097152E7
        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0E7
        jvm_memory_max_bytes{area="heap",id="Tenured Gen"} 2.6E8
        """;
    assertThat(Memory.heapIn(metrics)).isEqualTo(21);
  }
}
