package io.riskmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.config.AwsConfig;
import io.riskmesh.config.AwsConfig.S3Config;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.store.StoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store over real HTTP, with the faults that S3 and networks have. */
@ExtendWith(Moto.class)
class S3StoreTest extends StoreContract {
  private static final int PART = 5 << 20;
  private static final AtomicInteger NEXT = new AtomicInteger();

  private String bucket;
  private FaultProxy proxy;
  private Store store;

  @BeforeEach
  void open() {
    bucket = "contract-" + NEXT.incrementAndGet();
    try (AwsClients aws = new AwsClients(config(Moto.endpoint(), 1))) {
      aws.s3()
          .createBucket(
              b ->
                  b.bucket(bucket)
                      .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    }
    proxy = new FaultProxy(Moto.endpoint());
    store = store(5);
  }

  @AfterEach
  void close() {
    store.close();
    proxy.close();
  }

  private static AwsConfig config(String endpoint, int attempts) {
    return new AwsConfig(
        Optional.of("eu-west-1"),
        Optional.empty(),
        Optional.empty(),
        new S3Config(
            Optional.of(endpoint), true, Optional.of("arn:aws:kms:eu-west-1:123456789012:key/k")),
        attempts);
  }

  private Store store(int attempts) {
    return new S3Store(
        "s3a://%s/some/folder/".formatted(bucket), config(proxy.endpoint(), attempts), PART);
  }

  @Override
  protected Store store() {
    return store;
  }

  private static boolean isPut(Call call) {
    return call.method().equals("PUT");
  }

  private List<Call> puts() {
    return proxy.calls().stream().filter(S3StoreTest::isPut).toList();
  }

  @Test
  void keepsTheSchemeForSpark() {
    assertThat(store.uri("")).isEqualTo("s3a://%s/some/folder".formatted(bucket));
    assertThat(store.uri("a/b")).isEqualTo("s3a://%s/some/folder/a/b".formatted(bucket));
  }

  @Test
  void encryptsWithTheKeyOfTheEnvironment() {
    store.write("a", bytes("1"));
    store.write("b", new byte[PART + 1]);
    List<Call> first =
        proxy.calls().stream()
            .filter(call -> call.path().endsWith("/a") || call.path().endsWith("?uploads"))
            .toList();
    assertThat(first)
        .hasSize(2)
        .allSatisfy(
            call -> {
              assertThat(call.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
              assertThat(call.header("x-amz-server-side-encryption-aws-kms-key-id"))
                  .endsWith("key/k");
            });
  }

  @Test
  void sendsLargeContentInPartsAndTheConditionWithTheLast() {
    byte[] content = new byte[2 * PART + 7];
    new Random(1).nextBytes(content);
    assertThat(store.create("large", content)).isTrue();
    assertThat(store.create("large", new byte[PART + 1])).isFalse();
    assertThat(store.read("large").orElseThrow()).isEqualTo(content);
    assertThat(puts()).hasSize(5);
    assertThat(proxy.calls()).filteredOn(call -> call.method().equals("DELETE")).hasSize(1);
  }

  @Test
  void listsAndDeletesMoreThanOnePage() {
    IntStream.range(0, 1003)
        .parallel()
        .forEach(i -> store.write("many/%04d".formatted(i), bytes("1")));
    assertThat(store.list("many"))
        .hasSize(1003)
        .isSortedAccordingTo((a, b) -> a.path().compareTo(b.path()));
    store.delete("many");
    assertThat(store.list("many")).isEmpty();
  }

  /** Serialises the writes: Moto compares and writes in two steps, where S3 uses one. */
  private void oneWriteAtATime() {
    Object lock = new Object();
    proxy.when(
        (call, behind) -> {
          if (!isPut(call)) {
            return null;
          }
          synchronized (lock) {
            return behind.answer();
          }
        });
  }

  @Test
  void ofManyCreatorsOneWins() throws Exception {
    oneWriteAtATime();
    assertThat(yes(40, i -> store.create("one", bytes("by " + i)))).isEqualTo(1);
  }

  @Test
  void ofManyReplacersOneWins() throws Exception {
    oneWriteAtATime();
    store.write("latest", bytes("0"));
    assertThat(yes(40, i -> store.replace("latest", Optional.of(bytes("0")), bytes("n" + i))))
        .isEqualTo(1);
  }

  @Test
  void aCreateWhoseAnswerWasLostIsTheCallersOwn() {
    AtomicInteger lost = new AtomicInteger();
    proxy.when(
        (call, behind) -> {
          if (isPut(call) && lost.getAndIncrement() % 2 == 0) {
            Answer done = behind.answer();
            // The first response is an error, the next one breaks off.
            return lost.get() == 1
                ? Answer.s3(500, "InternalError")
                : new Answer(done.status(), done.headers(), new byte[100], 10);
          }
          return null;
        });
    assertThat(store.create("mine", bytes("first"))).isTrue();
    assertThat(store.create("mine", bytes("second"))).isFalse();
    assertThat(store.create("other", bytes("third"))).isTrue();
    assertThat(store.replace("other", Optional.of(bytes("third")), bytes("fourth"))).isTrue();
    assertThat(store.read("mine").orElseThrow()).isEqualTo(bytes("first"));
    assertThat(store.read("other").orElseThrow()).isEqualTo(bytes("fourth"));
  }

  @Test
  void aLargeCreateWhoseLastAnswerWasLostIsTheCallersOwn() {
    AtomicInteger completed = new AtomicInteger();
    proxy.when(
        (call, behind) -> {
          if (call.method().equals("POST")
              && call.path().contains("uploadId")
              && completed.getAndIncrement() == 0) {
            behind.answer();
            return Answer.s3(500, "InternalError");
          }
          return null;
        });
    assertThat(store.create("mine", new byte[PART + 1])).isTrue();
    assertThat(completed).hasValue(2);
  }

  @Test
  void aConflictOfTwoWritersIsTriedAgain() {
    AtomicInteger conflicts = new AtomicInteger(2);
    proxy.when(
        (call, behind) ->
            isPut(call) && conflicts.getAndDecrement() > 0
                ? Answer.s3(409, "ConditionalRequestConflict")
                : null);
    assertThat(store.create("one", bytes("1"))).isTrue();
    assertThat(puts()).hasSize(3);
  }

  @Test
  void aClockThatIsRefusedIsWorthARetry() {
    proxy.when((call, behind) -> Answer.s3(403, "RequestTimeTooSkewed"));
    assertThatThrownBy(() -> store.write("x", bytes("x")))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("clock")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_UNAVAILABLE);
  }

  @Test
  void aBodyThatIsCutIsReadToItsEnd() throws Exception {
    byte[] content = new byte[1_000_000];
    new Random(2).nextBytes(content);
    store.write("large", content);
    AtomicInteger cuts = new AtomicInteger();
    proxy.when(
        (call, behind) ->
            call.method().equals("GET") && cuts.getAndIncrement() % 3 != 2
                ? behind.answer().cutAfter(200_000)
                : null);
    assertThat(store.read("large").orElseThrow()).isEqualTo(content);
    try (InputStream in = store.open("large")) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    assertThat(proxy.calls().stream().map(call -> call.header("Range")))
        .contains("bytes=200000-", "bytes=400000-");
  }

  @Test
  void aBodyThatIsAlwaysCutIsAnErrorAndNotAShorterFile() {
    store.write("large", new byte[1000]);
    try (Store hasty = store(2)) {
      proxy.when(
          (call, behind) -> call.method().equals("GET") ? behind.answer().cutAfter(0) : null);
      assertThatThrownBy(() -> hasty.read("large"))
          .hasMessageContaining("large")
          .hasMessageContaining("byte 0 of 1000")
          .extracting(e -> ((RunException) e).outcome())
          .isEqualTo(Outcome.SOURCE_UNAVAILABLE);
      assertThatThrownBy(() -> hasty.open("large").readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void answersThatAreCutAreAskedForAgain() {
    store.write("a/b", bytes("1"));
    AtomicInteger cuts = new AtomicInteger();
    proxy.when(
        (call, behind) -> {
          Answer whole = behind.answer();
          return cuts.getAndIncrement() % 3 == 0 && whole.body().length > 0
              ? whole.cutAfter(whole.body().length / 2)
              : whole;
        });
    assertThat(store.list("a")).hasSize(1);
    assertThat(store.read("a/missing")).isEmpty();
    assertThat(store.create("a/b", bytes("2"))).isFalse();
    assertThat(store.create("a/c", new byte[PART + 1])).isTrue();
    store.delete("a");
    assertThat(store.list("a")).isEmpty();
  }

  @Test
  void aFileThatChangesWhileItIsReadIsAnError() throws Exception {
    store.write("large", new byte[1_000_000]);
    AtomicInteger cuts = new AtomicInteger();
    proxy.when(
        (call, behind) ->
            call.method().equals("GET") && cuts.getAndIncrement() == 0
                ? behind.answer().cutAfter(500_000)
                : null);
    try (InputStream in = store.open("large")) {
      store.write("large", new byte[2_000_000]);
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void worksThroughErrorsOfAServerUnderLoad() {
    Random random = new Random(3);
    String[] codes = {"SlowDown", "ServiceUnavailable", "InternalError"};
    proxy.when(
        (call, behind) -> {
          synchronized (random) {
            int status = random.nextInt(100) < 20 ? random.nextInt(3) : -1;
            return status < 0 ? null : Answer.s3(status == 2 ? 500 : 503, codes[status]);
          }
        });
    for (int i = 0; i < 15; i++) {
      String path = "f/" + i;
      assertThat(store.create(path, bytes("content " + i))).isTrue();
      assertThat(store.read(path).orElseThrow()).isEqualTo(bytes("content " + i));
    }
    assertThat(store.list("f")).hasSize(15);
    store.delete("f");
    assertThat(store.list("f")).isEmpty();
  }

  @Test
  void keysThatS3DidNotDeleteAreDeletedAgain() {
    store.write("w/a", bytes("1"));
    AtomicInteger first = new AtomicInteger();
    proxy.when(
        (call, behind) ->
            call.path().contains("?delete") && first.getAndIncrement() == 0
                ? undeleted("SlowDown")
                : null);
    store.delete("w");
    assertThat(store.list("w")).isEmpty();
    assertThat(first).hasValue(2);
  }

  @Test
  void keysThatMayNotBeDeletedAreAnError() {
    store.write("w/a", bytes("1"));
    proxy.when(
        (call, behind) -> call.path().contains("?delete") ? undeleted("AccessDenied") : null);
    assertThatThrownBy(() -> store.delete("w"))
        .hasMessageContaining("AccessDenied")
        .hasMessageContaining("some/folder/w/a")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  private static Answer undeleted(String code) {
    return new Answer(
        200,
        Map.of("Content-Type", "application/xml"),
        bytes(
            "<DeleteResult><Error><Key>some/folder/w/a</Key><Code>%s</Code></Error></DeleteResult>"
                .formatted(code)),
        Integer.MAX_VALUE);
  }

  @Test
  void tellsWhatIsMissingAndWhatIsWorthARetry() {
    record Case(int status, String code, Outcome outcome) {}
    for (Case c :
        List.of(
            new Case(403, "AccessDenied", Outcome.SOURCE_MISSING),
            new Case(400, "KMS.DisabledException", Outcome.SOURCE_MISSING),
            new Case(503, "SlowDown", Outcome.SOURCE_UNAVAILABLE),
            new Case(500, "InternalError", Outcome.SOURCE_UNAVAILABLE))) {
      try (FaultProxy faulty =
              new FaultProxy(Moto.endpoint())
                  .when((call, behind) -> Answer.s3(c.status(), c.code()));
          Store one = new S3Store("s3://" + bucket, config(faulty.endpoint(), 1))) {
        for (Runnable call :
            List.<Runnable>of(
                () -> one.read("a"),
                () -> one.open("a"),
                () -> one.write("a", bytes("1")),
                () -> one.create("a", bytes("1")),
                () -> one.list("a"),
                () -> one.delete("a"))) {
          assertThatThrownBy(call::run)
              .hasMessageContaining(c.code())
              .hasMessageContaining("s3://" + bucket + "/a")
              .message()
              .doesNotContain(Moto.ACCESS_KEY, Moto.SECRET_KEY);
          assertThatThrownBy(call::run)
              .extracting(e -> ((RunException) e).outcome())
              .isEqualTo(c.outcome());
        }
      }
    }
  }

  @Test
  void namesABucketThatIsNotThere() {
    try (Store nowhere = new S3Store("s3://no-such-bucket/x", config(proxy.endpoint(), 3))) {
      assertThatThrownBy(() -> nowhere.probe("p"))
          .hasMessageContaining("bucket no-such-bucket does not exist")
          .extracting(e -> ((RunException) e).outcome())
          .isEqualTo(Outcome.SOURCE_MISSING);
      assertThatThrownBy(() -> nowhere.read("p")).hasMessageContaining("bucket no-such-bucket");
    }
  }

  @Test
  void probesConditionsWithFewRequests() {
    store.probe("job/.probe");
    assertThat(proxy.calls()).extracting(Call::method).filteredOn("PUT"::equals).hasSize(3);
    assertThat(proxy.calls()).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void aServerThatIgnoresAConditionIsRefusedBeforeARunBegins() {
    for (String header : List.of("If-None-Match", "If-Match")) {
      AtomicInteger puts = new AtomicInteger();
      try (FaultProxy careless =
              new FaultProxy(Moto.endpoint())
                  .when(
                      (call, behind) ->
                          isPut(call)
                                  && puts.getAndIncrement() > 0
                                  && !call.header(header).isEmpty()
                              ? new Answer(200, Map.of("ETag", "\"1\""), new byte[0], 0)
                              : null);
          Store one = new S3Store("s3://" + bucket, config(careless.endpoint(), 1))) {
        assertThatThrownBy(() -> one.probe("job/.probe"))
            .hasMessageContainingAll("s3://" + bucket, "ignores write conditions")
            .extracting(e -> ((RunException) e).outcome())
            .isEqualTo(Outcome.USAGE);
      }
    }
  }

  @Test
  void aServerWithoutConditionsIsRefused() {
    proxy.when((call, behind) -> isPut(call) ? Answer.s3(501, "NotImplemented") : null);
    assertThatThrownBy(() -> store.probe("job/.probe"))
        .hasMessageContaining("does not support conditional writes")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.USAGE);
  }

  @Test
  void namesTheRegionOfABucketElsewhere() {
    proxy.when(
        (call, behind) ->
            new Answer(
                301,
                Map.of("x-amz-bucket-region", "eu-central-1"),
                Answer.s3(301, "PermanentRedirect").body(),
                Integer.MAX_VALUE));
    assertThatThrownBy(() -> store.write("a", bytes("1")))
        .hasMessageContaining("is in eu-central-1: set aws.region")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  @Test
  void aUriWithoutABucketIsRefused() {
    assertThatThrownBy(() -> new S3Store("s3:///x", config(proxy.endpoint(), 3)))
        .hasMessageContaining("s3:///x")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.USAGE);
  }

  @Test
  void aLeaseHoldsOnS3AndLeavesNothing() {
    RunPaths paths = new RunPaths("job", "r");
    Lease lease = Lease.acquire(store, paths, Lease.PATIENCE);
    assertThatThrownBy(() -> Lease.acquire(store, paths, Lease.PATIENCE))
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_UNAVAILABLE);
    lease.require();
    store.delete(paths.workFolder());
    lease.close();
    assertThat(store.list("")).isEmpty();
  }

  /** A heartbeat without an answer costs one beat, but not the lease. */
  @Test
  void aBeatThatGetsNoAnswerIsFollowedByTheNext() {
    CountDownLatch hole = new CountDownLatch(1);
    AtomicInteger beats = new AtomicInteger();
    proxy.when(
        (call, behind) -> {
          if (isPut(call) && call.path().endsWith(".beat") && beats.incrementAndGet() == 1) {
            awaitQuietly(hole);
            return Answer.s3(500, "InternalError");
          }
          return null;
        });
    try (Lease lease = Lease.acquire(store, new RunPaths("job", "r"), Duration.ofSeconds(48))) {
      long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
      while (beats.get() < 3 && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      assertThat(beats.get()).isGreaterThanOrEqualTo(3);
      assertThat(store.read("job/work/r/lease/1.beat")).isPresent();
      lease.require();
    } finally {
      hole.countDown();
    }
  }

  @Test
  void anImpatientStoreGivesUpAndGoesOn() {
    CountDownLatch hole = new CountDownLatch(1);
    AtomicInteger stalled = new AtomicInteger();
    proxy.when(
        (call, behind) -> {
          if (call.path().contains("stalled-") && stalled.incrementAndGet() <= 3) {
            awaitQuietly(hole);
            return Answer.s3(500, "InternalError");
          }
          return null;
        });
    Store impatient = store.impatient(Duration.ofSeconds(5));
    long begun = System.nanoTime();
    try {
      assertThatThrownBy(() -> impatient.write("stalled-1", bytes("1")))
          .extracting(e -> ((RunException) e).outcome())
          .isEqualTo(Outcome.SOURCE_UNAVAILABLE);
      assertThatThrownBy(() -> impatient.read("stalled-2")).isInstanceOf(RunException.class);
      assertThatThrownBy(() -> impatient.list("stalled-3")).isInstanceOf(RunException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(50));
      impatient.write("other", bytes("1"));
      assertThat(impatient.uri("other")).isEqualTo(store.uri("other"));
      assertThat(store.read("other")).isPresent();
    } finally {
      hole.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
