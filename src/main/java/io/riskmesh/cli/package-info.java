/**
 * The command line: arguments come in, lines for a person, an exit code and {@code
 * outcomes/<run-id>.json} go out. Everything else is the pipeline's.
 */
package io.riskmesh.cli;
