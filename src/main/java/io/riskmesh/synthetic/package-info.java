/**
 * Input: a seed, a number of rows, and the 1,000 real credits packed in the jar. Output: any number
 * of credits with the same columns and shares and a learnable default risk; every row depends on
 * the seed and its number alone.
 */
package io.riskmesh.synthetic;
