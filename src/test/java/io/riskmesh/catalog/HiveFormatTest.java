package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.catalog.TableMetadata.Storage;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiveFormatTest {
  private static final String ORC = "org.apache.hadoop.hive.ql.io.orc.OrcSerde";
  private static final String PARQUET =
      "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
  private static final String TEXT = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

  /** Folders of such tables hold deleted or replaced rows, or no rows at all. */
  @Test
  void refusesFilesThatOnlyTheirWriterCanTellApart() {
    refused("", ORC, Map.of("transactional", "TRUE"), "Hive's transactions");
    refused("org.apache.hudi.hadoop.HoodieParquetInputFormat", PARQUET, Map.of(), "hudi");
    refused("", PARQUET, Map.of("table_type", "DELTA"), "delta");
    refused("", TEXT, Map.of("spark.sql.sources.provider", "delta"), "delta");
    refused("org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat", PARQUET, Map.of(), "symlink");
    refused("org.apache.hadoop.mapred.SequenceFileInputFormat", TEXT, Map.of(), "sequencefile");
  }

  @Test
  void namesWhatItDoesNotRead() {
    refused("", "org.apache.hadoop.hive.serde2.avro.AvroSerDe", Map.of(), "AvroSerDe");
    refused("", TEXT, Map.of("spark.sql.sources.provider", "jdbc"), "Spark USING jdbc");
  }

  private static void refused(
      String input, String serde, Map<String, String> settings, String what) {
    Storage storage = new Storage("s3://b/t", input, serde, settings);
    assertThat(HiveFormat.word(storage)).isEqualTo("other");
    assertThatThrownBy(() -> HiveFormat.of(storage))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(what)
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  @ParameterizedTest
  @CsvSource({
    "parquet, PARQUET",
    "ORC, ORC",
    "json, JSON",
    "csv, CSV",
  })
  void readsTablesThatSparkMadeByTheirProvider(String provider, SourceFormat format) {
    Storage storage =
        new Storage(
            "",
            "org.apache.hadoop.mapred.SequenceFileInputFormat",
            TEXT,
            Map.of("spark.sql.sources.provider", provider));
    assertThat(HiveFormat.of(storage).format()).isEqualTo(format);
  }

  @Test
  void takesSparksOptionsInAnyCase() {
    Storage storage =
        new Storage(
            "",
            "",
            TEXT,
            Map.of(
                "spark.sql.sources.provider", "csv",
                "Header", "TRUE",
                "delimiter", "\\t",
                "nullvalue", "NA",
                "serialization.format", "1"));
    HiveFormat format = HiveFormat.of(storage);
    assertThat(format.hasHeader()).isTrue();
    assertThat(format.options())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "header", "true", "sep", "\t", "quote", "\"", "escape", "\\", "nullValue", "NA"));
  }
}
