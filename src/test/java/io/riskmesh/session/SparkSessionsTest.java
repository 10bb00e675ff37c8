package io.riskmesh.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.EnvConfig;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Opens sessions on an existing context, such as a notebook's. */
class SparkSessionsTest {
  private static EnvConfig env(String... set) {
    return EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), List.of(set))
        .env();
  }

  private static Configuration hadoop(EnvConfig env) {
    SparkTest.session();
    SparkSession session = SparkSessions.open("job", env);
    return session.sessionState().newHadoopConf();
  }

  @Test
  void hadoopsSettingsReachTheSessionsFiles() {
    Configuration hadoop =
        hadoop(
            env(
                "aws.s3.endpoint=http://localhost:9000",
                "spark.conf.spark.hadoop.fs.s3a.connection.maximum=77"));
    assertThat(hadoop.get("fs.s3a.endpoint")).isEqualTo("http://localhost:9000");
    assertThat(hadoop.get("fs.s3a.connection.maximum")).isEqualTo("77");
  }

  @Test
  void filesAreTheirOwnersAloneUnlessTheEnvironmentSaysOtherwise() {
    assertThat(hadoop(env()).get("fs.permissions.umask-mode")).isEqualTo("077");
    assertThat(
            hadoop(env("spark.conf.spark.hadoop.fs.permissions.umask-mode=\"027\""))
                .get("fs.permissions.umask-mode"))
        .isEqualTo("027");
  }

  @Test
  void theContextKeepsItsOwn() {
    hadoop(env("aws.s3.endpoint=http://localhost:9000"));
    assertThat(SparkTest.session().sparkContext().hadoopConfiguration().get("fs.s3a.endpoint"))
        .isNotEqualTo("http://localhost:9000");
    assertThat(hadoop(env()).get("fs.s3a.endpoint")).isNotEqualTo("http://localhost:9000");
  }

  @Test
  void s3IsHadoopsClientUnlessThePlatformHasItsOwn() {
    assertThat(hadoop(env()).get("fs.s3.impl")).endsWith("s3a.S3AFileSystem");
    assertThat(hadoop(env("spark.conf.spark.hadoop.fs.s3.impl=com.example.Own")).get("fs.s3.impl"))
        .isEqualTo("com.example.Own");
    Configuration platform = SparkTest.session().sparkContext().hadoopConfiguration();
    platform.set("fs.s3.impl", "com.example.EmrFileSystem");
    try {
      assertThat(hadoop(env()).get("fs.s3.impl")).isEqualTo("com.example.EmrFileSystem");
    } finally {
      platform.unset("fs.s3.impl");
    }
  }
}
