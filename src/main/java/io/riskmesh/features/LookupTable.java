package io.riskmesh.features;

import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.crc32;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;

import io.riskmesh.model.CanonicalValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A look-up table in the form of two constants of the plan, however many keys it has: a CASE has a
 * branch per key and a map literal an expression per key, and Spark searches a map linearly. Keys
 * and values are in buckets by the CRC-32 of the key, so that a row is compared with only a few
 * keys.
 */
final class LookupTable {
  private static final int KEYS_PER_BUCKET = 8;

  private final List<List<Map.Entry<String, Double>>> buckets;

  LookupTable(Map<String, Double> entries) {
    Map<String, Double> table = CanonicalValues.plainKeys(entries);
    int count = 1 + table.size() / KEYS_PER_BUCKET;
    this.buckets =
        Stream.<List<Map.Entry<String, Double>>>generate(ArrayList::new).limit(count).toList();
    table.entrySet().forEach(entry -> buckets.get(bucket(entry.getKey())).add(entry));
  }

  private int bucket(String key) {
    CRC32 hash = new CRC32();
    hash.update(key.getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % buckets.size());
  }

  /** Looks up a plain text that is not null. */
  Column at(Column text, double otherwise) {
    Column bucket = pmod(crc32(text.cast("binary")), lit((long) buckets.size())).cast("int");
    Column position = array_position(functions.get(keys(), bucket), text).cast("int").minus(lit(1));
    return coalesce(functions.get(functions.get(values(), bucket), position), lit(otherwise));
  }

  private Column keys() {
    return lit(
        buckets.stream()
            .map(bucket -> bucket.stream().map(Map.Entry::getKey).toArray(String[]::new))
            .toArray(String[][]::new));
  }

  private Column values() {
    return lit(
        buckets.stream()
            .map(bucket -> bucket.stream().mapToDouble(Map.Entry::getValue).toArray())
            .toArray(double[][]::new));
  }
}
