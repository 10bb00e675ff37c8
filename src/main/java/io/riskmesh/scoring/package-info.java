/**
 * Input: a table and a published run. Output: one score per row (keys, raw and calibrated
 * probability, band and decision) as Parquet or in an Iceberg table. Nothing is fitted here; the
 * same run and the same rows always give the same output.
 */
package io.riskmesh.scoring;
