/**
 * Serves a published model over HTTP, by the contract of a SageMaker container. In come a model's
 * archive and raw records; out go scores, reasons, and what is wrong with a record.
 */
package io.riskmesh.serve;
