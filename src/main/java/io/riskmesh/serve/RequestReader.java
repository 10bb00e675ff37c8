package io.riskmesh.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads requests in HTTP/1.1, RFC 9112, and refuses what two readers could take differently. */
final class RequestReader {
  private static final int MAX_CHUNK_LINE = 256;
  private static final int MAX_CHUNK_DIGITS = 7;
  private static final int FIRST_PART = 65_536;
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** Fields that mean something else when they come twice. */
  private static final Set<String> SINGLE =
      Set.of("content-length", "transfer-encoding", "host", "content-type", "expect");

  private final TimedInput in;
  private final ServeLimits limits;

  RequestReader(TimedInput in, ServeLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  /**
   * Reads request line and header fields.
   *
   * @throws HttpRefusal 400 if they are invalid, 431 if they are too long, 501 or 505 for what this
   *     server does not know
   */
  RequestHead readHead() throws IOException, HttpRefusal {
    HeadBudget budget = new HeadBudget(limits.headBytes());
    String line = line(budget);
    if (line.isEmpty()) {
      // Some clients end a body with a line break too many.
      line = line(budget);
    }
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[0].matches(TOKEN) || !parts[1].startsWith("/")) {
      throw new HttpRefusal(400, "the request line is invalid");
    }
    if (!parts[2].equals("HTTP/1.1") && !parts[2].equals("HTTP/1.0")) {
      throw new HttpRefusal(505, "this server speaks HTTP/1.1");
    }
    int mark = parts[1].indexOf('?');
    RequestHead head =
        new RequestHead(
            parts[0],
            mark < 0 ? parts[1] : parts[1].substring(0, mark),
            mark < 0 ? "" : parts[1].substring(mark + 1),
            parts[2],
            fields(budget));
    requireFraming(head);
    return head;
  }

  private Map<String, String> fields(HeadBudget budget) throws IOException, HttpRefusal {
    Map<String, String> fields = new HashMap<>();
    for (String line = line(budget); !line.isEmpty(); line = line(budget)) {
      int colon = line.indexOf(':');
      if (colon < 1 || !line.substring(0, colon).matches(TOKEN)) {
        throw new HttpRefusal(400, "a header field is invalid");
      }
      String name = asciiLower(line.substring(0, colon));
      String value = line.substring(colon + 1).strip();
      String before = fields.put(name, value);
      if (before != null) {
        if (SINGLE.contains(name)) {
          throw new HttpRefusal(400, "a header field comes twice: " + name);
        }
        fields.put(name, before + ", " + value);
      }
    }
    return fields;
  }

  private static String asciiLower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static void requireFraming(RequestHead head) throws HttpRefusal {
    Map<String, String> fields = head.fields();
    boolean isChunked = fields.containsKey("transfer-encoding");
    if (isChunked && !head.field("transfer-encoding").equalsIgnoreCase("chunked")) {
      throw new HttpRefusal(501, "the only transfer encoding here is chunked");
    }
    if (isChunked && (fields.containsKey("content-length") || head.version().equals("HTTP/1.0"))) {
      throw new HttpRefusal(400, "the length of the body is ambiguous");
    }
    if (fields.containsKey("content-length")
        && !head.field("content-length").matches("[0-9]{1,18}")) {
      throw new HttpRefusal(400, "the Content-Length is invalid");
    }
    if (head.version().equals("HTTP/1.1") && !fields.containsKey("host")) {
      throw new HttpRefusal(400, "the Host is missing");
    }
  }

  /** Reads a line up to its LF, or CR LF. */
  private String line(HeadBudget budget) throws IOException, HttpRefusal {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      budget.spend();
      line.append((char) next);
    }
    budget.spend();
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new HttpRefusal(400, "the head has a control character");
      }
    }
    return line.toString();
  }

  /** Returns whether the request has a body that nobody has read. */
  static boolean hasBody(RequestHead head) {
    return head.fields().containsKey("transfer-encoding")
        || !head.field("content-length").matches("0*");
  }

  /** Returns the length of the body, as far as the head says it; otherwise the largest one. */
  static long announcedLength(RequestHead head) {
    String length = head.field("content-length");
    return length.isEmpty() ? Long.MAX_VALUE : Long.parseLong(length);
  }

  /**
   * Reads the body.
   *
   * @throws HttpRefusal 413 if it is too large, 400 if its chunks are invalid
   */
  byte[] readBody(RequestHead head) throws IOException, HttpRefusal {
    if (head.fields().containsKey("transfer-encoding")) {
      return readChunks();
    }
    String given = head.field("content-length");
    long length = given.isEmpty() ? 0 : Long.parseLong(given);
    requireSize(length);
    // Memory follows the bytes that come, not those that are announced.
    byte[] body = new byte[(int) Math.min(length, FIRST_PART)];
    in.read(body, 0, body.length);
    while (body.length < length) {
      int begun = body.length;
      body = Arrays.copyOf(body, (int) Math.min(length, 2L * begun));
      in.read(body, begun, body.length - begun);
    }
    return body;
  }

  private byte[] readChunks() throws IOException, HttpRefusal {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = readSize(); size > 0; size = readSize()) {
      requireSize((long) body.size() + size);
      for (int left = size; left > 0; ) {
        byte[] part = new byte[Math.min(left, FIRST_PART)];
        in.read(part, 0, part.length);
        body.writeBytes(part);
        left -= part.length;
      }
      if (!line(new HeadBudget(2)).isEmpty()) {
        throw new HttpRefusal(400, "a chunk does not end where it says");
      }
    }
    HeadBudget trailer = new HeadBudget(limits.headBytes());
    while (!line(trailer).isEmpty()) {
      // Trailers say nothing that this server needs.
    }
    return body.toByteArray();
  }

  private int readSize() throws IOException, HttpRefusal {
    String line = line(new HeadBudget(MAX_CHUNK_LINE));
    int end = line.indexOf(';');
    String digits = (end < 0 ? line : line.substring(0, end)).strip();
    if (!digits.matches("0*[0-9a-fA-F]{1,%d}".formatted(MAX_CHUNK_DIGITS))) {
      throw new HttpRefusal(400, "the size of a chunk is invalid");
    }
    return Integer.parseInt(digits, 16);
  }

  private void requireSize(long length) throws HttpRefusal {
    if (length > limits.bodyBytes()) {
      throw new HttpRefusal(413, "the body has more than %d bytes".formatted(limits.bodyBytes()));
    }
  }

  /** Bytes that a part of the head may still take. */
  private static final class HeadBudget {
    private int left;

    HeadBudget(int most) {
      left = most;
    }

    void spend() throws HttpRefusal {
      left--;
      if (left < 0) {
        throw new HttpRefusal(431, "the head of the request, or of a chunk, is too long");
      }
    }
  }
}
