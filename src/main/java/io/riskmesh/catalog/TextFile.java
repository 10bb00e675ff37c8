package io.riskmesh.catalog;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Files of text, whose names tell how they are compressed. */
final class TextFile {
  private TextFile() {}

  /** The bytes of the text. */
  static InputStream open(Configuration hadoop, Path path) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    InputStream raw = path.getFileSystem(hadoop).open(path);
    return codec == null ? raw : codec.createInputStream(raw);
  }
}
