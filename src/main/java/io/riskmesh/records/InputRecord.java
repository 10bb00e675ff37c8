package io.riskmesh.records;

import java.util.Map;

/**
 * A record as it was read.
 *
 * @param line line of the input on which the record begins, from 1
 * @param fields values by name, in the order of the record: texts, {@link Long}, {@link
 *     java.math.BigInteger}, {@link Double}, {@link Boolean}, null, or an empty list or map in the
 *     place of an array or object; null if the record cannot be read
 * @param problem why the record cannot be read, without its values; null if it can
 */
public record InputRecord(long line, Map<String, Object> fields, String problem) {
  static InputRecord unreadable(long line, String problem) {
    return new InputRecord(line, null, problem);
  }
}
