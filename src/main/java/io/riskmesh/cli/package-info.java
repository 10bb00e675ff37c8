/**
 * Input: command-line arguments. Output: lines for a person, an exit code and {@code
 * outcomes/<run-id>.json}. The commands themselves live in the packages they call.
 */
package io.riskmesh.cli;
