package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.Mesh;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code check} before the night. Each fault is planted alone, and the line that fails is its own;
 * grants are AWS's documented refusals, replayed by a proxy, since the server checks none.
 */
class GlueCheckIT extends SharedDatabase {
  private GlueEnvironment env;

  @BeforeEach
  void open() {
    mesh.creditsCsv("producer_credit", "credit_card", bucket);
    env =
        GlueEnvironment.glue(folder)
            .behind(api.endpoint())
            .withS3(s3.endpoint())
            .withArtifacts("s3a://%s/artifacts".formatted(mesh.bucket()));
  }

  private Cli.Ended check(String... more) {
    return cli.runIn(env.write(), "check", more);
  }

  /** The one line that fails says these words, and the exit code is 20. */
  private void fails(Cli.Ended ended, String probe, String... words) {
    String failed =
        Arrays.stream(ended.out().split("\n"))
            .filter(line -> line.startsWith("FAILED"))
            .reduce("", (a, b) -> a + b + "\n");
    assertThat(failed).as(ended.out() + ended.err()).contains("FAILED " + probe).contains(words);
    assertThat(failed.strip().lines()).as(failed).hasSize(1);
    assertThat(ended.code()).isEqualTo(20);
  }

  private void when(String operation, String part, Answer answer) {
    api.when((call, behind) -> call.isFor(operation) && call.text().contains(part) ? answer : null);
  }

  private static Answer denied(String message) {
    return Answer.error(400, "AccessDeniedException", message);
  }

  @Test
  void everythingHolds() {
    Cli.Ended ended = check();
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .contains("ok     caller", "arn:aws:", "eu-west-1")
        .contains("ok     artifacts")
        .contains("ok     source", "-> 123456789012:producer_credit.credit_card (csv), 1 files")
        .contains("ok     schema", "ok     read", "ok     freshness", "ok     workers")
        .doesNotContain("FAILED");
    assertThat(mesh.keys(bucket, "")).containsExactly("credit_card/credit_card.csv");
  }

  @Test
  void aCallerWhomAwsDoesNotKnow() {
    api.when(
        (call, behind) ->
            call.text().contains("GetCallerIdentity")
                ? new Answer(
                    403,
                    java.util.Map.of("Content-Type", "text/xml"),
                    "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>planted</Message></Error></ErrorResponse>"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    Integer.MAX_VALUE)
                : null);
    fails(check(), "caller", "InvalidClientTokenId");
  }

  @Test
  void aDatabaseThatIsNotThere() {
    fails(
        check("--set", "source.table=rl_credit-crad.credit_card"),
        "source",
        "rl_credit-crad is not in the Glue catalog");
  }

  @Test
  void aLinkWithoutDescribe() {
    when("GetDatabase", "rl_credit-card", denied("Insufficient Lake Formation permission(s)"));
    fails(check(), "source", "no DESCRIBE on database or resource link rl_credit-card");
  }

  @Test
  void aLinkWhoseTargetIsNotGranted() {
    when("GetTable", Mesh.PRODUCER, denied("Insufficient Lake Formation permission(s)"));
    fails(check(), "source", "the resource link exists", "Producer's side");
  }

  @Test
  void aLinkIntoAnotherRegion() {
    mesh.databaseLink("far", "producer_credit", "us-east-1");
    fails(check("--set", "source.table=far.credit_card"), "source", "region us-east-1");
  }

  @Test
  void linksInACircle() {
    mesh.databaseLink("a", "b");
    mesh.databaseLink("b", "a");
    fails(check("--set", "source.table=a.credit_card"), "source", "cycle");
  }

  @Test
  void noSelectOnTheTarget() {
    env = env.withCatalog("{type: glue, access: lakeformation}");
    api.when(
        (call, behind) ->
            call.path().contains("GetTemporaryGlueTableCredentials")
                ? Answer.error(400, "AccessDeniedException", "planted")
                : null);
    fails(check(), "source", "no SELECT on", "lakeformation:GetDataAccess");
  }

  @Test
  void aTableWithRowFilters() {
    env = env.withCatalog("{type: glue, access: lakeformation}");
    api.when(
        (call, behind) ->
            call.path().contains("GetTemporaryGlueTableCredentials")
                ? Answer.error(400, "PermissionTypeMismatchException", "planted")
                : null);
    fails(check(), "source", "row or cell filters", "catalog.type: athena");
  }

  @Test
  void aGovernedTableWithoutACredentialPath() {
    api.when(
        (call, behind) -> {
          if (!call.isFor("GetTable")) {
            return null;
          }
          Answer answer = behind.answer();
          String governed =
              new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)
                  .replace("\"Table\": {", "\"Table\": {\"IsRegisteredWithLakeFormation\": true, ")
                  .replaceAll("\"IsRegisteredWithLakeFormation\": false,?", "");
          return Answer.json(200, governed);
        });
    refuseFiles();
    fails(check(), "source", "governed by Lake Formation", "catalog.access: lakeformation");
  }

  @Test
  void filesThatMayNotBeRead() {
    refuseFiles();
    fails(check(), "source", "this role may not read", "s3:GetObject");
  }

  private void refuseFiles() {
    s3.when((call, behind) -> call.path().contains(bucket) ? Answer.s3(403, "AccessDenied") : null);
  }

  @Test
  void aColumnThatIsNotThere() {
    fails(check("--set", "label.column=credit_risc"), "schema", "credit_risc");
  }

  @Test
  void artifactsThatMayNotBeWritten() {
    s3.when(
        (call, behind) ->
            call.method().equals("PUT") && call.path().contains("artifacts")
                ? Answer.s3(403, "AccessDenied")
                : null);
    fails(check(), "artifacts", "cannot be written");
  }

  @Test
  void tooFewSlots() {
    Cli.Ended ended = check("--set", "training.workers=5");
    assertThat(ended.out()).contains("FAILED workers", "5");
    assertThat(ended.code()).isNotZero();
  }

  @Test
  void aServiceThatDoesNotAnswerIsWorthARetry() {
    when("GetDatabase", "", Answer.error(500, "InternalServiceException", "planted"));
    Cli.Ended ended = check();
    assertThat(ended.out()).contains("FAILED source", "InternalServiceException");
    assertThat(ended.code()).isEqualTo(21);
  }
}
