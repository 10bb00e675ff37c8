package io.riskmesh.serve;

import java.io.IOException;
import java.io.InputStream;

/** The body of a request, read up to a limit. */
final class RequestBody {
  private final RequestHead head;
  private final InputStream in;
  private final int most;
  private boolean isTooLarge;
  private boolean isBroken;

  /**
   * Creates a body; nothing is read yet.
   *
   * @param most largest number of bytes
   */
  RequestBody(RequestHead head, InputStream in, int most) {
    this.head = head;
    this.in = in;
    this.most = most;
  }

  /**
   * Reads the body.
   *
   * @throws HttpRefusal if it is too large or invalid
   */
  byte[] read() throws HttpRefusal {
    String length = head.field("Content-Length");
    // The JDK's server has read it as a number that is not negative.
    requireSize(length.isEmpty() ? 0 : Long.parseLong(length));
    byte[] body;
    try {
      body = in.readNBytes(most + 1);
    } catch (IOException | IndexOutOfBoundsException e) {
      // The latter is what the JDK makes of a chunk's size that no int can hold.
      isBroken = true;
      throw new HttpRefusal(400, "the body ends too early, or its chunks are invalid");
    }
    requireSize(body.length);
    return body;
  }

  private void requireSize(long size) throws HttpRefusal {
    if (size > most) {
      isTooLarge = true;
      throw new HttpRefusal(413, "the body has more than %d bytes".formatted(most));
    }
  }

  /** Returns whether no other request can follow over the connection. */
  boolean endsConnection() {
    return isTooLarge || isBroken;
  }

  /** Returns whether it is of no use to read the rest. */
  boolean isBroken() {
    return isBroken;
  }
}
