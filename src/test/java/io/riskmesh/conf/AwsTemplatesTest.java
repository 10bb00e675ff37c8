package io.riskmesh.conf;

import static io.riskmesh.conf.Templates.deploy;
import static io.riskmesh.conf.Templates.python;
import static io.riskmesh.conf.Templates.stack;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The templates of {@code conf/aws}: valid for cfn-lint (types, properties, names of actions), and
 * as narrow as {@link Statements} wants them. What a role may do is decided on the policies that
 * moto's CloudFormation makes of the template; no grant of Lake Formation is made there.
 */
class AwsTemplatesTest {
  private static final String HERE = "arn:aws:glue:eu-central-1:123456789012:";
  private static final String THERE = "arn:aws:glue:eu-central-1:111122223333:";
  private static final String FILES = "arn:aws:s3:::risk-artifacts/riskmesh/credit-risk/";
  private static final String MODELS = "arn:aws:sagemaker:eu-central-1:123456789012:model-package/";
  private static final String GROUPS = "arn:aws:sagemaker:eu-central-1:123456789012:feature-group/";
  private static final String OFFLINE = HERE + "table/sagemaker_featurestore/";
  private static final String STORE_ROLE = "arn:aws:iam::123456789012:role/feature-store";
  private static final String GLUE_LOG =
      "arn:aws:logs:eu-central-1:123456789012:log-group:/aws-glue/jobs/output:log-stream:a";
  private static final Map<String, String> ROLE =
      Map.of(
          "ArtifactsBucket", "risk-artifacts",
          "ProducerAccount", "111122223333",
          "ProducerDatabase", "lending");

  private static JsonNode templates;

  @BeforeAll
  static void parse() throws IOException {
    templates = python("parse", "conf/aws");
  }

  @Test
  void lintFindsNothing() throws IOException {
    assertThat(templates).hasSizeGreaterThanOrEqualTo(12);
    assertThat(python("lint", "conf/aws")).isEmpty();
  }

  @Test
  void grantsNoMoreThanIsNamed() {
    templates
        .fields()
        .forEachRemaining(
            template ->
                assertThat(Statements.problems(template.getValue()))
                    .as(template.getKey())
                    .isEmpty());
  }

  @Test
  void refusesATemplateThatIsWrong(@TempDir Path folder) throws IOException {
    Map<String, String> expected =
        Map.of(
            "property.yaml", "E3002",
            "reference.yaml", "E1020",
            "action.yaml", "W3037",
            "unused.yaml", "W2001");
    write(
        folder,
        "property.yaml",
        "Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {BucketNam: b}}}");
    write(
        folder,
        "reference.yaml",
        "Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref Nothing}}}");
    write(folder, "action.yaml", policy("{Sid: A, Effect: Allow, Action: s3:GetObjekt, " + ON));
    write(
        folder,
        "unused.yaml",
        "Parameters: {P: {Type: String}}\nResources: {B: {Type: 'AWS::S3::Bucket'}}");

    JsonNode findings = python("lint", "" + folder);

    expected.forEach(
        (file, rule) ->
            assertThat(findings)
                .anySatisfy(one -> assertThat(one.asText()).startsWith(file).contains(rule)));
  }

  @Test
  void refusesATemplateThatIsTooWide(@TempDir Path folder) throws IOException {
    Map<String, String> wide = new HashMap<>();
    wide.put("without Sid", "{Effect: Allow, Action: s3:GetObject, " + ON);
    wide.put("action s3:*", "{Sid: A, Effect: Allow, Action: 's3:*', " + ON);
    wide.put("action *", "{Sid: A, Effect: Allow, Action: '*', " + ON);
    wide.put(
        "resource * for [glue:GetTable]",
        "{Sid: A, Effect: Allow, Action: glue:GetTable, Resource: '*'}");
    wide.put(
        "no more than a bucket",
        "{Sid: A, Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::b/*'}");
    wide.put(
        "wildcard before its end",
        "{Sid: A, Effect: Allow, Action: glue:GetTable, Resource: 'arn:aws:glue:*:1:table/d/t'}");
    wide.put("NotAction", "{Sid: A, Effect: Allow, NotAction: iam:PassRole, " + ON);
    wide.put("anybody is allowed", "{Sid: A, Effect: Allow, Principal: '*', Action: s3:Get, " + ON);
    wide.put(
        "whatever account",
        "{Sid: A, Effect: Allow, Principal: {Service: emr-serverless.amazonaws.com},"
            + " Action: sts:AssumeRole}");
    Map<String, String> files = new HashMap<>();
    write(
        folder,
        "lake.yaml",
        "Resources: {G: {Type: 'AWS::LakeFormation::PrincipalPermissions', Properties: {Permissions:"
            + " [ALL], PermissionsWithGrantOption: [], Principal: {}, Resource: {}}}}");
    files.put("lake.yaml", "a reader is granted [ALL]");
    for (Map.Entry<String, String> one : wide.entrySet()) {
      String file = files.size() + ".yaml";
      write(folder, file, policy(one.getValue()));
      files.put(file, one.getKey());
    }

    JsonNode parsed = python("parse", "" + folder);

    files.forEach(
        (file, problem) ->
            assertThat(Statements.problems(parsed.get(file)))
                .as(problem)
                .anySatisfy(found -> assertThat(found).contains(problem)));
  }

  @Test
  void theRoleDoesItsJobAndNoMore(@TempDir Path folder) throws IOException {
    Map<String, String> withAll = new HashMap<>(ROLE);
    withAll.put("RunsOn", "sagemaker");
    withAll.put("ModelPackageGroup", "credit-risk");
    withAll.put("AthenaWorkGroup", "risk");
    withAll.put("FeatureGroup", "credit-raw");
    withAll.put("OfflineTable", "credit_raw");
    withAll.put("FeatureStoreRoleArn", STORE_ROLE);
    withAll.put("SourceBucket", "lake");
    withAll.put("SourcePrefix", "lending/credit_card");
    withAll.put("SourceRegion", "eu-west-1");
    withAll.put("ArtifactsKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/1");
    withAll.put("SourceKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/2");
    withAll.put("ScoresDatabase", "risk");
    withAll.put("ScoresTable", "scores");
    withAll.put("ScoresBucket", "risk-tables");
    withAll.put("ScoresPrefix", "risk.db/scores");
    withAll.put("ScoresKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/3");
    Map<String, String> byVerdict = new HashMap<>(ROLE);
    byVerdict.put("RunsOn", "emr-ec2");
    byVerdict.put("ModelPackageGroup", "credit-risk");
    byVerdict.put("Approval", "verdict");
    byVerdict.put("FeatureGroup", "credit-raw");
    byVerdict.put("OfflineTable", "credit_raw");

    Map<String, String> onGlue = new HashMap<>(ROLE);
    onGlue.put("RunsOn", "glue");

    JsonNode made =
        deploy(
            folder,
            List.of(
                stack("consumer-execution-role", ROLE),
                stack("consumer-execution-role", withAll),
                stack("consumer-execution-role", byVerdict),
                stack("consumer-execution-role", onGlue)));

    leastOf(made.get(0));
    mostOf(made.get(1));
    assertThat(made.get(2).get("profiles")).extracting(JsonNode::asText).contains("riskmesh-job");
    assertThat(made.get(2).at("/trust/Statement")).hasSize(1);
    assertThat(made.get(3).at("/trust/Statement/0/Principal/Service").asText())
        .isEqualTo("glue.amazonaws.com");
    assertThat(IamRole.of(made.get(3).get("policies")).may("logs:PutLogEvents", GLUE_LOG)).isTrue();
    assertThat(IamRole.of(made.get(0).get("policies")).may("logs:PutLogEvents", GLUE_LOG))
        .isFalse();
    IamRole verdict = IamRole.of(made.get(2).get("policies"));
    assertThat(
            verdict.may(
                "sagemaker:CreateModelPackage", MODELS + "credit-risk/1", status("Approved")))
        .isTrue();
    assertThat(verdict.may("sagemaker:UpdateModelPackage", MODELS + "credit-risk/1")).isFalse();
    assertThat(verdict.may("sagemaker:PutRecord", GROUPS + "credit-raw")).isTrue();
    assertThat(verdict.may("sagemaker:CreateFeatureGroup", GROUPS + "credit-raw")).isFalse();
    assertThat(verdict.may("glue:UpdateTable", OFFLINE + "credit_raw_1764511200")).isTrue();
    assertThat(verdict.may("glue:CreateTable", OFFLINE + "credit_raw_1764511200")).isFalse();
    assertThat(verdict.may("iam:PassRole", STORE_ROLE, passed("sagemaker.amazonaws.com")))
        .isFalse();
  }

  private static void leastOf(JsonNode stack) {
    assertThat(stack.at("/outputs/RoleArn").asText())
        .isEqualTo("arn:aws:iam::123456789012:role/riskmesh-job");
    assertThat(stack.at("/trust/Statement")).hasSize(1);
    assertThat(stack.at("/trust/Statement/0/Principal/Service").asText())
        .isEqualTo("emr-serverless.amazonaws.com");
    assertThat(stack.get("policies")).hasSize(2);
    assertThat(stack.get("policies").toString()).doesNotContain("${").doesNotContain("Fn::");
    IamRole role = IamRole.of(stack.get("policies"));
    for (String action : List.of("glue:GetDatabase", "glue:GetTable", "glue:GetPartitions")) {
      assertThat(role.may(action, HERE + "catalog")).isTrue();
      assertThat(role.may(action, HERE + "database/rl_credit-card")).isTrue();
      assertThat(role.may(action, HERE + "table/rl_credit-card/credit_card")).isTrue();
      assertThat(role.may(action, THERE + "catalog")).isTrue();
      assertThat(role.may(action, THERE + "database/lending")).isTrue();
      assertThat(role.may(action, THERE + "table/lending/credit_card")).isTrue();
      assertThat(role.may(action, THERE + "table/lending/salaries")).isFalse();
      assertThat(role.may(action, HERE + "table/rl_credit-card/salaries")).isFalse();
    }
    assertThat(role.may("glue:UpdateTable", THERE + "table/lending/credit_card")).isFalse();
    assertThat(role.may("lakeformation:GetDataAccess", "*")).isTrue();
    assertThat(role.may("lakeformation:GrantPermissions", "*")).isFalse();
    assertThat(role.may("s3:GetObject", "arn:aws:s3:::lake/lending/credit_card/1")).isFalse();
    for (String action : List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject")) {
      assertThat(role.may(action, FILES + "latest.json")).isTrue();
      assertThat(role.may(action, "arn:aws:s3:::risk-artifacts/other/latest.json")).isFalse();
      assertThat(role.may(action, FILES.replace("credit-risk", "mortgage") + "latest.json"))
          .isFalse();
      assertThat(role.may(action, FILES.replace("credit-risk", "credit-risk-2") + "latest.json"))
          .isFalse();
    }
    assertThat(role.may("s3:DeleteObjectVersion", FILES + "latest.json")).isFalse();
    assertThat(role.may("s3:GetObject", "arn:aws:s3:::risk-artifacts/code/riskmesh.jar")).isTrue();
    assertThat(role.may("s3:PutObject", "arn:aws:s3:::risk-artifacts/code/riskmesh.jar")).isFalse();
    assertThat(list(role, "riskmesh/credit-risk/runs/")).isTrue();
    assertThat(list(role, "other/")).isFalse();
    assertThat(list(role, "riskmesh/mortgage/runs/")).isFalse();
    assertThat(list(role, "riskmesh/")).as("asked for when a folder below is made").isTrue();
    assertThat(role.may("s3:ListBucket", "arn:aws:s3:::risk-artifacts")).isFalse();
    assertThat(role.may("athena:StartQueryExecution", athena("primary"))).isFalse();
    assertThat(role.may("glue:UpdateTable", HERE + "table/risk/scores")).isFalse();
    assertThat(role.may("sagemaker:DescribeFeatureGroup", GROUPS + "credit-raw")).isFalse();
    assertThat(
            role.may("sagemaker:CreateModelPackage", MODELS + "credit-risk/1", status("Approved")))
        .isFalse();
  }

  private static void mostOf(JsonNode stack) {
    IamRole role = IamRole.of(stack.get("policies"));
    assertThat(stack.at("/trust/Statement/0/Principal/Service").asText())
        .isEqualTo("sagemaker.amazonaws.com");
    assertThat(role.may("glue:GetTable", THERE + "table/lending/credit_card")).isFalse();
    assertThat(
            role.may(
                "glue:GetTable", "arn:aws:glue:eu-west-1:111122223333:table/lending/credit_card"))
        .isTrue();
    assertThat(role.may("s3:GetObject", "arn:aws:s3:::lake/lending/credit_card/1")).isTrue();
    assertThat(role.may("s3:PutObject", "arn:aws:s3:::lake/lending/credit_card/1")).isFalse();
    assertThat(role.may("s3:GetObject", "arn:aws:s3:::lake/lending/credit_cards/1")).isFalse();
    assertThat(role.may("athena:StartQueryExecution", athena("risk"))).isTrue();
    assertThat(role.may("athena:StartQueryExecution", athena("primary"))).isFalse();
    assertThat(role.may("sagemaker:CreateFeatureGroup", GROUPS + "credit-raw")).isTrue();
    assertThat(role.may("sagemaker:PutRecord", GROUPS + "credit-rawer")).isFalse();
    assertThat(role.may("sagemaker:DeleteFeatureGroup", GROUPS + "credit-raw")).isFalse();
    assertThat(role.may("glue:UpdateTable", OFFLINE + "credit_raw_1764511200")).isTrue();
    assertThat(role.may("glue:UpdateTable", OFFLINE + "salaries_1764511200")).isFalse();
    assertThat(role.may("glue:DeleteTable", OFFLINE + "credit_raw_1764511200")).isFalse();
    assertThat(role.may("iam:PassRole", STORE_ROLE, passed("sagemaker.amazonaws.com"))).isTrue();
    assertThat(role.may("iam:PassRole", STORE_ROLE, passed("ec2.amazonaws.com"))).isFalse();
    for (String action : List.of("glue:GetTable", "glue:CreateTable", "glue:UpdateTable")) {
      assertThat(role.may(action, HERE + "table/risk/scores")).isTrue();
      assertThat(role.may(action, HERE + "table/risk/limits")).isFalse();
    }
    assertThat(role.may("glue:DeleteTable", HERE + "table/risk/scores")).isFalse();
    assertThat(role.may("glue:CreateDatabase", HERE + "database/risk")).isFalse();
    assertThat(role.may("s3:PutObject", "arn:aws:s3:::risk-tables/risk.db/scores/data/a")).isTrue();
    assertThat(role.may("s3:PutObject", "arn:aws:s3:::risk-tables/risk.db/limits/a")).isFalse();
    String scores = "arn:aws:kms:eu-central-1:123456789012:key/3";
    assertThat(role.may("kms:GenerateDataKey", scores, via("s3.eu-central-1.amazonaws.com")))
        .isTrue();
    String key = "arn:aws:kms:eu-central-1:123456789012:key/1";
    assertThat(role.may("kms:GenerateDataKey", key, via("s3.eu-central-1.amazonaws.com"))).isTrue();
    assertThat(role.may("kms:Decrypt", key)).isFalse();
    String source = "arn:aws:kms:eu-west-1:111122223333:key/2";
    assertThat(role.may("kms:Decrypt", source, via("s3.eu-west-1.amazonaws.com"))).isTrue();
    assertThat(role.may("kms:GenerateDataKey", source, via("s3.eu-west-1.amazonaws.com")))
        .isFalse();
    String model = MODELS + "credit-risk/1";
    String register = "sagemaker:CreateModelPackage";
    assertThat(role.may(register, model, status("PendingManualApproval"))).isTrue();
    assertThat(role.may(register, model, status("Rejected"))).isTrue();
    assertThat(role.may(register, model, status("Approved"))).isFalse();
    assertThat(role.may(register, model)).isFalse();
    assertThat(role.may(register, MODELS + "other/1", status("PendingManualApproval"))).isFalse();
    assertThat(role.may("sagemaker:UpdateModelPackage", model, status("Approved"))).isFalse();
    assertThat(role.may("sagemaker:DescribeModelPackage", model)).isTrue();
  }

  @Test
  void theOthersAreProcessed(@TempDir Path folder) throws IOException {
    Map<String, String> table =
        Map.of("ConsumerAccount", "123456789012", "Database", "lending", "Table", "credit_card");
    Map<String, String> link =
        Map.of(
            "RoleArn", "arn:aws:iam::123456789012:role/riskmesh-job",
            "ProducerAccount", "111122223333",
            "ProducerDatabase", "lending");

    JsonNode made =
        deploy(
            folder,
            List.of(
                stack("artifacts-bucket", Map.of("BucketName", "risk-artifacts")),
                stack("producer-share-table", table),
                stack("producer-tag", Map.of()),
                stack("producer-share-tags", table),
                stack("consumer-resource-link", link),
                stack("consumer-target-grants", link)));

    assertThat(made).hasSize(6);
    assertThat(made.at("/0/buckets/0").asText()).isEqualTo("risk-artifacts");
    assertThat(made.at("/0/outputs/Artifacts").asText()).isEqualTo("risk-artifacts/riskmesh");
    assertThat(made.at("/4/outputs/SourceTable").asText()).isEqualTo("rl_credit-card.credit_card");
  }

  @Test
  void rowsOfBorrowersExpireAndRunsStay() {
    JsonNode bucket = templates.at("/artifacts-bucket.yaml/Resources/Bucket");

    List<JsonNode> rules =
        StreamSupport.stream(
                bucket.at("/Properties/LifecycleConfiguration/Rules").spliterator(), false)
            .toList();

    assertThat(rules)
        .filteredOn(rule -> rule.has("ExpirationInDays"))
        .extracting(rule -> rule.at("/Prefix/Fn::Sub").asText())
        .containsExactly(
            "${ArtifactsPrefix}/${JobName}/work/", "${ArtifactsPrefix}/${JobName}/data/")
        .noneMatch(prefix -> prefix.contains("*"));
    assertThat(bucket.get("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(bucket.at("/Properties/VersioningConfiguration/Status").asText())
        .isEqualTo("Enabled");
  }

  @Test
  void theReadmeGivesTheParametersThatThereAre() throws IOException {
    String readme = Files.readString(Path.of("conf/aws/README.md")).replace("\\\n", " ");

    List<MatchResult> commands =
        Pattern.compile("cloudformation deploy .*conf/aws/(\\S+)(.*)")
            .matcher(readme)
            .results()
            .toList();

    assertThat(commands).hasSize(templates.size());
    for (MatchResult command : commands) {
      JsonNode parameters = templates.get(command.group(1)).path("Parameters");
      Set<String> given =
          Pattern.compile("(\\w+)=")
              .matcher(command.group(2))
              .results()
              .map(m -> m.group(1))
              .collect(toSet());
      assertThat(parameters.fieldNames()).toIterable().as(command.group()).containsAll(given);
      assertThat(parameters.properties())
          .filteredOn(parameter -> !parameter.getValue().has("Default"))
          .extracting(Map.Entry::getKey)
          .as(command.group())
          .isSubsetOf(given);
    }
  }

  private static boolean list(IamRole role, String prefix) {
    return role.may("s3:ListBucket", "arn:aws:s3:::risk-artifacts", Map.of("s3:prefix", prefix));
  }

  private static String athena(String workgroup) {
    return "arn:aws:athena:eu-central-1:123456789012:workgroup/" + workgroup;
  }

  private static Map<String, String> status(String approval) {
    return Map.of("sagemaker:ModelApprovalStatus", approval);
  }

  private static Map<String, String> passed(String service) {
    return Map.of("iam:PassedToService", service);
  }

  private static Map<String, String> via(String service) {
    return Map.of("kms:ViaService", service);
  }

  private static final String ON = "Resource: 'arn:aws:s3:::b/folder/*'}";

  private static String policy(String statement) {
    return "Resources: {P: {Type: 'AWS::IAM::ManagedPolicy', Properties: {PolicyDocument:"
        + " {Version: '2012-10-17', Statement: ["
        + statement
        + "]}}}}";
  }

  private static void write(Path folder, String file, String resources) throws IOException {
    Files.writeString(
        folder.resolve(file), "AWSTemplateFormatVersion: '2010-09-09'\n" + resources + "\n");
  }
}
