package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.model.ArchiveFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;

class ModelArchiveTest {
  private static final Map<String, byte[]> FILES = new LinkedHashMap<>();

  static {
    FILES.put("xgboost-model", new byte[] {1, 2, 3});
    FILES.put("riskmesh/features.json", new byte[100_000]);
  }

  @Test
  void unpacksToWhatWasPackedWithOneFileAtTheRoot() throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(ModelArchive.of(FILES))))) {
      for (ArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        names.add(entry.getName());
        assertThat(tar.readAllBytes()).isEqualTo(FILES.get(entry.getName()));
      }
    }
    assertThat(names).containsExactlyElementsOf(FILES.keySet());
    assertThat(names).filteredOn(name -> !name.contains("/")).containsExactly("xgboost-model");
  }

  @Test
  void readsWhatItPacked() {
    Map<String, byte[]> read = ArchiveFiles.unpack(ModelArchive.of(FILES));

    assertThat(read.keySet()).containsExactlyElementsOf(FILES.keySet());
    read.forEach((name, content) -> assertThat(content).isEqualTo(FILES.get(name)));
    assertThatThrownBy(() -> ArchiveFiles.unpack(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSameContentGivesTheSameBytes() {
    assertThat(ModelArchive.of(FILES)).isEqualTo(ModelArchive.of(FILES));
  }
}
