package io.riskmesh.site;

import io.riskmesh.store.JobPaths;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.S3Uri;
import io.riskmesh.store.Store;

/**
 * The addresses of a job's reports, as the pages link to them: relative if both are on one file
 * system or in one bucket, so that they also lead there when a web server publishes them.
 */
final class ReportLinks {
  private final String folder;
  private final Store artifacts;
  private final JobPaths paths;

  /**
   * Creates the links.
   *
   * @param folder URI of the folder of the pages
   */
  ReportLinks(String folder, Store artifacts, String job) {
    this.folder = folder;
    this.artifacts = artifacts;
    this.paths = new JobPaths(job);
  }

  /** Returns the address of a run's report. */
  String run(String id) {
    return link(new RunPaths(paths.job(), id).published(RunPaths.REPORT));
  }

  /** Returns the address of a drift report. */
  String drift(String id) {
    return link(paths.drift(id, "drift.html"));
  }

  private String link(String path) {
    return link(folder, artifacts.uri(path));
  }

  static String link(String folder, String file) {
    String[] from = S3Uri.ofAws(folder).split("/", -1);
    String[] to = S3Uri.ofAws(file).split("/", -1);
    int same = 0;
    while (same < from.length && same < to.length - 1 && from[same].equals(to[same])) {
      same++;
    }
    // Scheme, nothing, and host or bucket.
    if (same < 3) {
      return S3Uri.ofAws(file);
    }
    StringBuilder link = new StringBuilder("../".repeat(from.length - same));
    for (int i = same; i < to.length; i++) {
      link.append(to[i]).append(i < to.length - 1 ? "/" : "");
    }
    return link.toString();
  }
}
