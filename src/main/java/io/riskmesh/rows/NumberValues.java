package io.riskmesh.rows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Numbers of a column of a row group, page by page: references to a dictionary as long as these are
 * shorter than the numbers, then the numbers. What takes time is done once per page for all of its
 * numbers; the bytes are those of the library's writers.
 */
final class NumberValues extends ValuesWriter {
  @SuppressWarnings("deprecation") // The name in pages of version 1, which Spark writes.
  private static final Encoding REFERENCES = Encoding.PLAIN_DICTIONARY;

  private static final int FIRST_ROOM = 1024;

  private final PrimitiveTypeName type;
  private final int width;
  private final int maxEntries;

  /** Null once the numbers themselves are written. */
  private BitsDictionary dictionary = new BitsDictionary();

  /** Numbers in the dictionary of this page's values. */
  private int[] references = new int[FIRST_ROOM];

  private ByteBuffer plain = ByteBuffer.allocate(0);
  private int count;
  private boolean isFirstPage = true;

  /** Entries of the dictionary to which finished pages refer. */
  private int used;

  private DictionaryPage left;

  /**
   * Creates the values of a column.
   *
   * @param type a type of 32 or 64 bits
   * @param maxDictionary maximum length of the dictionary, in bytes
   */
  NumberValues(PrimitiveTypeName type, int maxDictionary) {
    this.type = type;
    this.width = width(type);
    this.maxEntries = maxDictionary / width;
  }

  /** Returns whether the values of a type are numbers of 32 or 64 bits. */
  static boolean has(PrimitiveTypeName type) {
    return width(type) > 0;
  }

  private static int width(PrimitiveTypeName type) {
    return switch (type) {
      case INT32, FLOAT -> Integer.BYTES;
      case INT64, DOUBLE -> Long.BYTES;
      default -> 0;
    };
  }

  /** Adds a number by its bits. */
  void add(long bits) {
    if (dictionary == null) {
      if (plain.remaining() < width) {
        plain = room(2 * plain.capacity()).put(plain.flip());
      }
      put(plain, bits);
    } else {
      if (count == references.length) {
        references = Arrays.copyOf(references, 2 * count);
      }
      int number = dictionary.find(bits);
      references[count] = number == BitsDictionary.ABSENT ? dictionary.add(bits) : number;
    }
    count++;
  }

  private static ByteBuffer room(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void put(ByteBuffer target, long bits) {
    if (width == Integer.BYTES) {
      target.putInt((int) bits);
    } else {
      target.putLong(bits);
    }
  }

  /** Adds the numbers of the page to its statistics. */
  void count(Statistics<?> statistics) {
    if (dictionary == null) {
      for (int at = 0; at < plain.position(); at += width) {
        count(statistics, width == Integer.BYTES ? plain.getInt(at) : plain.getLong(at));
      }
    } else {
      boolean[] isUsed = new boolean[dictionary.size()];
      for (int i = 0; i < count; i++) {
        isUsed[references[i]] = true;
      }
      for (int number = 0; number < isUsed.length; number++) {
        if (isUsed[number]) {
          count(statistics, dictionary.value(number));
        }
      }
    }
  }

  private void count(Statistics<?> statistics, long bits) {
    switch (type) {
      case INT32 -> statistics.updateStats((int) bits);
      case FLOAT -> statistics.updateStats(Float.intBitsToFloat((int) bits));
      case DOUBLE -> statistics.updateStats(Double.longBitsToDouble(bits));
      default -> statistics.updateStats(bits);
    }
  }

  @Override
  public BytesInput getBytes() {
    if (dictionary != null) {
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(dictionary.size() - 1);
      BytesInput runs = HybridRuns.encode(references, count, bits);
      long size = 1 + runs.size() + (long) dictionary.size() * width;
      if (dictionary.size() <= maxEntries && (!isFirstPage || size < getBufferedSize())) {
        used = dictionary.size();
        return BytesInput.concat(BytesInput.from(new byte[] {(byte) bits}), runs);
      }
      leaveDictionary();
    }
    return BytesInput.from(plain.duplicate().flip());
  }

  private void leaveDictionary() {
    left = dictionaryPage();
    plain = room(Math.max(FIRST_ROOM, count) * width);
    for (int i = 0; i < count; i++) {
      put(plain, dictionary.value(references[i]));
    }
    dictionary = null;
    references = new int[0];
  }

  private DictionaryPage dictionaryPage() {
    if (used == 0) {
      return null;
    }
    ByteBuffer entries = room(used * width);
    for (int number = 0; number < used; number++) {
      put(entries, dictionary.value(number));
    }
    return new DictionaryPage(BytesInput.from(entries.flip()), used, REFERENCES);
  }

  @Override
  public DictionaryPage toDictPageAndClose() {
    return dictionary == null ? left : dictionaryPage();
  }

  @Override
  public Encoding getEncoding() {
    return dictionary == null ? Encoding.PLAIN : REFERENCES;
  }

  @Override
  public void reset() {
    count = 0;
    plain.clear();
    isFirstPage = false;
  }

  /** Returns the length of the page's numbers themselves, in bytes. */
  @Override
  public long getBufferedSize() {
    return (long) count * width;
  }

  @Override
  public long getAllocatedSize() {
    return (long) references.length * Integer.BYTES + plain.capacity();
  }

  @Override
  public String memUsageString(String prefix) {
    return "%s %d numbers, %d bytes".formatted(prefix, count, getAllocatedSize());
  }
}
