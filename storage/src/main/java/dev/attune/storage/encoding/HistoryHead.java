package dev.attune.storage.encoding;

import dev.attune.engine.profile.History;
import dev.attune.engine.profile.History.Totals;
import dev.attune.engine.profile.Merge;
import dev.attune.storage.Event;
import dev.attune.storage.encoding.Deeds.Deed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of a person's history that lies with the profile, while a write changes it: the latest
/// deeds, the totals, and where the older deeds are. For one thread.
///
/// Older deeds are in blocks beside the profile. The newest block has the lowest number and the
/// others follow one by one, so that reading them in order goes from the newest to the oldest. What
/// is known of each block is here, so that a reader knows beforehand how many it wants.
///
/// As bytes: the number of blocks and, if there are any, that of the newest, then of each how many
/// deeds it has and when the latest happened; the dictionary and the totals, each behind its
/// length; how many deeds are here; the deeds. [StoredHistory] reads them.
public final class HistoryHead {
  /// How many deeds lie with the profile at most, and about how many bytes.
  static final int MAX_DEEDS = 32;

  static final int MAX_BYTES = 4_096;

  /// How many deeds a block has at most, and about how many bytes. Seven times those with a
  /// profile, because they come into it together; no more than [Block#MOST_DEEDS].
  static final int MAX_BLOCK_DEEDS = 7 * MAX_DEEDS;

  static final int MAX_BLOCK_BYTES = 16_384;

  /// What is known here of a [Block].
  ///
  /// @param latest when its latest deed happened, in epoch milliseconds
  private record Summary(int deeds, long latest) {}

  private final List<Summary> blocks = new ArrayList<>();
  private final Dictionary dictionary;
  private final Map<String, Totals> totals = new LinkedHashMap<>();
  private int newest;
  private Deeds deeds = Deeds.NONE;

  /// Of someone who has done nothing yet.
  public HistoryHead() {
    dictionary = new Dictionary();
  }

  /// @param decoder at the first of `length` bytes
  public HistoryHead(Decoder decoder, int length) {
    int end = decoder.position() + length;
    int count = (int) decoder.number();
    newest = count == 0 ? 0 : (int) decoder.number();
    for (int i = 0; i < count; i++) {
      blocks.add(new Summary((int) decoder.number(), decoder.signed()));
    }
    dictionary = new Dictionary(decoder);
    int totalsEnd = (int) decoder.number();
    totalsEnd += decoder.position();
    while (decoder.position() < totalsEnd) {
      var name = dictionary.name(decoder);
      totals.put(name, StoredHistory.totals(decoder));
    }
    int inHead = (int) decoder.number();
    deeds = new Deeds(inHead, decoder.octets(end - decoder.position()));
  }

  public boolean isEmpty() {
    return deeds.count() == 0 && blocks.isEmpty() && totals.isEmpty();
  }

  public void write(Encoder encoder) {
    encoder.number(blocks.size());
    if (!blocks.isEmpty()) {
      encoder.number(newest);
      for (var block : blocks) {
        encoder.number(block.deeds());
        encoder.signed(block.latest());
      }
    }
    var all = new Encoder();
    totals.forEach((name, of) -> {
      long first = of.first().toEpochMilli();
      dictionary.name(name, all);
      all.number(of.count());
      all.signed(first);
      all.number(of.last().toEpochMilli() - first);
    });
    dictionary.write(encoder); // after the totals, which may have entered names
    encoder.sized(all);
    encoder.number(deeds.count());
    encoder.raw(deeds.bytes(), 0, deeds.bytes().length);
  }

  /// Whether the deeds here are to go into a block before the next comes.
  public boolean isFull() {
    return deeds.count() >= MAX_DEEDS || deeds.bytes().length >= MAX_BYTES;
  }

  public void add(Event event) {
    var deed = Deed.of(event);
    deeds = deed.encoded(dictionary).before(deeds);
    var once = Instant.ofEpochMilli(deed.at());
    add(deed.name(), new Totals(1, once, once));
  }

  private void add(String name, Totals more) {
    var before = totals.get(name);
    if (before != null) {
      totals.put(name, Merge.totals(before, more));
    } else if (totals.size() < History.MAX_NAMES) {
      totals.put(name, more);
    }
  }

  public int blocks() {
    return blocks.size();
  }

  /// The number of the newest block; meaningless where there is none.
  public int newest() {
    return newest;
  }

  /// Whether the newest block has room for the deeds that are here.
  public boolean newestTakesMore() {
    return !blocks.isEmpty() && blocks.getFirst().deeds() + deeds.count() <= MAX_BLOCK_DEEDS;
  }

  /// The deeds that are here go into the newest block.
  ///
  /// @param newest what is stored there
  /// @return what is to be stored in its place; null if it would be too large, and nothing is
  ///   changed
  public byte @Nullable [] extend(byte[] newest) {
    if (newest.length + deeds.bytes().length > MAX_BLOCK_BYTES) {
      return null;
    }
    var longer = Block.of(deeds, newest);
    var block = blocks.getFirst();
    blocks.set(
        0, new Summary(block.deeds() + deeds.count(), Math.max(block.latest(), deeds.latest())));
    deeds = Deeds.NONE;
    return longer;
  }

  /// The deeds that are here go into a new block before all others.
  ///
  /// @param number of the new block
  /// @return what is to be stored there
  public byte[] begin(int number) {
    var block = Block.of(deeds, null);
    newest = number;
    blocks.addFirst(new Summary(deeds.count(), deeds.latest()));
    deeds = Deeds.NONE;
    return block;
  }

  /// That the newest block now has this number, and the others follow.
  public void placed(int number) {
    newest = number;
  }

  /// Forgets the oldest blocks as long as all in them is too old, or so much is newer that they are
  /// not to be kept.
  ///
  /// @return how many went, from the last
  public int dropOld(Instant keptSince) {
    long since = keptSince.toEpochMilli();
    int newer = deeds.count() + blocks.stream().mapToInt(Summary::deeds).sum();
    int dropped = 0;
    while (!blocks.isEmpty()) {
      newer -= blocks.getLast().deeds();
      if (blocks.getLast().latest() >= since && newer < History.MAX_EVENTS) {
        break;
      }
      blocks.removeLast();
      dropped++;
    }
    return dropped;
  }

  /// Makes this the history of two, and all deeds of both its own, in the order in which they
  /// happened.
  ///
  /// @param ours all blocks of this one, from the newest to the oldest
  /// @param theirs all blocks of the other
  /// @return the blocks that are to be stored, the newest first; then [#placed] is to be called
  public List<byte[]> join(
      HistoryHead other, List<byte[]> ours, List<byte[]> theirs, Instant keptSince) {
    var all = decoded(ours);
    all.addAll(other.decoded(theirs));
    all.sort(Comparator.comparingLong(Deed::at).reversed());
    other.totals.forEach(this::add);
    deeds = Deeds.NONE;
    blocks.clear();
    var stored = new ArrayList<byte[]>();
    var run = new ArrayList<Deeds>();
    int bytes = 0;
    for (var each : all) {
      boolean head = deeds.count() == 0;
      if (run.size() == (head ? MAX_DEEDS : MAX_BLOCK_DEEDS)
          || bytes >= (head ? MAX_BYTES : MAX_BLOCK_BYTES)) {
        seal(run, stored);
        bytes = 0;
      }
      var deed = each.encoded(dictionary);
      run.add(deed);
      bytes += deed.bytes().length;
    }
    seal(run, stored);
    return stored.subList(0, stored.size() - dropOld(keptSince));
  }

  private List<Deed> decoded(List<byte[]> read) {
    if (read.size() != blocks.size()) {
      throw new IllegalStateException("blocks: " + read.size() + " in place of " + blocks.size());
    }
    var all = new ArrayList<>(deeds.decoded(dictionary));
    read.forEach(block -> all.addAll(Block.decoded(block, dictionary)));
    return all;
  }

  /// The first run stays here, the others become blocks.
  private void seal(List<Deeds> run, List<byte[]> stored) {
    var sealed = Deeds.together(run);
    run.clear();
    if (deeds.count() == 0) {
      deeds = sealed;
    } else if (sealed.count() > 0) {
      blocks.add(new Summary(sealed.count(), sealed.latest()));
      stored.add(Block.of(sealed, null));
    }
  }
}
