/**
 * From the source's rows, read once, to staged rows in an order of their own, each assigned to
 * train, validation or test, and the proof of who is where. A row's part is a function of its key,
 * group, time or a column of its own, never of its place in the table.
 */
package io.riskmesh.split;
