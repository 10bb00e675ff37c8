/**
 * Tells other systems what commands did: MLflow, OpenLineage, CloudWatch. Reads what a command has
 * published and how it ended; a run needs none of it.
 */
package io.riskmesh.tracking;
