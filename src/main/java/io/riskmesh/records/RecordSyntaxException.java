package io.riskmesh.records;

import java.io.IOException;

/**
 * The input as a whole is not in its format, or not from some place on. The message does not repeat
 * its content.
 */
public final class RecordSyntaxException extends IOException {
  private static final long serialVersionUID = 1L;

  RecordSyntaxException(String message) {
    super(message);
  }
}
