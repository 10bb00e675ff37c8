package io.riskmesh.it;

import io.riskmesh.PlatformS3a;
import io.riskmesh.SparkTest;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.AwsConfig;
import io.riskmesh.config.AwsConfig.S3Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Runs whose source and artifacts lie in a bucket, reached through a proxy that may have faults. A
 * new bucket each time, since Hadoop keeps one client per bucket and process.
 */
final class S3Runs implements AutoCloseable {
  final String bucket = "bank-" + UUID.randomUUID().toString().substring(0, 8);
  final FaultProxy proxy = new FaultProxy(Moto.endpoint());
  private final AwsClients direct = new AwsClients(aws(Moto.endpoint()));
  private final String scheme;
  private final Path env;

  /**
   * Makes the bucket.
   *
   * @param scheme {@code s3} or {@code s3a}
   * @param folder where the environment file is written
   */
  S3Runs(String scheme, Path folder) throws IOException {
    this.scheme = scheme;
    // The context that commands find and leave alone: it knows nothing of this bucket.
    SparkTest.session();
    direct()
        .createBucket(
            b ->
                b.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    direct()
        .putObject(
            put -> put.bucket(bucket).key("in/credit card.csv"),
            RequestBody.fromFile(Path.of("test-data/credit_card/credit_card.csv")));
    env =
        Files.writeString(
            folder.resolve(bucket + ".yaml"),
            """
            aws: {region: eu-west-1, attempts: 6, s3: {endpoint: "%s", pathStyle: true}}
            artifacts: {uri: "%s://%s/artifacts"}
            spark:
              conf:
                spark.sql.shuffle.partitions: 4
                spark.hadoop.fs.s3a.aws.credentials.provider: %s
                spark.hadoop.fs.s3a.retry.interval: 50ms
                spark.hadoop.fs.s3a.retry.throttle.interval: 50ms
            """
                .formatted(proxy.endpoint(), scheme, bucket, PlatformS3a.CREDENTIALS));
  }

  private static AwsConfig aws(String endpoint) {
    return new AwsConfig(
        Optional.of("eu-west-1"),
        Optional.empty(),
        Optional.empty(),
        new S3Config(Optional.of(endpoint), true, Optional.empty()),
        3);
  }

  /** Past the proxy: what is really there. */
  S3Client direct() {
    return direct.s3();
  }

  Cli.Ended run(String runId, String... more) {
    List<String> args = new ArrayList<>(List.of("run", "--env", env.toString(), "--run-id", runId));
    for (String set :
        List.of(
            "source.table=null",
            "source.path=%s://%s/in/credit card.csv".formatted(scheme, bucket),
            "source.format=csv",
            "training.rounds=10")) {
      args.addAll(List.of("--set", set));
    }
    args.addAll(List.of(more));
    return Cli.execute(args);
  }

  @Override
  public void close() {
    proxy.close();
    direct.close();
  }
}
