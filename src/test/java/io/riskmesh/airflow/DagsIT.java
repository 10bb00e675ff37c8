package io.riskmesh.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.aws.Aws;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Behind;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.Moto;
import io.riskmesh.store.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The DAG of every platform in the real Airflow, without its scheduler: parsed, and its task
 * submitted to moto, deferred, triggered, resumed and judged.
 */
@Tag("full")
@ExtendWith(Moto.class)
class DagsIT {
  private static final String NIGHTLY =
      """
      defaults:
        schedule: "0 2 * * *"
        table: rl_credit-card.credit_card
        job: credit-risk
        artifacts: s3a://night-models/risk
        region: eu-west-1
        minutes: 90
        parameters:
          jar: s3://code/riskmesh.jar
          jobFile: s3://code/credit-risk.yaml
          roleArn: arn:aws:iam::123456789012:role/riskmesh-job
      dags:
        night_local: {platform: local, parameters: {}}
        night_emr: {platform: emr, parameters: {<<: *all, cluster: %s}}
        night_emr_serverless: {platform: emr_serverless, parameters: {applicationId: %s}}
        night_sagemaker: {platform: sagemaker, parameters: {codeBucket: code}}
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void install() throws Exception {
    Airflow.install();
  }
}
