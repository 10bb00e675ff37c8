package io.riskmesh.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * {@code model.tar.gz} as SageMaker's managed XGBoost container expects it: exactly one file in the
 * root, {@code xgboost-model}, because the container tries to load every file there; all others are
 * in a subfolder. The same content produces the same bytes.
 */
public final class ModelArchive {
  /** Name of the booster. */
  public static final String BOOSTER = "xgboost-model";

  /** Name of the fitted features. */
  public static final String FEATURES = "riskmesh/features.json";

  /** Name of {@code model.ModelInfo}. */
  public static final String INFO = "riskmesh/model-info.json";

  /** Name of the Python code that scores raw records in the container. */
  public static final String CODE = "code/inference.py";

  private ModelArchive() {}

  /** Packs files by name, in the order of the map. */
  public static byte[] of(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GzipParameters gzip = new GzipParameters();
    gzip.setModificationTime(0);
    gzip.setCompressionLevel(Deflater.BEST_COMPRESSION);
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes, gzip))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("packing in memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Unpacks what {@link #of} packed, in the same order.
   *
   * @throws IllegalArgumentException if the bytes are not such an archive
   */
  public static Map<String, byte[]> read(byte[] archive) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry file = tar.getNextTarEntry();
          file != null;
          file = tar.getNextTarEntry()) {
        files.put(file.getName(), tar.readAllBytes());
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not a valid model archive", e);
    }
    return files;
  }
}
