package io.riskmesh.serve;

import io.riskmesh.records.RecordLimitException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The bytes of an answer, up to a limit. */
final class AnswerBytes extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int most;

  AnswerBytes(int most) {
    this.most = most;
  }

  @Override
  public void write(int b) throws IOException {
    requireRoom(1);
    bytes.write(b);
  }

  @Override
  public void write(byte[] part, int from, int length) throws IOException {
    requireRoom(length);
    bytes.write(part, from, length);
  }

  private void requireRoom(int length) throws RecordLimitException {
    if (length > most - bytes.size()) {
      throw new RecordLimitException(
          "the answers have more than %,d bytes: send fewer records at once".formatted(most));
    }
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
