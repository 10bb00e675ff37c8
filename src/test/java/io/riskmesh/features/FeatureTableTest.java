package io.riskmesh.features;

import static io.riskmesh.FrameAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.SplitPart;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class FeatureTableTest {
  @TempDir private Path folder;

  private Dataset<Row> rows;
  private FeatureSpec spec;

  @BeforeEach
  void fit(SparkSession spark) {
    rows = Staged.frame(spark, Staged.rows(500, 21)).repartition(3).sortWithinPartitions("_row");
    spec = FeatureFitter.fit(rows.filter("_part = 'train'"), Staged.features()).spec();
  }

  private Map<SplitPart, Long> write(Dataset<Row> rows, FeatureSpec spec) {
    return FeatureTable.write(
        rows, FittedFeatures.of(spec), Set.of(), SplitPart.STANDARD, folder.toString());
  }

  private Dataset<Row> read(SplitPart part) {
    return rows.sparkSession().read().parquet(folder.resolve(part.key()).toString());
  }

  /** The writer has no use for Spark's settings, which a task does not see outside a query. */
  @Test
  void timesOfAllCenturiesAreWrittenAsTheyAre() {
    Dataset<Row> old =
        rows.selectExpr(
            "*",
            "date'0001-01-01' as `_raw.day`",
            "timestamp'1800-01-01 00:00:00' as _time",
            "timestamp_ntz'1500-02-28 00:00:00' as `_raw.local`");

    write(old, spec);

    assertThat(
            read(SplitPart.TEST)
                .filter(
                    "`_raw.day` = date'0001-01-01' and _time = timestamp'1800-01-01 00:00:00'"
                        + " and `_raw.local` = timestamp_ntz'1500-02-28 00:00:00'")
                .count())
        .isEqualTo(100);
  }

  @Test
  void writesEachPartWithItsRawColumnsAndFeatures() {
    Map<SplitPart, Long> written = write(rows, spec);
    assertThat(written)
        .containsExactly(
            Map.entry(SplitPart.TRAIN, 300L),
            Map.entry(SplitPart.VALIDATION, 100L),
            Map.entry(SplitPart.TEST, 100L));
    for (SplitPart part : SplitPart.STANDARD) {
      assertThat(read(part).columns())
          .startsWith("_row", "_label", "_weight", "_raw.Income.Net", "_raw.months", "_raw.purpose")
          .endsWith(spec.names().toArray(String[]::new))
          .hasSize(6 + spec.names().size());
      String[] raw = {"_row", "_label", "_weight", "`_raw.Income.Net`", "`_raw.purpose`"};
      assertThat(read(part).selectExpr(raw))
          .hasRowsOf(rows.filter("_part = '%s'".formatted(part.key())).selectExpr(raw));
    }
  }

  @Test
  void writesWhatPlainJavaComputes() {
    write(rows, spec);
    for (Row row : read(SplitPart.TEST).collectAsList()) {
      Map<String, Object> record = new HashMap<>();
      record.put("Income.Net", row.get(3));
      record.put("months", row.get(4));
      record.put("purpose", row.get(5));
      float[] plain = spec.evaluate(record);
      for (int i = 0; i < plain.length; i++) {
        assertThat(row.isNullAt(6 + i)).isFalse();
        assertThat(row.getFloat(6 + i)).isEqualTo(Float.valueOf(plain[i]));
      }
    }
  }

  @Test
  void keepsTheOrderOfRowsWithinAFile() {
    write(rows, spec);
    for (Row file :
        read(SplitPart.TRAIN).selectExpr("input_file_name()").distinct().collectAsList()) {
      List<Long> order =
          rows
              .sparkSession()
              .read()
              .parquet(file.getString(0))
              .select("_row")
              .collectAsList()
              .stream()
              .map(row -> row.getLong(0))
              .toList();
      assertThat(order).isSorted().isNotEmpty();
    }
  }

  @Test
  void replacesWhatAnEarlierAttemptHasLeft() throws Exception {
    Files.createDirectories(folder.resolve("train"));
    Files.writeString(folder.resolve("train/part-00000-old.snappy.parquet"), "half a file");
    assertThat(write(rows, spec)).containsEntry(SplitPart.TRAIN, 300L);
  }

  @Test
  void writesAnEmptyPartAsAFolderWithoutRows() {
    Dataset<Row> train = rows.filter("_part = 'train'");
    assertThat(write(train, spec)).containsEntry(SplitPart.TEST, 0L);
    assertThat(read(SplitPart.TEST).columns()).contains("purpose=unknown");
  }

  @Test
  void takesHundredsOfFeaturesInOneSelect(SparkSession spark) {
    String[] domain =
        IntStream.range(0, 300).mapToObj(i -> "v[" + i % 150 + "]" + i).toArray(String[]::new);
    OneHot oneHot =
        new OneHot(
            Staged.category(Unknown.MISSING, Missing.NAN, domain),
            List.of(domain),
            ModelFeature.BLANK);
    FeatureSpec wide = new FeatureSpec(oneHot.features(new FeatureNames(List.of(), Set.of())));
    Dataset<Row> row =
        spark.createDataFrame(
            List.of(RowFactory.create(1L, 0f, 1f, "train", domain[299])),
            new StructType()
                .add("_row", DataTypes.LongType)
                .add("_label", DataTypes.FloatType)
                .add("_weight", DataTypes.FloatType)
                .add("_part", DataTypes.StringType)
                .add("_raw.purpose", DataTypes.StringType));
    write(row, wide);
    Row written = read(SplitPart.TRAIN).first();
    assertThat(written.size()).isEqualTo(304);
    assertThat(written.getFloat(4)).isZero();
    assertThat(written.getFloat(303)).isEqualTo(1);
  }
}
