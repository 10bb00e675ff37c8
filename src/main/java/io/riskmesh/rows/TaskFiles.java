package io.riskmesh.rows;

import java.util.List;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/** The open files of a task, one per folder. */
final class TaskFiles implements FolderWriter.RowSink {
  private static final Logger LOG = LoggerFactory.getLogger(TaskFiles.class);

  private final FileCommitProtocol committer;
  private final OutputWriterFactory factory;
  private final StructType schema;
  private final List<String> folders;
  private final TaskAttemptContext context;
  private final OutputWriter[] open;
  private final boolean[] isUsed;
  private int files;

  TaskFiles(
      FileCommitProtocol committer,
      OutputWriterFactory factory,
      StructType schema,
      List<String> folders,
      TaskAttemptContext context) {
    this.committer = committer;
    this.factory = factory;
    this.schema = schema;
    this.folders = folders;
    this.context = context;
    this.open = new OutputWriter[folders.size()];
    this.isUsed = new boolean[open.length];
  }

  @Override
  public void write(int folder, InternalRow row) {
    if (open[folder] == null) {
      open[folder] = open(folder);
    }
    open[folder].write(row);
  }

  private OutputWriter open(int folder) {
    isUsed[folder] = true;
    String suffix = "-c%03d%s".formatted(files++, factory.getFileExtension(context));
    String path =
        committer.newTaskTempFile(
            context, Option.apply(folders.get(folder)), new FileNameSpec("", suffix));
    return factory.newInstance(path, schema, context);
  }

  @Override
  public void endFile(int folder) {
    if (open[folder] != null) {
      open[folder].close();
      open[folder] = null;
    }
  }

  /** Ends all files; the first task leaves one in every folder, so that each can be read. */
  void close() {
    for (int i = 0; i < open.length; i++) {
      if (context.getTaskAttemptID().getTaskID().getId() == 0 && !isUsed[i]) {
        open[i] = open(i);
      }
      endFile(i);
    }
  }

  /** Closes the files after a failure, which matters more than theirs. */
  void discard() {
    for (int i = 0; i < open.length; i++) {
      try {
        endFile(i);
      } catch (RuntimeException e) {
        LOG.debug("a file of a failed task did not close", e);
      }
    }
  }
}
