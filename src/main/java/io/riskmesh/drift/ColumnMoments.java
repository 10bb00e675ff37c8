package io.riskmesh.drift;

import java.io.Serializable;

/**
 * Sum, mean and standard deviation of the present numbers of a column, each row counting once.
 * Different numbers with the same 18 leading bits count as the rounded number, so the result is the
 * same whatever the order of the rows, and right to 2^-18 of the numbers.
 *
 * @param deviation divided by the number of rows, not by one less
 */
public record ColumnMoments(double sum, double mean, double deviation) implements Serializable {}
