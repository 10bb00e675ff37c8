package io.riskmesh.records;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a stream of which too much is read for one record. */
final class MeteredStream extends FilterInputStream {
  /** What the decoder and the parser read before they need it. */
  private static final int AHEAD = 1 << 15;

  private final int most;
  private long bytes;

  MeteredStream(InputStream in, int most) {
    super(in);
    this.most = most;
  }

  /** Begins to count for the next record. */
  void restart() {
    bytes = 0;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read = in.read(target, from, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int read) throws RecordLimitException {
    bytes += read;
    if (bytes > (long) most + AHEAD) {
      throw new RecordLimitException("a record is longer than %,d bytes".formatted(most));
    }
  }
}
