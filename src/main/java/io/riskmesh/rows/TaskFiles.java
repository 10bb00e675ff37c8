package io.riskmesh.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.sql.catalyst.InternalRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/** The open files of a task, one per folder. */
final class TaskFiles implements FolderWriter.RowSink {
  private static final Logger LOG = LoggerFactory.getLogger(TaskFiles.class);

  private final FileCommitProtocol committer;
  private final FileLayout layout;
  private final List<String> folders;
  private final TaskAttemptContext context;
  private final ColumnFile[] open;
  private final boolean[] isUsed;
  private int files;

  TaskFiles(
      FileCommitProtocol committer,
      FileLayout layout,
      List<String> folders,
      TaskAttemptContext context) {
    this.committer = committer;
    this.layout = layout;
    this.folders = folders;
    this.context = context;
    this.open = new ColumnFile[folders.size()];
    this.isUsed = new boolean[open.length];
  }

  @Override
  public void write(int folder, InternalRow row, float[] floats) {
    try {
      if (open[folder] == null) {
        open[folder] = open(folder);
      }
      open[folder].write(row, floats);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ColumnFile open(int folder) throws IOException {
    isUsed[folder] = true;
    String suffix = "-c%03d%s".formatted(files++, ColumnFile.EXTENSION);
    String path =
        committer.newTaskTempFile(
            context,
            Option.apply(folders.get(folder)).filter(name -> !name.isEmpty()),
            new FileNameSpec("", suffix));
    return new ColumnFile(new Path(path), context.getConfiguration(), layout);
  }

  @Override
  public void endFile(int folder) {
    ColumnFile file = open[folder];
    open[folder] = null;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Ends all files; the first task leaves one in every folder, so that each can be read. */
  void close() throws IOException {
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
