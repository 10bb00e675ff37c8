package io.riskmesh.rows;

import io.riskmesh.spark.ScalaInterop;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes rows to Parquet files in several folders, in one Spark job. Files become visible when the
 * job ends, by the same protocol as those that Spark writes.
 */
public final class FolderWriter {

  /** Receives the rows of a task. */
  public interface RowSink {
    /**
     * Writes a row.
     *
     * @param folder index of the folder
     * @param row row whose columns are copied
     * @param floats values of the columns that do not stand in the row
     */
    void write(int folder, InternalRow row, float[] floats);

    /** Ends a folder's file; its next row begins another one. */
    void endFile(int folder);
  }

  /** What a task writes of its rows. */
  public interface TaskOutput extends Serializable {
    /** Passes the rows of a task on to its files. */
    void write(Iterator<InternalRow> rows, RowSink sink);
  }

  private FolderWriter() {}

  /**
   * Writes all rows to one folder, in their order: a file per partition that has rows. Files that
   * are in it are replaced.
   *
   * @param folder absolute URI
   */
  public static void write(
      SparkSession spark, JavaRDD<InternalRow> rows, StructType schema, String folder) {
    float[] none = {};
    write(
        spark,
        rows,
        FileLayout.of(schema),
        folder,
        List.of(""),
        (partition, sink) -> partition.forEachRemaining(row -> sink.write(0, row, none)));
  }

  /**
   * Writes the folders. Files that are in them are replaced.
   *
   * @param base absolute URI of the folder that contains the folders
   * @param folders names of the folders; an empty name is the base itself
   */
  public static void write(
      SparkSession spark,
      JavaRDD<InternalRow> rows,
      FileLayout layout,
      String base,
      List<String> folders,
      TaskOutput output) {
    String jobId = UUID.randomUUID().toString();
    FileCommitProtocol committer =
        FileCommitProtocol.instantiate(
            spark.sessionState().conf().fileCommitProtocolClass(), jobId, base, false);
    try {
      Job job = Job.getInstance(spark.sessionState().newHadoopConf());
      job.setOutputKeyClass(Void.class);
      job.setOutputValueClass(InternalRow.class);
      FileOutputFormat.setOutputPath(job, new Path(base));
      job.getConfiguration().set("spark.sql.sources.writeJobUUID", jobId);
      for (String folder : folders) {
        Path path = folder.isEmpty() ? new Path(base) : new Path(base, folder);
        committer.deleteWithJob(path.getFileSystem(job.getConfiguration()), path, true);
      }
      // Complete is what the run's markers say.
      job.getConfiguration().setBoolean("mapreduce.fileoutputcommitter.marksuccessfuljobs", false);
      setTask(job.getConfiguration(), attempt(0, 0));
      committer.setupJob(job);
      FilePlan plan =
          new FilePlan(
              committer,
              new SerializableConfiguration(job.getConfiguration()),
              layout,
              folders,
              output);
      try {
        List<FileCommitProtocol.TaskCommitMessage> written =
            filled(spark, rows)
                .mapPartitions(partition -> List.of(plan.run(partition)).iterator())
                .collect();
        committer.commitJob(job, ScalaInterop.seq(written));
      } catch (Exception e) {
        committer.abortJob(job);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a task, no folder would get a file. */
  private static JavaRDD<InternalRow> filled(SparkSession spark, JavaRDD<InternalRow> rows) {
    return rows.getNumPartitions() > 0
        ? rows
        : new JavaSparkContext(spark.sparkContext()).parallelize(List.of(), 1);
  }

  private static TaskAttemptID attempt(int partition, int number) {
    return new TaskAttemptID(new TaskID(new JobID("riskmesh", 0), TaskType.MAP, partition), number);
  }

  private static void setTask(Configuration conf, TaskAttemptID attempt) {
    conf.set("mapreduce.job.id", attempt.getJobID().toString());
    conf.set("mapreduce.task.id", attempt.getTaskID().toString());
    conf.set("mapreduce.task.attempt.id", attempt.toString());
    conf.setBoolean("mapreduce.task.ismap", true);
    conf.setInt("mapreduce.task.partition", 0);
  }

  /** What the driver sends to the tasks. */
  private record FilePlan(
      FileCommitProtocol committer,
      SerializableConfiguration conf,
      FileLayout layout,
      List<String> folders,
      TaskOutput output)
      implements Serializable {

    FileCommitProtocol.TaskCommitMessage run(Iterator<InternalRow> rows) throws Exception {
      TaskContext task = TaskContext.get();
      TaskAttemptID attempt =
          attempt(task.partitionId(), (int) task.taskAttemptId() & Integer.MAX_VALUE);
      Configuration own = new Configuration(conf.value());
      setTask(own, attempt);
      TaskAttemptContext context = new TaskAttemptContextImpl(own, attempt);
      committer.setupTask(context);
      TaskFiles sink = new TaskFiles(committer, layout, folders, context);
      try {
        output.write(rows, sink);
        sink.close();
        return committer.commitTask(context);
      } catch (Throwable e) {
        sink.discard();
        committer.abortTask(context);
        throw e;
      }
    }
  }
}
