package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of a part and the model that scores them.
 *
 * @param part the part
 * @param fold fold to which the model belongs, from 0; null for the published model
 * @param rows rows with {@code _row} bigint, {@code _label} float, {@code _weight} float and the
 *     columns that {@code input} reads
 * @param input the inputs in the order in which the booster was trained
 * @param booster the model, UBJ
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record ScoredPart(
    SplitPart part, Integer fold, Dataset<Row> rows, RowInput input, byte[] booster) {}
