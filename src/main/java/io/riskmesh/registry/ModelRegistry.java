package io.riskmesh.registry;

import io.riskmesh.runs.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.ListModelPackagesRequest;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageSortBy;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.SortOrder;

/** Access to one model package group. */
final class ModelRegistry {
  /** How far a run's clock may be ahead of AWS's. */
  private static final Duration SKEW = Duration.ofDays(1);

  /** Twenty full pages: more than five years of nightly runs, or a group that others use. */
  private static final long MAX_PACKAGES = 2_000;

  /** What no name of a run contains. */
  private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9._-]+");

  private final SageMakerClient client;
  private final String group;

  ModelRegistry(SageMakerClient client, String group) {
    this.client = client;
    this.group = group;
  }

  boolean exists() {
    try {
      client.describeModelPackageGroup(request -> request.modelPackageGroupName(group));
      return true;
    } catch (SageMakerException e) {
      if (RegistryErrors.isAbsent(e)) {
        return false;
      }
      throw RegistryErrors.of(e, "DescribeModelPackageGroup", group);
    } catch (SdkException e) {
      throw RegistryErrors.of(e, "DescribeModelPackageGroup", group);
    }
  }

  /**
   * Creates the group if it does not exist; also succeeds if another process creates it meanwhile.
   */
  void require(String description) {
    if (exists()) {
      return;
    }
    try {
      client.createModelPackageGroup(
          request ->
              request.modelPackageGroupName(group).modelPackageGroupDescription(description));
    } catch (SdkException e) {
      boolean made =
          e instanceof SageMakerException service
              && RegistryErrors.isPerhapsTaken(service)
              && exists();
      if (!made) {
        throw RegistryErrors.of(e, "CreateModelPackageGroup", group);
      }
    }
  }

  /**
   * Finds the package of exactly this run, among the newest that were created since the run began.
   */
  Optional<RegistrationRecord> find(PublishedRun run) {
    Manifest manifest = run.manifest();
    ListModelPackagesRequest request =
        ListModelPackagesRequest.builder()
            .modelPackageGroupName(group)
            .creationTimeAfter(Instant.parse(manifest.created()).minus(SKEW))
            .sortBy(ModelPackageSortBy.CREATION_TIME)
            .sortOrder(SortOrder.DESCENDING)
            .maxResults(100)
            .build();
    // The description, which cannot be changed, only says which packages are worth a look:
    // properties decide.
    return listSummaries(request, MAX_PACKAGES).stream()
        .filter(summary -> mentioned(summary).anyMatch(manifest.runId()::equals))
        .map(summary -> describe(summary.modelPackageArn()))
        .filter(found -> isOf(found, run))
        .findFirst()
        .map(found -> registration(run, found));
  }

  /**
   * Finds the ARN of the package of each of these runs that has one, by run id: lists all packages,
   * and describes those without a record that mention one of the runs. A package without a record
   * belongs to the run that its properties name. If someone has removed the properties, it counts
   * for every run that its description mentions: the caller may be about to remove them.
   *
   * @param recorded run id by ARN, from the records in the artifacts
   */
  Map<String, String> findPackages(String job, Set<String> runs, Map<String, String> recorded) {
    if (!exists()) {
      return Map.of();
    }
    ListModelPackagesRequest request =
        ListModelPackagesRequest.builder().modelPackageGroupName(group).maxResults(100).build();
    Map<String, String> found = new HashMap<>();
    for (ModelPackageSummary summary : listSummaries(request, Long.MAX_VALUE)) {
      String arn = summary.modelPackageArn();
      if (recorded.containsKey(arn)) {
        found.put(recorded.get(arn), arn);
        continue;
      }
      List<String> mentioned = mentioned(summary).filter(runs::contains).toList();
      if (!mentioned.isEmpty()) {
        runsOf(describe(arn), job, mentioned).forEach(run -> found.put(run, arn));
      }
    }
    found.keySet().retainAll(runs);
    return found;
  }

  private static List<String> runsOf(
      DescribeModelPackageResponse found, String job, List<String> mentioned) {
    Map<String, String> properties = found.customerMetadataProperties();
    if (!properties.containsKey(ModelLineage.RUN)) {
      return mentioned;
    }
    return job.equals(properties.get(ModelLineage.JOB))
        ? List.of(properties.get(ModelLineage.RUN))
        : List.of();
  }

  private List<ModelPackageSummary> listSummaries(ListModelPackagesRequest request, long most) {
    return call(
        "ListModelPackages",
        c ->
            c.listModelPackagesPaginator(request).modelPackageSummaryList().stream()
                .limit(most)
                .toList());
  }

  /**
   * Lists the approved packages of the group, newest first; each is described, with a call of its
   * own, only when it is needed.
   */
  Stream<DescribeModelPackageResponse> listApproved() {
    ListModelPackagesRequest request =
        ListModelPackagesRequest.builder()
            .modelPackageGroupName(group)
            .modelApprovalStatus(ModelApprovalStatus.APPROVED)
            .sortBy(ModelPackageSortBy.CREATION_TIME)
            .sortOrder(SortOrder.DESCENDING)
            .maxResults(100)
            .build();
    return listSummaries(request, MAX_PACKAGES).stream()
        .map(summary -> describe(summary.modelPackageArn()));
  }

  /** Returns what could be the name of a run in a package's description. */
  private static Stream<String> mentioned(ModelPackageSummary summary) {
    return summary.modelPackageDescription() == null
        ? Stream.empty()
        : NO_NAME.splitAsStream(summary.modelPackageDescription());
  }

  /**
   * Returns whether a package is of this run; the manifest's hash distinguishes it from an earlier
   * run of the same name.
   */
  private static boolean isOf(DescribeModelPackageResponse found, PublishedRun run) {
    return run.digest().equals(found.customerMetadataProperties().get(ModelLineage.MANIFEST))
        && run.manifest().runId().equals(found.customerMetadataProperties().get(ModelLineage.RUN))
        && run.manifest().job().equals(found.customerMetadataProperties().get(ModelLineage.JOB));
  }

  private DescribeModelPackageResponse describe(String arn) {
    return call("DescribeModelPackage", c -> c.describeModelPackage(r -> r.modelPackageName(arn)));
  }

  private RegistrationRecord registration(PublishedRun run, DescribeModelPackageResponse found) {
    return of(run, found.modelPackageArn(), found.modelApprovalStatusAsString(), null);
  }

  /** Creates the package; a concurrent attempt creates the same one. */
  RegistrationRecord create(PublishedRun run, CreateModelPackageRequest request) {
    try {
      CreateModelPackageResponse made = client.createModelPackage(request);
      return of(
          run,
          made.modelPackageArn(),
          request.modelApprovalStatusAsString(),
          made.responseMetadata().requestId());
    } catch (SageMakerException e) {
      Optional<RegistrationRecord> theirs =
          RegistryErrors.isConflict(e) ? find(run) : Optional.empty();
      return theirs.orElseThrow(() -> RegistryErrors.of(e, "CreateModelPackage", group));
    } catch (SdkException e) {
      throw RegistryErrors.of(e, "CreateModelPackage", group);
    }
  }

  private RegistrationRecord of(PublishedRun run, String arn, String status, String requestId) {
    return new RegistrationRecord(
        run.manifest().runId(),
        run.manifest().job(),
        run.digest(),
        group,
        arn,
        RegistrationRecord.versionIn(arn),
        status,
        requestId);
  }

  private <T> T call(String action, Function<SageMakerClient, T> call) {
    try {
      return call.apply(client);
    } catch (SdkException e) {
      throw RegistryErrors.of(e, action, group);
    }
  }
}
