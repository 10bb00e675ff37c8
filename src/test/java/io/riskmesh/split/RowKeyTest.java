package io.riskmesh.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class RowKeyTest {
  private static final StructType TWO_TEXTS =
      new StructType().add("a.b", DataTypes.StringType).add("C d", DataTypes.StringType);

  @Test
  void isXxh64OfTheKeyText(SparkSession spark) {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>(awkward());
    for (int i = 0; i < 300; i++) {
      rows.add(RowFactory.create(text(random), text(random)));
    }
    List<Long> expected = rows.stream().map(row -> reference("42", row)).toList();
    assertThat(hashes(spark.createDataFrame(rows, TWO_TEXTS), 42)).isEqualTo(expected);
  }

  @Test
  void noTwoKeysShareAText(SparkSession spark) {
    List<Row> rows = awkward();
    assertThat(new HashSet<>(hashes(spark.createDataFrame(rows, TWO_TEXTS), 1)))
        .hasSize(rows.size());
  }

  /** Returns keys that a naive concatenation would confuse. */
  private static List<Row> awkward() {
    return List.of(
        RowFactory.create("a", "b"),
        RowFactory.create("a,b", ""),
        RowFactory.create("a", ",b"),
        RowFactory.create("a\\", "b"),
        RowFactory.create("a\\,b", ""),
        RowFactory.create(null, "b"),
        RowFactory.create("b", null),
        RowFactory.create("", "b"),
        RowFactory.create("\\N", "b"),
        RowFactory.create("N", "b"),
        RowFactory.create(null, null),
        RowFactory.create("", ""),
        RowFactory.create("\u00e4\ud83d\ude00", "\u0000"));
  }

  @Test
  void oneValueHasOneHashWhateverItsType(SparkSession spark) {
    for (String value : List.of("7", "-120", "0", "NULL", "1e3", "2.5")) {
      List<String> types =
          value.equals("2.5")
              ? List.of("double", "float", "decimal(9,3)")
              : List.of("int", "bigint", "double", "float", "smallint", "decimal(12,2)");
      HashSet<Long> hashes = new HashSet<>();
      for (String type : types) {
        hashes.addAll(one(spark, "cast(cast(%s as double) as %s)".formatted(value, type)));
      }
      if (!value.equals("NULL")) {
        String plain = new BigDecimal(value).toPlainString();
        hashes.addAll(one(spark, "'%s'".formatted(plain)));
      }
      assertThat(hashes).as(value).hasSize(1);
    }
    assertThat(one(spark, "cast('NaN' as double)"))
        .isEqualTo(one(spark, "cast(null as string)"))
        .isNotEqualTo(one(spark, "''"));
  }

  @Test
  void cutsAreExactIntegers() {
    BigInteger whole = BigInteger.ONE.shiftLeft(53);
    for (int percent = 1; percent < 100; percent++) {
      BigInteger share = whole.multiply(BigInteger.valueOf(percent));
      BigInteger cut = BigInteger.valueOf(RowKey.threshold(percent));
      BigInteger hundred = BigInteger.valueOf(100);
      assertThat(cut.multiply(hundred)).isGreaterThanOrEqualTo(share);
      assertThat(cut.subtract(BigInteger.ONE).multiply(hundred)).isLessThan(share);
    }
    assertThat(RowKey.threshold(50)).isEqualTo(1L << 52);
  }

  @Test
  void positionsAreTheTopBitsOfAnUnsignedHash(SparkSession spark) {
    Dataset<Row> rows = spark.sql("select * from values (-1L), (0L), (2048L), (2047L) as t(h)");
    assertThat(rows.select(RowKey.position(rows.col("h"))).as(Encoders.LONG()).collectAsList())
        .containsExactly((1L << 53) - 1, 0L, 1L, 0L);
  }

  private static List<Long> one(SparkSession spark, String expression) {
    return hashes(spark.sql("select " + expression + " as x"), 42);
  }

  private static List<Long> hashes(Dataset<Row> rows, long seed) {
    List<String> names = Arrays.asList(rows.columns());
    return rows.select(RowKey.hash(seed, rows.schema(), names)).as(Encoders.LONG()).collectAsList();
  }

  private static long reference(String seed, Row row) {
    StringBuilder key = new StringBuilder(seed);
    for (int i = 0; i < row.size(); i++) {
      String text = row.getString(i);
      key.append(',').append(text == null ? "\\N" : text.replace("\\", "\\\\").replace(",", "\\,"));
    }
    byte[] bytes = key.toString().getBytes(StandardCharsets.UTF_8);
    return XXHashFactory.safeInstance().hash64().hash(bytes, 0, bytes.length, 42);
  }

  private static String text(Random random) {
    String alphabet = "ab,\\N0\u00e4\u20ac ";
    int length = random.nextInt(40) - 1;
    return length < 0
        ? null
        : random
            .ints(length, 0, alphabet.length())
            .collect(
                StringBuilder::new,
                (text, i) -> text.append(alphabet.charAt(i)),
                StringBuilder::append)
            .toString();
  }
}
