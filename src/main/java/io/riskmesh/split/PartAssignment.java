package io.riskmesh.split;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Who is where.
 *
 * @param part the part's key; null for a row that belongs to no part
 * @param columns what the membership is a function of
 * @param seed seed of the hash; null without one
 * @param boundaries what is cut and where
 * @param stable whether rows keep their part when the table grows
 */
record PartAssignment(
    Column part, List<String> columns, Long seed, SplitBoundaries boundaries, boolean stable) {}
