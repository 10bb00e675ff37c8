package io.riskmesh.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Behind;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.RegistryConfig;
import io.riskmesh.config.RegistryConfig.Approval;
import io.riskmesh.config.RegistryConfig.RegistryType;
import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SageMaker's error responses. Moto checks no permissions and does not recognise repeated client
 * tokens: those responses are replayed.
 */
@ExtendWith(Moto.class)
class RegistrarFaultsTest {
  @TempDir Path folder;
  private Store store;
  private FaultProxy proxy;
  private AwsClients aws;
  private RunPaths paths;

  @BeforeEach
  void open() {
    Moto.reset();
    store = new Bucket(Store.openAt(folder.toString(), Map.of()), "s3://models/risk");
    proxy = new FaultProxy(Moto.endpoint());
    aws = new AwsClients(Moto.config(proxy.endpoint(), 4));
    paths = Runs.accepted(store, "night-1");
  }

  @AfterEach
  void close() {
    aws.close();
    proxy.close();
  }

  private RunRegistrar registrar() {
    return new RunRegistrar(Environments.sageMaker(proxy.endpoint(), Approval.PENDING), store, aws);
  }

  private RunException failure() {
    RunException e = catchThrowableOfType(RunException.class, () -> registrar().register(paths));
    assertThat(e).as("a registration that fails").isNotNull();
    assertThat(store.read(paths.registration())).isEmpty();
    assertThat(store.list(paths.workFolder())).as("no lease is left").isEmpty();
    return e;
  }

  private int packages() {
    return aws.sageMaker()
        .listModelPackages(r -> r.modelPackageGroupName(Runs.JOB))
        .modelPackageSummaryList()
        .size();
  }

  private void answer(String operation, Answer answer) {
    proxy.when((call, behind) -> call.isFor(operation) ? answer : null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeModelPackageGroup",
        "CreateModelPackageGroup",
        "ListModelPackages",
        "CreateModelPackage"
      })
  void aDenialNamesThePermission(String operation) {
    answer(operation, Answer.error(400, "AccessDeniedException", "User x is not authorized"));

    assertThat(failure())
        .hasMessageContaining("credit-risk")
        .hasMessageContaining("AccessDeniedException")
        .hasMessageEndingWith("grant sagemaker:" + operation)
        .extracting(RunException::outcome)
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  @Test
  void whatSageMakerHasAgainstTheRequestIsTold() {
    answer(
        "CreateModelPackage",
        Answer.error(400, "ValidationException", "Could not find model data at s3 url"));

    assertThat(failure())
        .hasMessageContaining("Could not find model data at s3 url")
        .extracting(RunException::outcome)
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  @Test
  void aThrottledCallIsMadeAgain() {
    AtomicInteger refusals = new AtomicInteger(3);
    proxy.when(
        (call, behind) ->
            call.isFor("CreateModelPackage") && refusals.getAndDecrement() > 0
                ? Answer.error(400, "ThrottlingException", "Rate exceeded")
                : null);

    assertThat(registrar().register(paths).version()).isEqualTo(1);
    assertThat(proxy.count("CreateModelPackage")).isEqualTo(4);
  }

  @Test
  void oneThatIsThrottledForEverIsWorthARetryOfTheRun() {
    answer("CreateModelPackage", Answer.error(400, "ThrottlingException", "Rate exceeded"));

    assertThat(failure().outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE);
    assertThat(proxy.count("CreateModelPackage")).isEqualTo(4);
  }

  @Test
  void theGroupMayBeMadeByAnotherMeanwhile() {
    proxy.when(
        (call, behind) -> {
          if (!call.isFor("CreateModelPackageGroup")) {
            return null;
          }
          behind.answer();
          return Answer.error(400, "ValidationException", "Model Package Group already exists");
        });

    assertThat(registrar().register(paths).version()).isEqualTo(1);
  }

  @Test
  void aGroupThatCannotBeMadeIsAnError() {
    answer("CreateModelPackageGroup", Answer.error(400, "ResourceLimitExceeded", "quota"));

    assertThat(failure())
        .hasMessageContaining("CreateModelPackageGroup")
        .hasMessageContaining("ResourceLimitExceeded");
  }

  @Test
  void thePackageMayBeMadeByAnotherMeanwhile() {
    proxy.when(
        (call, behind) -> {
          if (!call.isFor("CreateModelPackage")) {
            return null;
          }
          behind.answer();
          return Answer.error(400, "ConflictException", "another call is under way");
        });

    assertThat(registrar().register(paths).version()).isEqualTo(1);
    assertThat(packages()).isEqualTo(1);
  }

  @Test
  void aConflictWithoutAPackageIsWorthARetry() {
    answer("CreateModelPackage", Answer.error(400, "ConflictException", "try again"));

    assertThat(failure().outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE);
  }

  /** For a token that it knows, AWS repeats its earlier response. */
  private Answer idempotent(Map<String, Answer> given, Call call, Behind behind) {
    String token = call.text().replaceFirst("(?s).*\"ClientToken\":\"([^\"]+)\".*", "$1");
    return given.computeIfAbsent(token, t -> behind.answer());
  }

  @Test
  void anAnswerThatIsLostMakesNoSecondPackage() {
    Map<String, Answer> given = new ConcurrentHashMap<>();
    AtomicInteger lost = new AtomicInteger(2);
    proxy.when(
        (call, behind) -> {
          if (!call.isFor("CreateModelPackage")) {
            return null;
          }
          Answer answer = idempotent(given, call, behind);
          return lost.getAndDecrement() > 0 ? answer.cutAfter(10) : answer;
        });

    assertThat(registrar().register(paths).version()).isEqualTo(1);
    assertThat(given).as("one token for all calls").hasSize(1);
    assertThat(proxy.count("CreateModelPackage")).isEqualTo(3);
    assertThat(packages()).isEqualTo(1);
  }

  @Test
  void ofTwoAtOnceOneMakesThePackage() throws InterruptedException {
    List<RegistrationRecord> made = new java.util.concurrent.CopyOnWriteArrayList<>();
    List<RunException> stopped = new java.util.concurrent.CopyOnWriteArrayList<>();
    Runnable work =
        () -> {
          try {
            made.add(registrar().register(paths));
          } catch (RunException e) {
            stopped.add(e);
          }
        };
    List<Thread> threads = List.of(new Thread(work), new Thread(work), new Thread(work));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(made).isNotEmpty().extracting(RegistrationRecord::version).containsOnly(1);
    assertThat(stopped)
        .allSatisfy(e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE));
    assertThat(packages()).isEqualTo(1);
    assertThat(registrar().register(paths).version()).isEqualTo(1);
  }

  @Test
  void anUnpublishedRunIsNamed() {
    paths = new RunPaths(Runs.JOB, "nothing");

    assertThat(failure())
        .hasMessageContaining("run nothing of job credit-risk is not published")
        .extracting(RunException::outcome)
        .isEqualTo(Outcome.SOURCE_MISSING);
    assertThat(proxy.calls()).isEmpty();
  }

  @Test
  void sageMakerReadsOnlyS3() {
    store = Store.openAt(folder.toString(), Map.of());

    assertThat(failure())
        .hasMessageContaining("artifacts.uri")
        .extracting(RunException::outcome)
        .isEqualTo(Outcome.USAGE);
    assertThat(proxy.count("CreateModelPackage")).isZero();
  }

  @Test
  void aRunThatIsInAnotherGroupStaysThere() {
    RegistrationRecord first = registrar().register(paths);
    RegistryConfig other =
        new RegistryConfig(
            RegistryType.SAGEMAKER,
            Optional.of("elsewhere"),
            Optional.empty(),
            Approval.PENDING,
            List.of("ml.m5.large"),
            List.of("ml.m5.xlarge"));
    RunRegistrar registrar =
        new RunRegistrar(Environments.with(proxy.endpoint(), other), store, aws);

    RunException e = catchThrowableOfType(RunException.class, () -> registrar.register(paths));
    assertThat(e).hasMessageContaining(first.arn()).hasMessageContaining("elsewhere");
    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
  }

  @Test
  void aRunThatIsRemovedJustBeforeIsNotRegistered() {
    store =
        new ForwardingStore(store) {
          @Override
          public boolean create(String path, byte[] content) {
            if (path.contains("/lease/")) {
              super.delete(paths.runFolder());
            }
            return super.create(path, content);
          }
        };
    assertThat(failure().outcome()).isEqualTo(Outcome.SOURCE_MISSING);
    assertThat(proxy.count("CreateModelPackage")).isZero();
  }

  @Test
  void aRunThatSomebodyIsAtWorkOnIsNotRegistered() {
    try (Lease other = Lease.acquire(store, paths, Lease.PATIENCE)) {
      assertThat(catchThrowableOfType(RunException.class, () -> registrar().register(paths)))
          .hasMessageContaining("being worked on");
      other.require();
    }
    assertThat(proxy.count("CreateModelPackage")).isZero();
  }
}
