package io.riskmesh.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads Universal Binary JSON (ubjson.org, draft 12, with XGBoost's marker {@code u} for unsigned
 * 16-bit and {@code m} and {@code M} for wider integers) from front to back. Sizes are checked
 * against the bytes that are left before anything is allocated.
 *
 * <p>Every method throws an {@link IllegalArgumentException} with the position if the bytes are not
 * what it reads.
 */
final class UbjReader {
  private static final int MAX_NESTING = 64;

  /** Number of elements of a container that ends with a marker. */
  private static final int OPEN = -1;

  private final ByteBuffer in;

  /** Marker of the next value if its container gives all of them the same; 0 = its own follows. */
  private char given;

  private int nesting;

  UbjReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  /** Reads an object; {@code field} reads or skips the value of each name that it is given. */
  void object(Consumer<String> field) {
    require(marker(), '{');
    fields(field);
  }

  private void fields(Consumer<String> field) {
    elements('}', () -> field.accept(text(length(raw()))));
  }

  /** Reads an array; {@code element} reads or skips one element each time. */
  void array(Runnable element) {
    require(marker(), '[');
    elements(']', element);
  }

  String text() {
    require(marker(), 'S');
    return text(length(raw()));
  }

  /** Reads a number that is an integer of 32 bits. */
  int integer() {
    char marker = marker();
    long value = integer(marker);
    if (value != (int) value) {
      throw damaged("%d exceeds 32 bits".formatted(value));
    }
    return (int) value;
  }

  /** Reads an array of integers of 32 bits. */
  int[] integers() {
    IntStream.Builder all = IntStream.builder();
    array(() -> all.add(integer()));
    return all.build().toArray();
  }

  /** Reads an array of numbers of 32 bits. */
  float[] floats() {
    IntStream.Builder all = IntStream.builder();
    array(() -> all.add(Float.floatToRawIntBits(single())));
    int[] bits = all.build().toArray();
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    return values;
  }

  private float single() {
    char marker = marker();
    return switch (marker) {
      case 'd' -> take(Float.BYTES).getFloat();
      case 'D' -> (float) take(Double.BYTES).getDouble();
      default -> (float) integer(marker);
    };
  }

  void skip() {
    char marker = marker();
    switch (marker) {
      case 'Z', 'T', 'F' -> {}
      case 'S', 'H' -> jump(length(raw()));
      case '{' -> fields(name -> skip());
      case '[' -> skipArray();
      default -> jump(size(marker));
    }
  }

  private void skipArray() {
    int start = in.position();
    ContainerHead head = head();
    if (head.type != 0) {
      jump(head.count * size(head.type));
    } else {
      in.position(start);
      elements(']', this::skip);
    }
  }

  private void elements(char end, Runnable element) {
    if (++nesting > MAX_NESTING) {
      throw damaged("more than %d values inside each other".formatted(MAX_NESTING));
    }
    ContainerHead head = head();
    if (head.type != 0 && end == '}') {
      throw damaged("an object with typed values");
    }
    for (int i = 0; head.count == OPEN ? peek() != end : i < head.count; i++) {
      int before = in.position();
      given = head.type;
      element.run();
      if (in.position() == before) {
        throw damaged("an element without bytes");
      }
    }
    if (head.count == OPEN) {
      raw();
    }
    nesting--;
  }

  /**
   * What stands before the elements of a container.
   *
   * @param type marker of all elements; 0 if each has its own
   * @param count number of elements, or {@link #OPEN}
   */
  private record ContainerHead(char type, int count) {}

  private ContainerHead head() {
    char type = 0;
    if (peek() == '$') {
      raw();
      type = raw();
      require(peek(), '#');
    }
    if (peek() != '#') {
      return new ContainerHead(type, OPEN);
    }
    raw();
    int count = length(raw());
    if (type != 0 && (long) count * size(type) > in.remaining()) {
      throw damaged("%d elements of type %s do not fit".formatted(count, type));
    }
    return new ContainerHead(type, count);
  }

  private int size(char marker) {
    return switch (marker) {
      case 'i', 'U', 'C' -> Byte.BYTES;
      case 'I', 'u' -> Short.BYTES;
      case 'l', 'm', 'd' -> Integer.BYTES;
      case 'L', 'M', 'D' -> Long.BYTES;
      default -> throw damaged("unknown type '%c'".formatted(marker));
    };
  }

  private long integer(char marker) {
    return switch (marker) {
      case 'i' -> take(Byte.BYTES).get();
      case 'U' -> take(Byte.BYTES).get() & 0xFF;
      case 'I' -> take(Short.BYTES).getShort();
      case 'u' -> take(Short.BYTES).getShort() & 0xFFFF;
      case 'l' -> take(Integer.BYTES).getInt();
      case 'm' -> take(Integer.BYTES).getInt() & 0xFFFF_FFFFL;
      case 'L', 'M' -> take(Long.BYTES).getLong();
      default -> throw damaged("'%c' instead of an integer".formatted(marker));
    };
  }

  private int length(char marker) {
    long length = integer(marker);
    if (length < 0 || length > in.remaining()) {
      throw damaged("length %d with %d bytes left".formatted(length, in.remaining()));
    }
    return (int) length;
  }

  private String text(int length) {
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    jump(length);
    return text;
  }

  private char marker() {
    char marker = given == 0 ? raw() : given;
    given = 0;
    return marker;
  }

  private char raw() {
    return (char) (take(Byte.BYTES).get() & 0xFF);
  }

  private char peek() {
    return (char) (take(Byte.BYTES).get(in.position()) & 0xFF);
  }

  private void jump(int length) {
    take(length).position(in.position() + length);
  }

  private ByteBuffer take(int length) {
    if (length > in.remaining()) {
      throw damaged("it ends too early");
    }
    return in;
  }

  private void require(char marker, char expected) {
    if (marker != expected) {
      throw damaged("'%c' instead of '%c'".formatted(marker, expected));
    }
  }

  private IllegalArgumentException damaged(String what) {
    return new IllegalArgumentException("byte %d: %s".formatted(in.position(), what));
  }
}
