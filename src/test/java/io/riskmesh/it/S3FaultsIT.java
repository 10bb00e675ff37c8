package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.FaultProxy.Rule;
import io.riskmesh.aws.Moto;
import io.riskmesh.store.RunPaths;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Whole runs with source and artifacts in a bucket, in good times and in bad ones. */
@Tag("full")
@ExtendWith(Moto.class)
class S3FaultsIT {
  private static final RunPaths PATHS = new RunPaths("credit-risk", "night");

  @TempDir Path folder;

  @Test
  void aRunOnS3PublishesAndLeavesNothingElse() throws Exception {
    try (S3Runs s3 = new S3Runs("s3a", folder);
        S3Reader reader = new S3Reader(s3.direct(), s3.bucket, PATHS)) {
      Cli.Ended ended = s3.run("night");

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out())
          .contains("s3a://%s/artifacts/credit-risk/runs/night/report".formatted(s3.bucket));
      assertThat(reader.end()).isPositive();
      assertThat(s3.direct().listObjectsV2(l -> l.bucket(s3.bucket).prefix("artifacts")).contents())
          .extracting(S3Object::key)
          .contains("artifacts/credit-risk/latest.json")
          .noneMatch(key -> key.contains("/work/night") || key.contains("_temporary"));
      // The lease's grow with the time that the run takes. The others were 1,375 when this was
      // written, all but 150 by Spark.
      List<Call> calls =
          s3.proxy.calls().stream()
              .filter(call -> !call.path().matches(".*(/|%2F)lease(/|%2F).*"))
              .toList();
      long ours = calls.stream().filter(call -> !isSparks(call)).count();
      assertThat(calls.size()).isLessThan(1_700);
      assertThat(ours).isLessThan(200);
    }
  }

  @Test
  void aRunGoesThroughErrorsAndLostAnswers() throws Exception {
    try (S3Runs s3 = new S3Runs("s3", folder);
        S3Reader reader = new S3Reader(s3.direct(), s3.bucket, PATHS)) {
      s3.proxy.when(sometimes(5, (call, behind) -> Answer.s3(503, "SlowDown")));
      s3.proxy.when(sometimes(5, (call, behind) -> Answer.s3(500, "InternalError")));
      s3.proxy.when(
          sometimes(
              5,
              (call, behind) -> {
                Answer done = behind.answer();
                return done.body().length == 0
                    ? new Answer(done.status(), done.headers(), new byte[100], 10)
                    : done.cutAfter(done.body().length / 2);
              }));
      Cli.Ended ended = s3.run("night");
      for (int i = 0; ended.code() == 21 && i < 3; i++) {
        ended = s3.run("night");
      }
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(reader.end()).isPositive();
    }
  }

  @Test
  void anOutageIsWorthARetryAndTheRetryGoesOn() throws Exception {
    try (S3Runs s3 = new S3Runs("s3a", folder);
        S3Reader reader = new S3Reader(s3.direct(), s3.bucket, PATHS)) {
      AtomicReference<Rule> fault =
          new AtomicReference<>((call, behind) -> Answer.s3(503, "SlowDown"));
      AtomicBoolean broken = new AtomicBoolean();
      s3.proxy.when(
          (call, behind) -> {
            if (call.path().matches(".*/data/night/[^/]+/validation/.*")) {
              broken.set(true);
            }
            return broken.get() && isSparks(call) ? fault.get().answer(call, behind) : null;
          });
      String[] impatient = {
        "--set", "aws.attempts=2",
        "--set", "spark.conf.spark.hadoop.fs.s3a.retry.limit=1",
        "--set", "spark.conf.spark.hadoop.fs.s3a.retry.throttle.limit=1"
      };
      Cli.Ended failed = s3.run("night", impatient);
      assertThat(failed.code()).as(failed.err()).isEqualTo(21);
      assertThat(failed.err()).contains("stage features").doesNotContain(Moto.SECRET_KEY);

      // A refusal in form, but one that passes: nobody is to look for a grant.
      // (A HEAD would be refused without the reason.)
      fault.set(
          (call, behind) ->
              call.method().equals("HEAD") ? null : Answer.s3(403, "RequestTimeTooSkewed"));
      Cli.Ended skewed = s3.run("night", impatient);
      assertThat(skewed.code()).as(skewed.err()).isEqualTo(21);
      assertThat(skewed.err()).contains("clock", "RequestTimeTooSkewed");

      fault.set((call, behind) -> null);
      Cli.Ended again = s3.run("night");
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.err()).contains("split").contains("earlier");
      assertThat(reader.end()).isPositive();
    }
  }

  /** For so many of a hundred calls, always the same ones of a sequence. */
  private static Rule sometimes(int percent, Rule rule) {
    Random random = new Random(percent);
    return (call, behind) -> {
      boolean now;
      synchronized (random) {
        now = random.nextInt(100) < percent;
      }
      return now ? rule.answer(call, behind) : null;
    };
  }

  private static boolean isSparks(Call call) {
    return call.header("User-Agent").contains("Hadoop");
  }
}
