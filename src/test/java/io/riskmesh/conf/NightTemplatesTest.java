package io.riskmesh.conf;

import static io.riskmesh.conf.Templates.deploy;
import static io.riskmesh.conf.Templates.stack;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.riskmesh.Python;
import io.riskmesh.aws.Moto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a night needs beside the job's own role: who submits, what starts it early, what expires.
 */
@ExtendWith(Moto.class)
class NightTemplatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final String JOB_ROLE = "arn:aws:iam::123456789012:role/riskmesh-job";
  private static final String APPLICATION =
      "arn:aws:emr-serverless:eu-central-1:123456789012:/applications/00abc";
  private static final String CLUSTERS =
      "arn:aws:elasticmapreduce:eu-central-1:123456789012:cluster/";
  private static final String SAGEMAKER = "arn:aws:sagemaker:eu-central-1:123456789012:";
  private static final String FILES = "arn:aws:s3:::risk-artifacts/riskmesh/credit-risk/";

  private static List<IamRole> roles;

  @BeforeAll
  static void deployAll(@TempDir Path folder) throws IOException {
    Map<String, String> pipeline =
        Map.of("JobRoleArn", JOB_ROLE, "ArtifactsBucket", "risk-artifacts");
    Map<String, String> crawler =
        Map.of(
            "Database", "lending", "SourceBucket", "lake", "SourcePrefix", "lending/credit_card");
    List<Map<String, Object>> stacks =
        List.of(
            caller("emr-serverless", Map.of("ApplicationId", "00abc")),
            caller("emr-ec2", Map.of("ClusterId", "j-ABC")),
            caller("emr-ec2", Map.of("EmrServiceRoleArn", "arn:aws:iam::123456789012:role/emr")),
            caller(
                "sagemaker",
                Map.of(
                    "QueueArn",
                    "arn:aws:sqs:eu-central-1:123456789012:q",
                    "AlertTopicArn",
                    "arn:aws:sns:eu-central-1:123456789012:risk")),
            stack("consumer-pipeline-role", pipeline),
            stack("producer-crawler", crawler),
            starter(Map.of()),
            starter(Map.of("PipelineName", "", "StateMachineName", "night")),
            caller("glue", Map.of()),
            caller("emr-eks", Map.of("VirtualClusterId", "abc")));
    roles = new ArrayList<>();
    deploy(folder, stacks).forEach(one -> roles.add(IamRole.of(one.get("policies"))));
  }

  @Test
  void whoSubmitsStartsThisJobOnThisPlatformAndSeesOutcomes() {
    serverless(roles.get(0));
    runningCluster(roles.get(1));
    madeClusters(roles.get(2));
    sageMaker(roles.get(3));
    glue(roles.get(8));
    virtualCluster(roles.get(9));
    for (int number : new int[] {0, 1, 2, 3, 8, 9}) {
      IamRole role = roles.get(number);
      assertThat(role.may("s3:GetObject", FILES + "outcomes/night.json")).isTrue();
      assertThat(role.may("s3:GetObject", FILES + "data/night/train/part-0.parquet")).isFalse();
      assertThat(role.may("s3:PutObject", FILES + "outcomes/night.json")).isFalse();
      assertThat(role.may("s3:DeleteObject", FILES + "outcomes/night.json")).isTrue();
      assertThat(role.may("s3:GetObject", FILES + "runs/night/manifest.json")).isTrue();
      assertThat(role.may("s3:GetObject", FILES + "scores/night/55eff/manifest.json")).isTrue();
      assertThat(role.may("s3:DeleteObject", FILES + "runs/night/manifest.json")).isFalse();
      assertThat(role.may("s3:GetObject", FILES + "runs/night/model/model.tar.gz")).isFalse();
      assertThat(role.may("glue:GetTable", "arn:aws:glue:eu-central-1:1:table/d/t")).isFalse();
    }
  }

  private static Map<String, Object> caller(String platform, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("RunsOn", platform);
    parameters.put("CallerArn", "arn:aws:iam::123456789012:role/airflow");
    parameters.put("JobRoleArn", JOB_ROLE);
    parameters.put("ArtifactsBucket", "risk-artifacts");
    return stack("consumer-caller-role", parameters);
  }

  private static Map<String, Object> starter(Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("CallerArn", "arn:aws:iam::123456789012:role/airflow");
    parameters.put("ArtifactsBucket", "risk-artifacts");
    return stack("consumer-starter-role", parameters);
  }

  @Test
  void whoStartsWhatIsDefinedChoosesNothing() {
    String pipeline = SAGEMAKER + "pipeline/riskmesh-credit-risk";
    String machine = "arn:aws:states:eu-central-1:123456789012:stateMachine:night";
    IamRole ofPipeline = roles.get(6);
    IamRole ofMachine = roles.get(7);
    assertThat(ofPipeline.may("sagemaker:StartPipelineExecution", pipeline)).isTrue();
    assertThat(ofPipeline.may("sagemaker:StopPipelineExecution", pipeline + "/execution/1"))
        .isTrue();
    assertThat(ofPipeline.may("sagemaker:StartPipelineExecution", pipeline + "-2")).isFalse();
    assertThat(ofPipeline.may("states:StartExecution", machine)).isFalse();
    assertThat(ofMachine.may("states:StartExecution", machine)).isTrue();
    assertThat(ofMachine.may("states:StartExecution", machine + "2")).isFalse();
    assertThat(ofMachine.may("sagemaker:StartPipelineExecution", pipeline)).isFalse();
    for (IamRole role : List.of(ofPipeline, ofMachine)) {
      IamRole withMore = role.and(roles.get(0)).and(roles.get(3));
      for (IamRole one : List.of(role, withMore)) {
        assertThat(one.may("emr-serverless:StartJobRun", APPLICATION)).isFalse();
        assertThat(
                one.may(
                    "sagemaker:CreateProcessingJob", SAGEMAKER + "processing-job/credit-risk-1"))
            .isFalse();
        assertThat(one.may("sagemaker:UpdatePipeline", pipeline)).isFalse();
        assertThat(passes(one, JOB_ROLE, "emr-serverless.amazonaws.com")).isFalse();
        assertThat(passes(one, JOB_ROLE, "sagemaker.amazonaws.com")).isFalse();
        assertThat(one.may("s3:PutObject", "arn:aws:s3:::risk-artifacts/code/riskmesh.jar"))
            .isFalse();
        assertThat(one.may("s3:DeleteObject", FILES + "outcomes/night.json")).isFalse();
        assertThat(one.may("s3:GetObject", FILES + "outcomes/night.json")).isTrue();
        assertThat(one.may("s3:GetObject", FILES + "data/night/train/part-0.parquet")).isFalse();
      }
      assertThat(passes(withMore.and(roles.get(4)), JOB_ROLE, "sagemaker.amazonaws.com"))
          .as("a denial wins over whatever is attached")
          .isFalse();
    }
  }

  private static boolean passes(IamRole role, String arn, String service) {
    return role.may("iam:PassRole", arn, Map.of("iam:PassedToService", service));
  }

  private static void serverless(IamRole role) {
    assertThat(role.may("emr-serverless:StartJobRun", APPLICATION)).isTrue();
    assertThat(role.may("emr-serverless:StartJobRun", APPLICATION + "d")).isFalse();
    assertThat(role.may("emr-serverless:GetJobRun", APPLICATION + "/jobruns/1")).isTrue();
    assertThat(role.may("emr-serverless:CancelJobRun", APPLICATION + "/jobruns/1")).isTrue();
    assertThat(role.may("emr-serverless:UpdateApplication", APPLICATION)).isFalse();
    assertThat(passes(role, JOB_ROLE, "emr-serverless.amazonaws.com")).isTrue();
    assertThat(passes(role, JOB_ROLE, "lambda.amazonaws.com")).isFalse();
    assertThat(passes(role, JOB_ROLE + "2", "emr-serverless.amazonaws.com")).isFalse();
  }

  private static void glue(IamRole role) {
    String job = "arn:aws:glue:eu-central-1:123456789012:job/";
    assertThat(role.may("glue:StartJobRun", job + "credit-risk")).isTrue();
    assertThat(role.may("glue:BatchStopJobRun", job + "credit-risk")).isTrue();
    assertThat(role.may("glue:StartJobRun", job + "other")).isFalse();
    assertThat(role.may("glue:UpdateJob", job + "credit-risk")).isFalse();
    assertThat(passes(role, JOB_ROLE, "glue.amazonaws.com")).isFalse();
  }

  private static void virtualCluster(IamRole role) {
    String cluster = "arn:aws:emr-containers:eu-central-1:123456789012:/virtualclusters/abc";
    String start = "emr-containers:StartJobRun";
    String key = "emr-containers:ExecutionRoleArn";
    assertThat(role.may(start, cluster, Map.of(key, JOB_ROLE))).isTrue();
    assertThat(role.may(start, cluster, Map.of(key, JOB_ROLE + "2"))).isFalse();
    assertThat(role.may(start, cluster + "d", Map.of(key, JOB_ROLE))).isFalse();
    assertThat(role.may("emr-containers:CancelJobRun", cluster + "/jobruns/1")).isTrue();
    assertThat(role.may("emr-containers:DeleteVirtualCluster", cluster)).isFalse();
  }

  private static void runningCluster(IamRole role) {
    assertThat(role.may("elasticmapreduce:AddJobFlowSteps", CLUSTERS + "j-ABC")).isTrue();
    assertThat(role.may("elasticmapreduce:AddJobFlowSteps", CLUSTERS + "j-DEF")).isFalse();
    assertThat(role.may("elasticmapreduce:RunJobFlow", CLUSTERS + "j-ABC")).isFalse();
    assertThat(passes(role, JOB_ROLE, "ec2.amazonaws.com")).isFalse();
  }

  private static void madeClusters(IamRole role) {
    Map<String, String> tagged =
        Map.of("aws:RequestTag/riskmesh-job", "credit-risk", "aws:ResourceTag/riskmesh-job", "x");
    assertThat(role.may("elasticmapreduce:RunJobFlow", CLUSTERS + "new", tagged)).isTrue();
    assertThat(role.may("elasticmapreduce:RunJobFlow", CLUSTERS + "new")).isFalse();
    assertThat(role.may("elasticmapreduce:TerminateJobFlows", CLUSTERS + "j-DEF", tagged))
        .isFalse();
    assertThat(passes(role, JOB_ROLE, "ec2.amazonaws.com")).isTrue();
    assertThat(passes(role, "arn:aws:iam::123456789012:role/emr", "elasticmapreduce.amazonaws.com"))
        .isTrue();
  }

  private static void sageMaker(IamRole role) {
    String job = SAGEMAKER + "processing-job/";
    assertThat(role.may("sagemaker:CreateProcessingJob", job + "credit-risk-run-1")).isTrue();
    assertThat(role.may("sagemaker:CreateProcessingJob", job + "other-run-1")).isFalse();
    String transform = "sagemaker:CreateTransformJob";
    assertThat(role.may(transform, SAGEMAKER + "transform-job/credit-risk-1")).isTrue();
    assertThat(role.may(transform, SAGEMAKER + "transform-job/other-1")).isFalse();
    assertThat(role.may("sagemaker:CreateModel", SAGEMAKER + "model/credit-risk-7")).isTrue();
    assertThat(role.may("sagemaker:CreateModel", SAGEMAKER + "model/other-7")).isFalse();
    String pipeline = SAGEMAKER + "pipeline/riskmesh-credit-risk";
    assertThat(role.may("sagemaker:StartPipelineExecution", pipeline)).isTrue();
    assertThat(role.may("sagemaker:UpdatePipeline", pipeline)).isFalse();
    assertThat(role.may("sqs:ReceiveMessage", "arn:aws:sqs:eu-central-1:123456789012:q")).isTrue();
    assertThat(role.may("sns:Publish", "arn:aws:sns:eu-central-1:123456789012:risk")).isTrue();
    assertThat(role.may("sns:Publish", "arn:aws:sns:eu-central-1:123456789012:other")).isFalse();
    assertThat(role.may("sqs:SendMessage", "arn:aws:sqs:eu-central-1:123456789012:q")).isFalse();
    assertThat(passes(role, JOB_ROLE, "sagemaker.amazonaws.com")).isTrue();
  }

  @Test
  void thePipelineRunsItsStepsAndNothingElse() {
    IamRole role = roles.get(4);
    String job = SAGEMAKER + "processing-job/";
    assertThat(role.may("sagemaker:CreateProcessingJob", job + "pipelines-1-Run-2")).isTrue();
    assertThat(role.may("sagemaker:CreateProcessingJob", job + "credit-risk-run-1")).isFalse();
    assertThat(passes(role, JOB_ROLE, "sagemaker.amazonaws.com")).isTrue();
    assertThat(role.may("s3:GetObject", FILES + "work/1/outcome/outcome.json")).isTrue();
    assertThat(role.may("s3:GetObject", FILES + "data/1/train/part-0.parquet")).isFalse();
    assertThat(role.may("sagemaker:CreateModelPackage", SAGEMAKER + "model-package/a/1")).isFalse();
  }

  @Test
  void aChangeOfTheTableArrivesAndNoOther() throws IOException {
    JsonNode found = JSON.readTree(Python.run("table_events.py", "conf/aws"));

    assertThat(found.get("forwarded")).extracting(JsonNode::asText).containsExactly("credit_card");
    found
        .get("noticed")
        .properties()
        .forEach(
            one ->
                assertThat(one.getValue().asBoolean())
                    .as(one.getKey())
                    .isEqualTo(one.getKey().equals("the table")));
    assertThat(found.at("/targets/0").asText()).endsWith(":riskmesh-table-changes");
    assertThat(found.at("/pipelineTargets/0").asText()).endsWith(":pipeline/night");
  }

  @Test
  void theCrawlerReadsOneFolderAndWritesOneTable() {
    IamRole role = roles.get(5);
    String glue = "arn:aws:glue:eu-central-1:123456789012:";
    assertThat(role.may("s3:GetObject", "arn:aws:s3:::lake/lending/credit_card/d=1/0")).isTrue();
    assertThat(role.may("s3:GetObject", "arn:aws:s3:::lake/lending/salaries/0")).isFalse();
    assertThat(role.may("glue:UpdateTable", glue + "table/lending/credit_card")).isTrue();
    assertThat(role.may("glue:UpdateTable", glue + "table/lending/salaries")).isFalse();
    assertThat(role.may("glue:DeleteTable", glue + "table/lending/credit_card")).isFalse();
  }

  @Test
  void lifecycleRulesAreMergedIntoABucketsOwn() {
    assertThat(Python.run("lifecycle.py", Moto.endpoint()).lines())
        .contains(
            "a bucket without rules",
            "other rules stay as they are",
            "the second time there is nothing to do",
            "what contradicts is refused before anything is written");
  }

  @Test
  void theBucketOfOursHasTheSameRules() throws IOException {
    // Read without CloudFormation's functions: a !Sub is its text.
    JsonNode template = YAML.readTree(Path.of("conf/aws/artifacts-bucket.yaml").toFile());
    JsonNode rules = template.at("/Resources/Bucket/Properties/LifecycleConfiguration/Rules");
    String text = Files.readString(Path.of("conf/aws/lifecycle.json"));
    JsonNode fragment =
        JSON.readTree(
            text.replace("${job}", "${JobName}").replace("${prefix}", "${ArtifactsPrefix}"));

    assertThat(fragment).hasSize(3);
    // For all of the bucket there: nobody else has a folder in it.
    JsonNode leftovers = rules.get(3);
    assertThat(leftovers.has("Prefix")).isFalse();
    assertThat(leftovers.get("AbortIncompleteMultipartUpload"))
        .isEqualTo(fragment.get(2).get("AbortIncompleteMultipartUpload"));
    for (int i = 0; i < 2; i++) {
      JsonNode ours = fragment.get(i);
      JsonNode there = rules.get(i);
      assertThat(there.get("Id")).isEqualTo(ours.get("ID"));
      assertThat(there.get("Prefix")).isEqualTo(ours.at("/Filter/Prefix"));
      assertThat(there.get("NoncurrentVersionExpiration"))
          .isEqualTo(ours.get("NoncurrentVersionExpiration"));
      assertThat(there.get("Status")).isEqualTo(ours.get("Status"));
    }
    // What lifecycle.py finds to be the script's.
    assertThat(template.at("/Parameters/WorkDays/Default").asInt()).isEqualTo(7);
    assertThat(template.at("/Parameters/DataDays/Default").asInt()).isEqualTo(90);
  }
}
