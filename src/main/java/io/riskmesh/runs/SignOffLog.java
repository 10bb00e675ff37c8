package io.riskmesh.runs;

import io.riskmesh.store.FileFormat;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sign-offs of one published run. They hold for the run whose manifest was signed, and not for
 * a later one of the same name.
 */
public final class SignOffLog {
  private final Store store;
  private final RunPaths paths;

  /** Creates the access to the sign-offs of a run. */
  public SignOffLog(Store store, RunPaths paths) {
    this.store = store;
    this.paths = paths;
  }

  private JobPaths job() {
    return new JobPaths(paths.job());
  }

  /** Returns the sign-offs of the run as it is published, oldest first; reads one object each. */
  public List<SignOffRecord> readAll() {
    Optional<String> digest = store.read(paths.manifest()).map(FileHashes::sha256);
    return store.list(job().signOffs(paths.runId())).stream()
        .map(Store.Entry::path)
        .sorted()
        .flatMap(path -> read(path).stream())
        .filter(record -> digest.equals(Optional.of(record.manifest())))
        .toList();
  }

  private Optional<SignOffRecord> read(String path) {
    return store
        .read(path)
        .map(
            json ->
                FileFormat.read(json, SignOffRecord.class, SignOffRecord.FORMAT, store.uri(path)));
  }

  /**
   * Records a judgement of the run. A refused run can be rejected but not approved.
   *
   * @param at when, to the millisecond
   * @throws RunException {@code SOURCE_MISSING} if the run is not published; {@code FAILED} if its
   *     report is not the one that was published; {@code REFUSED} if the gates refused the run that
   *     is approved; {@code SOURCE_UNAVAILABLE} if the role signed it in the same millisecond
   */
  public SignOffRecord sign(
      String role, SignOffRecord.SignOffDecision decision, String note, String by, Instant at) {
    byte[] json = store.read(paths.manifest()).orElseThrow(this::unpublished);
    Manifest manifest = Manifest.of(json, store, paths);
    if (decision == SignOffRecord.SignOffDecision.APPROVED && !manifest.isAccepted()) {
      throw new RunException(
          Outcome.REFUSED,
          "run %s was refused by its gates and cannot be approved".formatted(paths.runId()));
    }
    SignOffRecord record =
        new SignOffRecord(
            at.toString(),
            paths.job(),
            paths.runId(),
            FileHashes.sha256(json),
            FileHashes.sha256(manifest.readFile(store, RunPaths.REPORT)),
            role,
            decision,
            note,
            by);
    if (!store.create(path(record), JsonText.bytes(record))) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "%s exists already: sign again".formatted(store.uri(path(record))));
    }
    return record;
  }

  private RunException unpublished() {
    return new RunException(
        Outcome.SOURCE_MISSING,
        "run %s of job %s is not published under %s: only a published run can be signed"
            .formatted(paths.runId(), paths.job(), store.uri("")));
  }

  /** Returns where a record is stored. */
  public String path(SignOffRecord record) {
    return job()
        .signOff(
            paths.runId(),
            "%s-%s"
                .formatted(PublishedRuns.exactNameOf(Instant.parse(record.at())), record.role()));
  }

  /**
   * Returns, in words, which of the roles have not approved the run; reads nothing if no role is
   * demanded.
   */
  public List<String> findMissing(List<String> roles) {
    if (roles.isEmpty()) {
      return List.of();
    }
    Map<String, SignOffRecord> last = new LinkedHashMap<>();
    readAll().forEach(record -> last.put(record.role(), record));
    return roles.stream()
        .filter(role -> !isApproved(last.get(role)))
        .map(role -> last.containsKey(role) ? last.get(role).inWords() : role)
        .toList();
  }

  private static boolean isApproved(SignOffRecord record) {
    return record != null && record.decision() == SignOffRecord.SignOffDecision.APPROVED;
  }

  /**
   * Requires that all of the roles have approved the run.
   *
   * @throws RunException {@code REFUSED} naming those that have not
   */
  public void requireSigned(List<String> roles) {
    List<String> missing = findMissing(roles);
    if (!missing.isEmpty()) {
      throw new RunException(
          Outcome.REFUSED,
          "run %s lacks a sign-off that this environment demands (signOff.promote): %s"
              .formatted(paths.runId(), String.join("; ", missing)));
    }
  }
}
