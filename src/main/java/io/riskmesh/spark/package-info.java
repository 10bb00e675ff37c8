/**
 * What differs between Spark 3.5 and Spark 4, behind one interface. Input: columns, plans, sessions
 * and tables. Output: the same, by the methods of the Spark that this build is for. {@code
 * src/spark3} and {@code src/spark4} each have {@code ClassicSession}, {@code ColumnExpressions},
 * {@code EstimatorTraining}, {@code IcebergScans}, {@code S3aCredentials} and {@code SparkLine}.
 */
package io.riskmesh.spark;
