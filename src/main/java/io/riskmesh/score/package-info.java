/**
 * From a table and a published run to a score per row: keys, raw and calibrated probability, band
 * and decision, as Parquet or in an Iceberg table. Nothing is fitted here, and what is written is
 * the same for the same run and the same rows, however often it is asked for.
 */
package io.riskmesh.score;
