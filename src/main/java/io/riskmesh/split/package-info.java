/**
 * Stages and splits the rows. Input: the source's rows, read once. Output: staged rows in key
 * order, each assigned to a part or to none, and a digest of the membership. A row's part depends
 * on its key, group, time or a column, never on its position in the table.
 */
package io.riskmesh.split;
