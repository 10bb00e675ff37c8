/**
 * The whole story of a run: a configuration comes in, a published manifest goes out. It calls one
 * entry point per stage and keeps what a later attempt needs.
 */
package io.riskmesh.pipeline;
