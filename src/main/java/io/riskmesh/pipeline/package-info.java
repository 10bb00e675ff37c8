/**
 * Input: a validated configuration. Output: a published manifest. Holds the training run and its
 * preflight: it calls one entry point per stage and keeps what a later attempt needs.
 */
package io.riskmesh.pipeline;
