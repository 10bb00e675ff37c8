/**
 * Reads records and writes answers, without Spark. Input: JSON, JSON lines or CSV from a stream,
 * one record at a time. Output: in the same formats, the scores of a {@link
 * io.riskmesh.model.Scorer}, or what is wrong with a record.
 */
package io.riskmesh.records;
