package dev.attune.storage.sql;

import java.util.Arrays;

/// A multimap from hashes to numbers that only grows: open addressing with linear probing, 32 bytes
/// an entry at the most. Numbers are positive.
final class HashedNumbers {
  private long[] hashes;
  private long[] numbers;
  private int size;

  HashedNumbers(int expected) {
    int places = Math.max(16, Integer.highestOneBit(Math.max(1, expected)) * 2);
    hashes = new long[places];
    numbers = new long[places];
  }

  int size() {
    return size;
  }

  void add(long hash, long number) {
    if (size >= hashes.length - hashes.length / 4) {
      grow();
    }
    put(hash, number);
    size++;
  }

  /// The place of the first entry with this hash, -1 if there is none.
  int first(long hash) {
    return from(place(hash), hash);
  }

  /// The place of the next entry with the same hash, -1 if there is none.
  int next(int place, long hash) {
    return from((place + 1) & (hashes.length - 1), hash);
  }

  long number(int place) {
    return numbers[place];
  }

  /// All hashes, ascending; one that several entries have, as often.
  long[] sortedHashes() {
    var sorted = new long[size];
    int count = 0;
    for (int i = 0; i < hashes.length; i++) {
      if (numbers[i] != 0) {
        sorted[count++] = hashes[i];
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private int from(int start, long hash) {
    for (int at = start; numbers[at] != 0; at = (at + 1) & (hashes.length - 1)) {
      if (hashes[at] == hash) {
        return at;
      }
    }
    return -1;
  }

  private void put(long hash, long number) {
    int at = place(hash);
    while (numbers[at] != 0) {
      at = (at + 1) & (hashes.length - 1);
    }
    hashes[at] = hash;
    numbers[at] = number;
  }

  private int place(long hash) {
    return (int) (hash ^ hash >>> 32) & (hashes.length - 1);
  }

  private void grow() {
    var oldHashes = hashes;
    var oldNumbers = numbers;
    hashes = new long[oldHashes.length * 2];
    numbers = new long[hashes.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldNumbers[i] != 0) {
        put(oldHashes[i], oldNumbers[i]);
      }
    }
  }
}
