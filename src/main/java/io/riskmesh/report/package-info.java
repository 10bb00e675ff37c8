/**
 * Input: all results of a run: verdict, metrics, data, split, training and configuration. Output:
 * one self-contained HTML file that a risk manager reads, prints and signs.
 */
package io.riskmesh.report;
