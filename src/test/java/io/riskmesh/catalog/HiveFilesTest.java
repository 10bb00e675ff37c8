package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.catalog.TableMetadata.Field;
import io.riskmesh.catalog.TableMetadata.Partition;
import io.riskmesh.catalog.TableMetadata.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a metastore table that contradict its description. */
@ExtendWith(SparkTest.class)
class HiveFilesTest {
  private static final String PARQUET =
      "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
  private static final String ORC = "org.apache.hadoop.hive.ql.io.orc.OrcSerde";
  private static final String JSON = "org.openx.data.jsonserde.JsonSerDe";
  private static final String OPEN_CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";

  private static final String LAZY = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

  @TempDir Path folder;
  private Written in;
  private final List<Partition> partitions = new ArrayList<>();

  @BeforeEach
  void open(SparkSession spark) {
    in = new Written(spark, folder);
  }

  private static List<Field> fields(String... namesAndTypes) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      fields.add(new Field(namesAndTypes[i], namesAndTypes[i + 1]));
    }
    return fields;
  }

  private Storage storage(String path, String serde, Map<String, String> settings) {
    return new Storage("file:" + folder.resolve(path), "", serde, settings);
  }

  private void partition(String value, String path, List<Field> columns) {
    partitions.add(new Partition(List.of(value), columns, storage(path, PARQUET, Map.of())));
  }

  private SourceTable table(Storage storage, List<Field> columns, String more, String... features) {
    List<Field> keys = partitions.isEmpty() ? List.of() : fields("month", "char(8)");
    ResolvedTable identity =
        new ResolvedTable(
            null,
            null,
            "db",
            "t",
            null,
            storage.location(),
            "parquet",
            false,
            List.of(),
            null,
            null);
    SourceSelection wanted = in.wanted("table: db.t" + more, features);
    return HiveSource.open(
        in.spark(),
        new SourceRequest(wanted, null, "2026-01-01T00:00:00Z", "none", Optional.empty()),
        new Registered(partitions),
        new TableMetadata(identity, columns, keys, storage));
  }

  /** A metastore with fixed partitions that supports nothing else. */
  private record Registered(List<Partition> all) implements Metastore {
    @Override
    public TableMetadata findTable(TableName name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Partitions listPartitions(TableMetadata table, List<Expression> predicates) {
      return new Partitions(all, Optional.empty());
    }
  }

  private SourceTable parquet(List<Field> columns, String more, String... features) {
    return table(storage("t", PARQUET, Map.of()), columns, more, features);
  }

  @ParameterizedTest
  @CsvSource({PARQUET + ",parquet", ORC + ",orc", JSON + ",json"})
  void namesAreTheSameWhateverTheirCase(String serde, String format) {
    in.query(format, "t/1", "SELECT 'a' AS name, 1 AS bad");
    in.query(format, "t/2", "SELECT 'b' AS Name, 0 AS BAD");
    SourceTable table =
        table(storage("t", serde, Map.of()), fields("name", "string", "bad", "int"), "", "name");
    assertThat(Written.rows(table, "name")).containsExactly("[a]", "[b]");
  }

  @Test
  void aNumberIsOneTextWhateverItsPartitionsType() {
    in.query("parquet", "a/1", "SELECT 4L AS x, 1 AS bad");
    in.query("parquet", "b/1", "SELECT 4.0D AS x, 0 AS bad");
    List<Field> declared = fields("x", "string", "bad", "int");
    partition("1", "a", fields("x", "bigint", "bad", "int"));
    partition("2", "b", fields("x", "double", "bad", "int"));
    assertThat(Written.rows(parquet(declared, "", "x"), "x")).containsExactly("[4]", "[4]");
  }

  @Test
  void charsHaveNoBlanksAtTheirEndsAndOtherTextsDo() {
    in.query("parquet", "t/1", "SELECT 'a   ' AS c, 'a   ' AS v, 1 AS bad");
    partition("2024    ", "t", fields("c", "char(4)", "v", "varchar(4)", "bad", "int"));
    SourceTable table =
        parquet(
            fields("c", "char(4)", "v", "varchar(4)", "bad", "int"),
            ", filter: \"c = 'a' AND month = '2024'\"",
            "c",
            "v",
            "month");
    assertThat(Written.rows(table, "c", "v", "month")).containsExactly("[a,a   ,2024]");
  }

  @Test
  void aTimestampOverPlainWholeNumbersNeedsAUnit() {
    in.query("parquet", "t/1", "SELECT 1704067200000L AS t, 1 AS bad");
    List<Field> declared = fields("t", "timestamp", "bad", "int");
    assertThatThrownBy(() -> parquet(declared, "", "t").readRows())
        .hasMessageContainingAll("column t is BIGINT without a unit", "source.times.t.unit");
    SourceTable withUnit = parquet(declared, ", times: {t: {unit: millis}}", "t");
    assertThat(withUnit.schema().apply("t").dataType().sql()).isEqualTo("BIGINT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "timestamp'2024-01-01 00:00:00' | bigint | TIMESTAMP",
        "'a' | int | STRING",
        "3000000000L | int | BIGINT",
        "9007199254740993L | double | BIGINT",
        "1.5D | decimal(12,1) | DOUBLE",
        "0.1F | decimal(12,1) | FLOAT",
        "date'2024-01-01' | timestamp | DATE",
      })
  void whatTheDeclaredTypeDoesNotHoldIsRefusedWhenUsed(String value, String type, String inFile) {
    in.query("parquet", "t/1", "SELECT %s AS x, 'a' AS y, 1 AS bad".formatted(value));
    List<Field> declared = fields("x", type, "y", "string", "bad", "int");
    assertThat(Written.rows(parquet(declared, "", "y"), "y")).containsExactly("[a]");
    assertThatThrownBy(() -> parquet(declared, "", "x").readRows())
        .hasMessageContaining("column x is %s in file".formatted(inFile))
        .hasMessageContaining("1.parquet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "3L | int | [3]",
        "3L | double | [3.0]",
        "0.1F | double | [0.1]",
        "3 | decimal(12,1) | [3.0]"
      })
  void whatItDoesHoldIsRead(String value, String type, String row) {
    in.query("parquet", "t/1", "SELECT %s AS x, 1 AS bad".formatted(value));
    assertThat(Written.rows(parquet(fields("x", type, "bad", "int"), "", "x"), "x"))
        .containsExactly(row);
  }

  @Test
  void aTypeThatSparkDoesNotKnowIsPassedOverUnlessUsed() {
    in.query("parquet", "t/1", "SELECT 'a' AS y, 1 AS bad");
    List<Field> declared =
        fields("y", "string", "raw", "struct<first-name:string,id:int>", "bad", "int");
    assertThat(Written.rows(parquet(declared, "", "y"), "y")).containsExactly("[a]");
    assertThatThrownBy(() -> parquet(declared, "", "raw").readRows())
        .hasMessageContaining("column raw is struct<first-name:string,id:int>");
  }

  @Test
  void filesOfOnePartitionHaveTheSameColumnsAndAPartitionMayLackOne() {
    List<Field> declared = fields("x", "int", "bad", "int");
    in.query("parquet", "a/1", "SELECT 1 AS bad");
    in.query("parquet", "b/1", "SELECT 5 AS x, 1 AS bad");
    partition("1", "a", declared);
    partition("2", "b", declared);
    SourceTable table = parquet(declared, "", "x");
    assertThat(Written.rows(table, "x")).containsExactly("[5]", "[null]");
    assertThat(table.remarks())
        .singleElement()
        .asString()
        .contains("column x is in no file of 1 of 2 partitions");

    in.query("parquet", "b/2", "SELECT 6 AS y, 1 AS bad");
    assertThatThrownBy(() -> parquet(declared, "", "x").readRows())
        .hasMessageContainingAll("column x is in file", "b/1.parquet", "b/2.parquet next to it");
  }

  @Test
  void aColumnThatNoFileHasIsRefusedWhenUsed() {
    in.text("t/1.json", "{\"monthlyIncome\": 5, \"bad\": 1}\n");
    Storage json = storage("t", JSON, Map.of());
    SourceTable there =
        table(json, fields("monthlyincome", "double", "bad", "int"), "", "monthlyincome");
    assertThat(Written.rows(there, "monthlyincome")).containsExactly("[5.0]");
    assertThatThrownBy(
            () -> table(json, fields("income", "double", "bad", "int"), "", "income").readRows())
        .hasMessageContaining("column income is in the catalog but in no file");
    Storage mapped = storage("t", JSON, Map.of("mapping.income", "monthlyIncome"));
    assertThat(
            Written.rows(
                table(mapped, fields("income", "double", "bad", "int"), "", "income"), "income"))
        .containsExactly("[5.0]");
  }

  @Test
  void ofOpenCsvSerdeBothWaysToWriteAQuoteAreOne() {
    in.text("t/1.csv", "\"TV 55\"\"\",1\n\"TV 55\\\"\",1\n\"sofa\",0\n");
    SourceTable table =
        table(storage("t", OPEN_CSV, Map.of()), fields("x", "string", "bad", "int"), "", "x");
    assertThat(Written.rows(table, "x")).containsExactly("[TV 55\"]", "[TV 55\"]", "[sofa]");
  }

  @Test
  void quotesOfOpenCsvSerdeAreReadAsHiveReadsThem() {
    in.text(
        "t/1.csv",
        """
        "k","x","bad"
        "1","a""b","1"
        "2",""\"x""\","1"
        "3","m"",n","0"
        "4","back\\\\slash","0"
        "5",,"0"
        "6","ends here
        "7","a","0","b"
        "8"
        """);
    SourceTable table =
        table(
            storage("t", OPEN_CSV, Map.of("skip.header.line.count", "1")),
            fields("k", "string", "x", "string", "bad", "int"),
            ", filter: \"bad IS NULL OR bad < 2\"",
            "k",
            "x");
    assertThat(Written.rows(table, "k", "x", "_malformed"))
        .containsExactly(
            "[1,a\"b,false]",
            "[2,\"x\",false]",
            "[3,m\",n,false]",
            "[4,back\\slash,false]",
            "[5,null,false]",
            "[7,a,true]",
            "[8,null,false]",
            "[null,null,true]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        LAZY + "| 5,a\\,b,1#6#7,\\N,0#8,c,1,9#",
        OPEN_CSV + "| \"5\",\"a,b\",\"1\"#\"6\"#7,,0#8,c,1,9#",
      })
  void columnsThatWereAddedLaterAreMissingInOlderRows(String serde, String lines) {
    in.text("t/1.csv", lines.replace('#', '\n'));
    in.text("t/2.csv", "9\n");
    Map<String, String> settings = Map.of("field.delim", ",", "escape.delim", "\\");
    SourceTable table =
        table(
            storage("t", serde, settings),
            fields("x", "int", "y", "string", "bad", "int"),
            "",
            "x",
            "y");
    assertThat(Written.rows(table, "x", "y", "bad", "_malformed"))
        .containsExactly(
            "[5,a,b,1,false]",
            "[6,null,null,false]",
            "[7,null,0,false]",
            "[8,c,1,true]",
            "[9,null,null,false]");
    assertThat(Written.marks(table)).hasSize(2);
  }

  @Test
  void aTextTableInUtf16IsReadLineByLine() throws IOException {
    Path file = in.text("t/1.csv", "");
    Files.write(file, "x;bad\n\u00e4;1\nb\n".getBytes(StandardCharsets.UTF_16));
    Map<String, String> settings =
        Map.of(
            "field.delim", ";",
            "serialization.encoding", "UTF-16",
            "skip.header.line.count", "1");
    SourceTable table =
        table(storage("t", LAZY, settings), fields("x", "string", "bad", "int"), "", "x");
    assertThat(Written.rows(table, "x", "bad")).containsExactly("[b,null]", "[\u00e4,1]");
  }

  @Test
  void ofAJsonTableTheTokenNaNIsMissing() {
    in.text(
        "t/1.json",
        "{\"x\": NaN, \"s\": NaN, \"bad\": 1}\n{\"x\": 2.5, \"s\": \"a\", \"bad\": 0}\n");
    SourceTable table =
        table(
            storage("t", JSON, Map.of()),
            fields("x", "double", "s", "string", "bad", "int"),
            ", filter: \"x IS NULL OR x > 2\"",
            "x",
            "s");
    assertThat(Written.rows(table, "x", "s")).containsExactly("[2.5,a]", "[null,null]");
    assertThat(table.readRows().select("`_text.x`").where("`_text.x` IS NULL").count())
        .isEqualTo(1);
  }

  @Test
  void locationsWithBlanksAndEscapesAreRead() {
    in.query("parquet", "m=a b%20[1]/1", "SELECT 5 AS x, 1 AS bad");
    partition("a b%20[1]", "m=a b%20[1]", fields("x", "int", "bad", "int"));
    assertThat(Written.rows(parquet(fields("x", "int", "bad", "int"), "", "x"), "x"))
        .containsExactly("[5]");
  }
}
