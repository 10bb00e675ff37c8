package io.riskmesh.serve;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The bytes of a connection; what is read must have come by a deadline. */
final class TimedInput {
  private static final int SIZE = 16_384;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[SIZE];
  private int at;
  private int end;
  private long deadline;

  TimedInput(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** Sets the deadline for all that is read from now on. */
  void allow(Duration time) {
    deadline = System.nanoTime() + time.toNanos();
  }

  /**
   * Waits for the next byte.
   *
   * @return false if it has not come in time
   * @throws EOFException at the end of the connection
   */
  boolean await(Duration time) throws IOException {
    allow(time);
    try {
      return at < end || fill();
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /**
   * Reads a byte.
   *
   * @throws SocketTimeoutException after the deadline
   * @throws EOFException at the end of the connection
   */
  int read() throws IOException {
    if (at == end) {
      fill();
    }
    return buffer[at++] & 0xff;
  }

  /** Reads exactly this many bytes, as {@link #read()} does. */
  void read(byte[] to, int from, int length) throws IOException {
    for (int done = 0; done < length; ) {
      if (at == end) {
        fill();
      }
      int some = Math.min(length - done, end - at);
      System.arraycopy(buffer, at, to, from + done, some);
      at += some;
      done += some;
    }
  }

  /** Reads and drops what comes, up to a number of bytes. */
  void drop(int most) throws IOException {
    for (int done = 0; done < most; done += end) {
      fill();
    }
  }

  private boolean fill() throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) left);
    at = 0;
    end = 0;
    int some = in.read(buffer);
    if (some < 0) {
      throw new EOFException();
    }
    end = some;
    return true;
  }
}
