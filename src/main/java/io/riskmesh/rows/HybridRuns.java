package io.riskmesh.rows;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * Parquet's encoding of small numbers: runs of eight or more equal numbers, and between them groups
 * of eight whose bits are packed. All numbers are at hand, so that no state is kept between them;
 * the bytes are those of the library's encoder.
 */
final class HybridRuns {
  private static final int GROUP = 8;

  /** So that the header of packed groups is a single byte. */
  private static final int MAX_GROUPS = 63;

  /** Longest header of a run, in bytes. */
  private static final int MAX_HEADER = 5;

  private final int width;
  private final BytePacker packer;
  private final byte[] bytes;
  private int end;

  private HybridRuns(int count, int width) {
    this.width = width;
    this.packer = Packer.LITTLE_ENDIAN.newBytePacker(width);
    this.bytes = new byte[(count + GROUP - 1) / GROUP * (width + MAX_HEADER + Integer.BYTES)];
  }

  /**
   * Encodes numbers.
   *
   * @param numbers numbers without a sign
   * @param count how many
   * @param width bits of a number
   */
  static BytesInput encode(int[] numbers, int count, int width) {
    HybridRuns runs = new HybridRuns(count, width);
    runs.encode(numbers, count);
    return BytesInput.from(runs.bytes, 0, runs.end);
  }

  private void encode(int[] numbers, int count) {
    int header = 0;
    int groups = 0;
    for (int at = 0; at < count; ) {
      int repeats = repeats(numbers, at, count);
      if (repeats >= GROUP) {
        run(numbers[at], repeats);
        at += repeats;
        groups = 0;
      } else {
        if (groups % MAX_GROUPS == 0) {
          header = end++;
          groups = 0;
        }
        pack(numbers, at, count);
        groups++;
        bytes[header] = (byte) (groups << 1 | 1);
        at += GROUP;
      }
    }
  }

  /** Packs eight numbers; zeros follow the last one. */
  private void pack(int[] numbers, int at, int count) {
    if (at + GROUP <= count) {
      packer.pack8Values(numbers, at, bytes, end);
    } else {
      int[] last = Arrays.copyOf(Arrays.copyOfRange(numbers, at, count), GROUP);
      packer.pack8Values(last, 0, bytes, end);
    }
    end += width;
  }

  private static int repeats(int[] numbers, int from, int count) {
    int at = from + 1;
    while (at < count && numbers[at] == numbers[from]) {
      at++;
    }
    return at - from;
  }

  private void run(int number, int repeats) {
    int header = repeats << 1;
    for (; header >= 1 << 7; header >>>= 7) {
      bytes[end++] = (byte) (header | 1 << 7);
    }
    bytes[end++] = (byte) header;
    for (int bit = 0; bit < width; bit += Byte.SIZE) {
      bytes[end++] = (byte) (number >>> bit);
    }
  }
}
