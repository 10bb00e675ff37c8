/**
 * Input: a seed, a number of rows, and the 1,000 real credits in the jar. Output: any number of
 * credits with the same columns and shares and a learnable default risk; every row depends only on
 * the seed and its number.
 */
package io.riskmesh.synthetic;
