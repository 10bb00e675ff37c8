package io.riskmesh.features;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.ByteType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.ShortType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampNTZType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows of every readable type, with many edge-case values. */
final class RandomRows {
  static final StructType SCHEMA =
      new StructType()
          .add("a byte", ByteType)
          .add("short", ShortType)
          .add("int", IntegerType)
          .add("Long.Id", LongType)
          .add("float", FloatType)
          .add("double", DoubleType)
          .add("small double", DoubleType)
          .add("money", createDecimalType(12, 2))
          .add("deci`mal", createDecimalType(38, 10))
          .add("boolean", BooleanType)
          .add("date", DateType)
          .add("time", TimestampType)
          .add("local.time", TimestampNTZType)
          .add("Text", StringType)
          .add("größe", StringType);

  static final List<String> TEXTS =
      List.of(
          "", " ", "a", "A", "unknown", "7", "7.0", "-1", "ä", "日本", "𝒳", "é", "e\u0301", "\0");

  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1e-3,
    2.0E-3,
    7,
    1e7,
    123456.789,
    1e22,
    1e23,
    4.35,
    9007199254740991.0,
    9007199254740992.0,
    -9007199254740992.0,
    9.223372036854775807e18,
    1e300,
    -1e300,
    3.4e38,
    3.5e38,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Math.nextUp(-1.0),
    1.4e-45
  };
  private static final float[] FLOATS = {
    0f,
    -0f,
    1f,
    -1f,
    0.1f,
    1e-3f,
    7f,
    1e7f,
    16777216f,
    1e10f,
    9.2233720e18f,
    3.3e38f,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };
  private static final long[] LONGS = {
    0,
    1,
    -1,
    7,
    127,
    -128,
    32767,
    2147483647L,
    -2147483648L,
    9007199254740993L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Random random;

  RandomRows(long seed) {
    this.random = new Random(seed);
  }

  List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object[] values = new Object[SCHEMA.size()];
      for (int j = 0; j < values.length; j++) {
        values[j] = random.nextInt(8) == 0 ? null : value(SCHEMA.fields()[j]);
      }
      rows.add(RowFactory.create(values));
    }
    return rows;
  }

  static Map<String, Object> record(Row row) {
    Map<String, Object> record = new HashMap<>();
    for (int i = 0; i < SCHEMA.size(); i++) {
      record.put(SCHEMA.fieldNames()[i], row.get(i));
    }
    return record;
  }

  private Object value(StructField field) {
    return switch (field.name()) {
      case "a byte" -> (byte) whole();
      case "short" -> (short) whole();
      case "int" -> (int) whole();
      case "Long.Id" -> whole();
      case "float" -> random.nextBoolean() ? FLOATS[random.nextInt(FLOATS.length)] : bits();
      case "double" -> anyDouble();
      case "small double" -> (double) random.nextInt(5) - 1;
      case "money" -> BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000L, 2);
      case "deci`mal" -> decimal();
      case "boolean" -> random.nextBoolean();
      case "date" -> LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_652_059));
      case "time" -> instant();
      case "local.time" -> LocalDateTime.ofInstant(instant(), ZoneOffset.UTC);
      default -> TEXTS.get(random.nextInt(TEXTS.size()));
    };
  }

  private long whole() {
    return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextInt(20) - 5;
  }

  double anyDouble() {
    return switch (random.nextInt(3)) {
      case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
      case 1 -> Double.longBitsToDouble(random.nextLong());
      default -> random.nextGaussian() * 100;
    };
  }

  private float bits() {
    return Float.intBitsToFloat(random.nextInt());
  }

  private BigDecimal decimal() {
    BigDecimal digits = new BigDecimal(new java.math.BigInteger(random.nextInt(93), random));
    return (random.nextBoolean() ? digits : digits.negate()).movePointLeft(10).setScale(10);
  }

  private Instant instant() {
    return switch (random.nextInt(4)) {
      case 0 -> Instant.EPOCH.minusNanos(1000L * random.nextInt(3));
      case 1 -> Instant.parse("0001-01-01T00:00:00Z").plusSeconds(random.nextInt(1_000_000));
      default -> Instant.ofEpochSecond(random.nextInt(), 1000L * random.nextInt(1_000_000));
    };
  }
}
