package io.riskmesh.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts a stream of UTF-8 into lines; in CSV a line break in quotes belongs to the line. */
final class RecordLines implements AutoCloseable {
  private static final int BUFFER = 1 << 14;

  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final boolean quoted;
  private final int maxBytes;
  private final byte[] ahead = new byte[BUFFER];
  private int position;
  private int end;
  private byte[] content = new byte[1 << 10];
  private int length;
  private boolean oversized;
  private boolean open;
  private long start;
  private long line;

  /**
   * Prepares to read.
   *
   * @param quoted whether quotes protect line breaks and a carriage return ends a line, as in CSV
   */
  RecordLines(InputStream in, boolean quoted, int maxBytes) {
    this.in = in;
    this.quoted = quoted;
    this.maxBytes = maxBytes;
  }

  /** Goes to the next line that is not empty; returns false at the end. */
  boolean next() throws IOException {
    if (line == 0) {
      line = 1;
      skipBom();
    }
    do {
      if (peek() < 0) {
        return false;
      }
      read();
    } while (length == 0 && !oversized);
    return true;
  }

  private void skipBom() throws IOException {
    while (end < BOM.length) {
      int read = in.read(ahead, end, BOM.length - end);
      if (read < 0) {
        break;
      }
      end += read;
    }
    if (end == BOM.length && Arrays.equals(ahead, 0, end, BOM, 0, end)) {
      position = end;
    }
  }

  private void read() throws IOException {
    start = line;
    length = 0;
    oversized = false;
    open = false;
    boolean opens = true;
    while (peek() >= 0) {
      byte b = ahead[position++];
      boolean breaks = b == '\n' || (quoted && b == '\r' && peek() != '\n');
      line += breaks ? 1 : 0;
      if (breaks && !open) {
        break;
      }
      if (b == '"') {
        boolean opened = quoted && !open && opens;
        opens = open;
        open = opened;
      } else {
        opens = b == ',';
      }
      append(b);
    }
    if (length > 0 && content[length - 1] == '\r' && !open) {
      length--;
    }
  }

  private void append(byte b) {
    if (length == maxBytes) {
      oversized = true;
      return;
    }
    if (length == content.length) {
      content = Arrays.copyOf(content, (int) Math.min(maxBytes, 2L * length));
    }
    content[length++] = b;
  }

  /** Returns the next byte without taking it; -1 at the end. */
  private int peek() throws IOException {
    while (position == end) {
      int read = in.read(ahead);
      if (read < 0) {
        return -1;
      }
      position = 0;
      end = read;
    }
    return ahead[position] & 0xff;
  }

  /** Returns the number of the line, from 1; of a line with breaks in quotes that of its first. */
  long number() {
    return start;
  }

  /** Returns why the line cannot be used; null if it can. */
  String problem() {
    if (oversized) {
      return "it is longer than %,d bytes".formatted(maxBytes);
    }
    return open ? "its last quote is not closed" : null;
  }

  /**
   * Returns the line without its end.
   *
   * @throws CharacterCodingException if it is not UTF-8
   */
  String text() throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(content, 0, length))
        .toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
