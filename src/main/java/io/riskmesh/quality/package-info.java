/**
 * Input: the source's schema and the staged rows. Output: a report in which every broken rule is a
 * value with its count and a masked example. Rows are never dropped or repaired: they pass, or the
 * run ends.
 */
package io.riskmesh.quality;
