package dev.attune.storage.sql;

import dev.attune.engine.profile.Merged;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import dev.attune.storage.encoding.Names;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ids that lead to a person, decoded when somebody looks: decisions never do, and there may be
/// hundreds. For one thread.
final class MergedIds extends AbstractList<Merged> {
  private static final Names NAMES = new Names();

  private final byte[] row;
  private final int from;
  private @Nullable List<Merged> decoded;

  /// @param from where in the row the length of what [#write] wrote stands
  MergedIds(byte[] row, int from) {
    this.row = row;
    this.from = from;
  }

  static void write(List<Merged> all, Encoder encoder) {
    if (all.isEmpty()) {
      return;
    }
    encoder.number(all.size());
    for (var merged : all) {
      encoder.text(merged.customerId());
      encoder.instant(merged.at());
      encoder.text(merged.through());
    }
  }

  @Override
  public Merged get(int index) {
    return all().get(index);
  }

  @Override
  public int size() {
    return all().size();
  }

  private List<Merged> all() {
    var all = decoded;
    if (all == null) {
      var decoder = new Decoder(NAMES).reset(row).at(from);
      boolean none = decoder.number() == 0;
      int count = none ? 0 : (int) decoder.number();
      all = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        all.add(new Merged(decoder.text(), decoder.instant(), decoder.name()));
      }
      decoded = all;
    }
    return all;
  }
}
