package io.riskmesh.records;

import java.io.IOException;

/** The input exceeds one of its {@link RecordLimits}, and nothing more of it is read. */
public final class RecordLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception; the message repeats no content. */
  public RecordLimitException(String message) {
    super(message);
  }
}
