package io.riskmesh.train;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is trained on. Both sets have {@code _row} bigint, {@code _label} 0 or 1, {@code _weight},
 * and one float column per feature in which NaN means missing; any other column is ignored. Each is
 * read once, so it should be files that were written and not a query.
 *
 * @param features names of the feature columns, in the order that the model sees
 * @param trainRows how many rows {@code train} has: plans workers, checkpoints and memory
 * @param validationRows how many {@code validation} has; plans memory
 */
public record TrainingData(
    Dataset<Row> train,
    Dataset<Row> validation,
    List<String> features,
    long trainRows,
    long validationRows) {}
