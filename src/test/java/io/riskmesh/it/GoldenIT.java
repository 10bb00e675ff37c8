package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the bundled jobs give, digest by digest. A change that makes another model of the same rows
 * changes {@code golden.json} too, and its commit says why.
 */
@ExtendWith(SparkTest.class)
class GoldenIT {
  @TempDir Path folder;

  @Test
  void theBundledJobsGiveTheSameModels() throws Exception {
    Cli cli = new Cli(folder);
    Map<String, Map<String, Object>> found = new TreeMap<>();
    found.put("credit-risk", trained(cli, "credit-risk"));
    found.put("loans", trained(cli, "loans", "--job", "test-data/loans/loans.yaml"));

    GoldenRun.assertGolden(found);
  }

  private static Map<String, Object> trained(Cli cli, String job, String... options)
      throws Exception {
    String[] arguments = new String[options.length + 2];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = "--run-id";
    arguments[options.length + 1] = "golden";
    Cli.Ended ended = cli.run("run", arguments);
    assertThat(ended.code()).as(ended.err()).isZero();

    return GoldenRun.digests(cli.store(), cli.manifest(job, "golden").orElseThrow());
  }
}
