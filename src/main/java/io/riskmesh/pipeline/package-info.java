/**
 * Input: a validated configuration. Output: a published manifest. Contains the training run and its
 * preflight checks: the run calls one entry point per stage and keeps what a later attempt needs.
 */
package io.riskmesh.pipeline;
