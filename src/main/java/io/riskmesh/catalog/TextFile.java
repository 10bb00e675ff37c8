package io.riskmesh.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Opens text files, whose names determine their compression. */
final class TextFile {
  /** Length in bytes of a UTF-16 byte order mark: FE FF, or FF FE. */
  private static final int MARK = 2;

  private TextFile() {}

  /**
   * Returns the uncompressed bytes of the text.
   *
   * @throws FileRefusal when they begin with a byte order mark that contradicts the declared
   *     encoding
   */
  static InputStream open(Configuration hadoop, Path path, String charset) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    InputStream raw = path.getFileSystem(hadoop).open(path);
    PushbackInputStream in =
        new PushbackInputStream(codec == null ? raw : codec.createInputStream(raw), MARK);
    byte[] first = in.readNBytes(MARK);
    in.unread(first);
    boolean isWide =
        first.length == MARK && (first[0] & first[1] & 0xFE) == 0xFE && first[0] != first[1];
    if (isWide && !CsvHeader.isWide(charset)) {
      in.close();
      throw new FileRefusal(
          "begins with a UTF-16 byte order mark but is to be read as %s. Set source.options.encoding: UTF-16, or have it written in UTF-8"
              .formatted(charset));
    }
    return in;
  }
}
