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
  public static final int MAX_DEEDS = 32;

  static final int MAX_BYTES = 4_096;

  /// How many deeds a block has at most, and about how many bytes.
  public static final int MAX_BLOCK_DEEDS = 128;

  public static final int MAX_BLOCK_BYTES = 65_536;

  /// @param latest when its latest deed happened, in epoch milliseconds
  record Block(int deeds, long latest) {}

  private final List<Block> blocks = new ArrayList<>();
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
      blocks.add(new Block((int) decoder.number(), decoder.signed()));
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

  /// The deeds that are here; they go with it.
  public Deeds takeDeeds() {
    var taken = deeds;
    deeds = Deeds.NONE;
    return taken;
  }

  public int blocks() {
    return blocks.size();
  }

  /// The number of the newest block; meaningless where there is none.
  public int newest() {
    return newest;
  }

  /// Whether the newest block has room for so many deeds more.
  public boolean newestTakes(int more) {
    return !blocks.isEmpty() && blocks.getFirst().deeds() + more <= MAX_BLOCK_DEEDS;
  }

  /// That these deeds were put into the newest block.
  public void extended(Deeds by) {
    var block = blocks.getFirst();
    blocks.set(0, new Block(block.deeds() + by.count(), Math.max(block.latest(), by.latest())));
  }

  /// That there is a new block before all others.
  public void began(int number, Deeds with) {
    newest = number;
    blocks.addFirst(new Block(with.count(), with.latest()));
  }

  /// That the newest block now has this number, and the others follow.
  public void placed(int number) {
    newest = number;
  }

  /// What is in the blocks, which were read from the newest to the oldest.
  public List<Deeds> asDeeds(List<byte[]> read) {
    if (read.size() != blocks.size()) {
      throw new IllegalStateException("blocks: " + read.size() + " in place of " + blocks.size());
    }
    var all = new ArrayList<Deeds>(read.size());
    for (int i = 0; i < read.size(); i++) {
      all.add(new Deeds(blocks.get(i).deeds(), read.get(i)));
    }
    return all;
  }

  /// Forgets the oldest blocks as long as all in them is too old, or so much is newer that they are
  /// not to be kept.
  ///
  /// @return how many went, from the last
  public int dropOld(Instant keptSince) {
    long since = keptSince.toEpochMilli();
    int newer = deeds.count() + blocks.stream().mapToInt(Block::deeds).sum();
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
  /// @param ours all deeds of this one, each run the last to arrive first
  /// @param theirs all deeds of the other
  /// @return the blocks that are to be stored, the newest first; then [#placed] is to be called
  public List<Deeds> join(
      HistoryHead other, List<Deeds> ours, List<Deeds> theirs, Instant keptSince) {
    var all = new ArrayList<Deed>();
    ours.forEach(run -> all.addAll(run.decoded(dictionary)));
    theirs.forEach(run -> all.addAll(run.decoded(other.dictionary)));
    all.sort(Comparator.comparingLong(Deed::at).reversed());
    other.totals.forEach(this::add);
    deeds = Deeds.NONE;
    blocks.clear();
    var stored = new ArrayList<Deeds>();
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

  /// The first run stays here, the others become blocks.
  private void seal(List<Deeds> run, List<Deeds> stored) {
    var sealed = Deeds.together(run);
    run.clear();
    if (deeds.count() == 0) {
      deeds = sealed;
    } else if (sealed.count() > 0) {
      blocks.add(new Block(sealed.count(), sealed.latest()));
      stored.add(sealed);
    }
  }
}
