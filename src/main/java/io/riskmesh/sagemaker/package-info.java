/**
 * Input: what a run has found out, before it is published. Output: files that describe it in the
 * formats of SageMaker's model cards, Model Monitor and Clarify, which the model registry refers
 * to.
 */
package io.riskmesh.sagemaker;
