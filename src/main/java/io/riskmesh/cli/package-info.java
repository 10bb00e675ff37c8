/**
 * Input: command-line arguments. Output: messages for a person, an exit code and {@code
 * outcomes/<run-id>.json}. The commands' logic is in the packages that they call.
 */
package io.riskmesh.cli;
