package io.riskmesh.config.yaml;

import java.io.IOException;
import java.io.StringReader;

/**
 * Never fills a buffer: SnakeYAML 2.3 and 2.4, which are in Spark 4, want room for one more
 * character where a surrogate pair begins at the end.
 */
final class RoomyReader extends StringReader {
  RoomyReader(String text) {
    super(text);
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    return super.read(buffer, offset, length > 1 ? length - 1 : length);
  }
}
