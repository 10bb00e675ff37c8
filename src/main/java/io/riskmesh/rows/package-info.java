/**
 * Gives source values one canonical form. Input: columns of a source with the types its owner
 * chose. Output: the staged columns that every later stage reads, with canonical values: the same
 * text, number or time whatever the source type.
 */
package io.riskmesh.rows;
