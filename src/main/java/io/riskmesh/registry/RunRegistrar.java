package io.riskmesh.registry;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.RegistryConfig;
import io.riskmesh.runs.SignOffLog;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;

/**
 * Registers each published run once. A run with a record is registered. A package without a record
 * was created by an attempt that died before it wrote the record. A package is created only if
 * neither exists.
 */
public final class RunRegistrar {
  private static final Logger LOG = LoggerFactory.getLogger(RunRegistrar.class);

  private final RegistryConfig config;

  /** Roles without whose sign-off no package is approved by the verdict. */
  private final List<String> roles;

  private final Store store;
  private final AwsClients aws;

  /** Prepares registration in the environment's registry. */
  public RunRegistrar(EnvConfig env, Store store, AwsClients aws) {
    this.config = env.registry();
    this.roles = env.signOff().approve();
    this.store = store;
    this.aws = aws;
  }

  /**
   * Checks what registration would reject, without a call to AWS.
   *
   * @throws RunException {@code USAGE} without a registry, or without an image in this region
   */
  public void requireUsable() {
    if (!config.isOn()) {
      throw new RunException(
          Outcome.USAGE,
          "the environment has no model registry (registry.type: none): set registry.type: sagemaker");
    }
    image();
  }

  private String image() {
    return config.image().orElseGet(() -> XgboostImage.in(aws.region()));
  }

  /**
   * Checks that a job's package group can be read, and describes it; creates nothing.
   *
   * @throws RunException {@code SOURCE_MISSING} with the missing permission
   */
  public String probe(String job) {
    requireUsable();
    String group = config.groupOf(job);
    return registry(job).exists()
        ? "model package group %s, image %s".formatted(group, image())
        : "model package group %s does not exist yet and will be created, image %s"
            .formatted(group, image());
  }

  private ModelRegistry registry(String job) {
    return new ModelRegistry(aws.sageMaker(), config.groupOf(job));
  }

  /**
   * Returns the run's package, and creates it if necessary: approved, pending or, for a refused
   * run, rejected.
   *
   * @throws RunException {@code SOURCE_MISSING} if the run is not published or SageMaker refuses,
   *     {@code SOURCE_UNAVAILABLE} if it does not answer or another attempt is working on the run
   */
  public RegistrationRecord register(RunPaths paths) {
    requireUsable();
    PublishedRun run = PublishedRun.read(store, paths);
    Optional<RegistrationRecord> known = readRecord(run);
    return known.isPresent() ? known.get() : registerUnderLease(paths);
  }

  /**
   * Finds the ARN of the package of each of these runs that has one, by run id: from the registry
   * if the environment has one, otherwise from the records in the artifacts. Reads one object per
   * run, and lists the registry's packages.
   *
   * @param runs published runs of one job
   */
  public Map<String, String> findPackages(String job, List<String> runs) {
    Map<String, String> recorded = readRecorded(job, runs);
    if (!config.isOn()) {
      return recorded;
    }
    Map<String, String> byPackage = new HashMap<>();
    recorded.forEach((run, arn) -> byPackage.put(arn, run));
    return registry(job).findPackages(job, Set.copyOf(runs), byPackage);
  }

  private Map<String, String> readRecorded(String job, List<String> runs) {
    Map<String, String> found = new HashMap<>();
    for (String run : runs) {
      RegistrationRecord.read(store, new RunPaths(job, run).registration())
          .ifPresent(known -> found.put(run, known.arn()));
    }
    return found;
  }

  /**
   * Finds the run whose package is the newest approved one of a job's group; empty if there is
   * none. Lists the approved packages, and describes them until one names a run.
   *
   * @throws RunException {@code USAGE} without a registry, otherwise as {@link #register}
   */
  public Optional<String> findApproved(String job) {
    requireUsable();
    ModelRegistry registry = registry(job);
    return registry.exists()
        ? registry
            .listApproved()
            .flatMap(found -> findRun(found, job).filter(run -> isName(run, found)).stream())
            .findFirst()
        : Optional.empty();
  }

  /**
   * Validates a run id from a package's metadata, which other users may edit: a path would point
   * outside the job's folder.
   */
  private static boolean isName(String run, DescribeModelPackageResponse found) {
    if (!RunPaths.isName(run)) {
      LOG.warn("{} was skipped: \"{}\" is not a valid run name", found.modelPackageArn(), run);
      return false;
    }
    return true;
  }

  /**
   * Returns the run of a package from its properties, or from our records if its properties were
   * removed.
   */
  private Optional<String> findRun(DescribeModelPackageResponse found, String job) {
    Map<String, String> properties = found.customerMetadataProperties();
    return properties.containsKey(ModelLineage.RUN)
        ? Optional.of(properties.get(ModelLineage.RUN))
            .filter(run -> job.equals(properties.get(ModelLineage.JOB)))
        : readRecorded(found.modelPackageArn(), job);
  }

  private Optional<String> readRecorded(String arn, String job) {
    return store.list(new JobPaths(job).registrations()).stream()
        .flatMap(entry -> RegistrationRecord.read(store, entry.path()).stream())
        .filter(known -> known.arn().equals(arn))
        .map(RegistrationRecord::runId)
        .findFirst();
  }

  /**
   * Registers under the run's lease: two concurrent attempts would both find no package, and not
   * every server recognises a repeated client token.
   */
  private RegistrationRecord registerUnderLease(RunPaths paths) {
    try (Lease lease = Lease.borrow(store, paths)) {
      // Read again: the run may have been removed before the lease was acquired.
      PublishedRun run = PublishedRun.read(store, paths);
      return readRecord(run).orElseGet(() -> writeRecord(run, findOrCreate(run, lease)));
    }
  }

  private RegistrationRecord findOrCreate(PublishedRun run, Lease lease) {
    boolean isSigned = new SignOffLog(store, run.paths()).findMissing(roles).isEmpty();
    PackageRequest request = new PackageRequest(config, image(), run, isSigned);
    String job = run.manifest().job();
    ModelRegistry registry = registry(job);
    registry.require("Models of riskmesh job " + job);
    return registry
        .find(run)
        .orElseGet(
            () -> {
              lease.require();
              return registry.create(run, request.build());
            });
  }

  /**
   * Returns the record of this run; a record of an earlier run with the same name does not count.
   */
  private Optional<RegistrationRecord> readRecord(PublishedRun run) {
    return RegistrationRecord.read(store, run.paths().registration())
        .filter(known -> known.manifest().equals(run.digest()))
        .map(known -> inSameGroup(known, run));
  }

  private RegistrationRecord inSameGroup(RegistrationRecord known, PublishedRun run) {
    String group = config.groupOf(run.manifest().job());
    if (!known.group().equals(group)) {
      throw new RunException(
          Outcome.USAGE,
          "run %s is registered in model package group %s as %s, and a run is registered once: registry.group is %s"
              .formatted(known.runId(), known.group(), known.arn(), group));
    }
    return known;
  }

  /**
   * Writes the record: it replaces that of an earlier run, but not one that another attempt has
   * just written.
   */
  private RegistrationRecord writeRecord(PublishedRun run, RegistrationRecord registration) {
    String path = run.paths().registration();
    byte[] mine = JsonText.bytes(registration);
    Optional<byte[]> earlier = store.read(path);
    boolean written =
        earlier.isEmpty() ? store.create(path, mine) : store.replace(path, earlier, mine);
    return written ? registration : readRecord(run).orElse(registration);
  }
}
