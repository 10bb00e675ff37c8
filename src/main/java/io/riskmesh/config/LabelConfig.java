package io.riskmesh.config;

/**
 * The column that says who defaulted.
 *
 * @param column name of the column
 * @param positive canonical text of the value that means default; every other value is negative
 */
public record LabelConfig(String column, String positive) {}
