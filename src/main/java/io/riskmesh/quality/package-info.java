/**
 * From a source's schema and the rows that a run staged to a report in which every broken rule is a
 * value with its count and a masked example. Nothing is dropped or repaired here: rows go on as
 * they are, or the run ends.
 */
package io.riskmesh.quality;
