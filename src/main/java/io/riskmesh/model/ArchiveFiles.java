package io.riskmesh.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads the files of {@code model.tar.gz}, packed (POSIX.1-1988 ustar in gzip) or unpacked in a
 * folder, as SageMaker hands it to a container.
 */
public final class ArchiveFiles {
  /** Name of the booster. */
  public static final String BOOSTER = "xgboost-model";

  /** Name of the fitted features. */
  public static final String FEATURES = "riskmesh/features.json";

  /** Name of {@link ModelInfo}. */
  public static final String INFO = "riskmesh/model-info.json";

  /** Name of the Python code that scores raw records in SageMaker's managed container. */
  public static final String CODE = "code/inference.py";

  /** More bytes than any model has. */
  private static final long MAX_BYTES = 1L << 30;

  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TYPE = 156;

  private ArchiveFiles() {}

  /**
   * Reads a model from disk.
   *
   * @param model a {@code model.tar.gz}, or a folder into which one was unpacked
   * @return contents by name: all files of an archive, the three named above of a folder
   * @throws IllegalArgumentException if it does not exist, or is no such archive
   * @throws UncheckedIOException if it cannot be read
   */
  public static Map<String, byte[]> load(Path model) {
    try {
      if (!Files.isDirectory(model)) {
        return unpack(Files.readAllBytes(model));
      }
      Map<String, byte[]> files = new LinkedHashMap<>();
      for (String name : List.of(BOOSTER, FEATURES, INFO)) {
        files.put(name, Files.readAllBytes(model.resolve(name)));
      }
      return files;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(e.getMessage() + " does not exist", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + model, e);
    }
  }

  /**
   * Unpacks an archive.
   *
   * @return contents by name, in the order of the archive
   * @throws IllegalArgumentException if the bytes are no such archive
   */
  public static Map<String, byte[]> unpack(byte[] archive) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      long left = MAX_BYTES;
      for (byte[] head = head(in); head != null; head = head(in)) {
        long size = size(head);
        left -= size;
        if (left < 0) {
          throw new IOException("more than %d bytes".formatted(MAX_BYTES));
        }
        byte[] content = whole(in, (int) size);
        in.skipNBytes(-size & (BLOCK - 1));
        if (head[TYPE] == '0' || head[TYPE] == 0) {
          files.put(name(head), content);
        }
      }
    } catch (IOException | NumberFormatException e) {
      throw new IllegalArgumentException("not a valid model archive: " + e.getMessage(), e);
    }
    return files;
  }

  /** Returns the next header; null at the end, which is a block of zeros. */
  private static byte[] head(InputStream in) throws IOException {
    byte[] head = whole(in, BLOCK);
    return head[0] == 0 ? null : head;
  }

  private static byte[] whole(InputStream in, int size) throws IOException {
    byte[] content = in.readNBytes(size);
    if (content.length < size) {
      throw new IOException("it ends too early");
    }
    return content;
  }

  private static long size(byte[] head) {
    return Long.parseUnsignedLong(text(head, SIZE, SIZE_LENGTH).strip(), 8);
  }

  private static String name(byte[] head) {
    String name = text(head, 0, NAME_LENGTH);
    return name.startsWith("./") ? name.substring(2) : name;
  }

  /** Returns a text that ends with a zero byte or with its field. */
  private static String text(byte[] head, int from, int length) {
    String field = new String(head, from, length, StandardCharsets.UTF_8);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }
}
