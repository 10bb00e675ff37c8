package io.riskmesh.split;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The assignment of rows to parts.
 *
 * @param part the part's key; null for a row that belongs to no part
 * @param columns columns that determine the part
 * @param seed seed of the hash; null without one
 * @param boundaries scale and boundaries of the parts
 * @param stable whether rows keep their part when the table grows
 */
record PartAssignment(
    Column part, List<String> columns, Long seed, SplitBoundaries boundaries, boolean stable) {}
