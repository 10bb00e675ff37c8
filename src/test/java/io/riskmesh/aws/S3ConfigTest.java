package io.riskmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.PlatformS3a;
import io.riskmesh.config.AwsConfig;
import io.riskmesh.config.EffectiveConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Configuration files in a bucket, found before any environment defines how to reach S3. */
@ExtendWith(Moto.class)
class S3ConfigTest {
  /** The arguments of spark-submit, as its JVM sees them. */
  private static final Map<String, String> SUBMITTED =
      Map.of(
          "spark.hadoop.fs.s3a.endpoint",
          Moto.endpoint(),
          "spark.hadoop.fs.s3a.path.style.access",
          "true",
          "spark.hadoop.fs.s3a.aws.credentials.provider",
          PlatformS3a.CREDENTIALS);

  private static final List<String> NO_TABLE = List.of("source.table=null", "source.path=/x.csv");

  @BeforeEach
  void submit() {
    SUBMITTED.forEach(System::setProperty);
    AwsConfig config = Moto.config(Moto.endpoint(), 3);
    try (AwsClients aws = new AwsClients(config)) {
      S3Client s3 = aws.s3();
      s3.createBucket(
          b ->
              b.bucket("settings")
                  .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
      s3.putObject(
          put -> put.bucket("settings").key("conf/env.yaml"),
          RequestBody.fromString("artifacts: {uri: ../artifacts}"));
    }
  }

  @AfterEach
  void forget() {
    SUBMITTED.keySet().forEach(System::clearProperty);
  }

  private static String artifacts(String env) {
    return EffectiveConfig.load(Optional.empty(), Optional.of(env), NO_TABLE).env().artifacts();
  }

  @Test
  void areReadUnderBothNamesOfS3AndNameTheirNeighbours() {
    assertThat(artifacts("s3a://settings/conf/env.yaml")).isEqualTo("s3a://settings/artifacts");
    assertThat(artifacts("s3://settings/conf/env.yaml")).isEqualTo("s3://settings/artifacts");
    assertThatThrownBy(() -> artifacts("s3://settings/conf/other.yaml"))
        .hasMessageContaining("s3://settings/conf/other.yaml: does not exist");
  }
}
