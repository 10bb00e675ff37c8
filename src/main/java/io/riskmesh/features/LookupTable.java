package io.riskmesh.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.crc32;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * A look-up of many texts as constants of the plan, never as a CASE with a branch each. Spark
 * searches a map literal from end to end, so keys are spread over an array of small maps by their
 * CRC-32; a table of one value is a set, which Spark hashes itself.
 */
record LookupTable(Map<String, Double> table) {
  private static final int KEYS_PER_BUCKET = 8;

  static LookupTable of(Map<String, Double> table) {
    return new LookupTable(table);
  }

  /** The table's value for a text that is not null. */
  Column get(Column text, double otherwise) {
    if (table.values().stream().distinct().count() <= 1) {
      Column known = text.isin(table.keySet().toArray());
      return when(known, lit(table.values().stream().findAny().orElse(otherwise)))
          .otherwise(lit(otherwise));
    }
    int buckets = 1 + table.size() / KEYS_PER_BUCKET;
    return coalesce(try_element_at(bucket(text, buckets), text), lit(otherwise));
  }

  private Column bucket(Column text, int buckets) {
    if (buckets == 1) {
      return literal(List.copyOf(table.entrySet()));
    }
    List<List<Map.Entry<String, Double>>> entries =
        IntStream.range(0, buckets)
            .<List<Map.Entry<String, Double>>>mapToObj(i -> new ArrayList<>())
            .toList();
    table.entrySet().forEach(e -> entries.get((int) (hash(e.getKey()) % buckets)).add(e));
    Column maps = array(entries.stream().map(LookupTable::literal).toArray(Column[]::new));
    Column index = pmod(crc32(text.cast("binary")), lit((long) buckets)).cast("int").plus(lit(1));
    return try_element_at(maps, index);
  }

  private static Column literal(List<Map.Entry<String, Double>> entries) {
    return map(entries.stream()
            .flatMap(e -> List.of(lit(e.getKey()), lit(e.getValue())).stream())
            .toArray(Column[]::new))
        .cast(DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType));
  }

  private static long hash(String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
