/**
 * In comes everything that a run found out: verdict, metrics, data, split, training, configuration.
 * Out goes one self-contained HTML file that a risk manager reads, prints and signs.
 */
package io.riskmesh.report;
