package io.riskmesh.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The files of a run's lease. Per attempt, {@code <number>.json} identifies the holder, {@code
 * .beat} changes while it is alive, and {@code .released} ends the lease.
 */
final class LeaseFolder {
  private final Store store;
  private final String work;

  /**
   * Creates the access to the files of a run's lease.
   *
   * @param work the run's work folder
   */
  LeaseFolder(Store store, String work) {
    this.store = store;
    this.work = work;
  }

  /** Returns the same folder through a store that gives up on a call after this time. */
  LeaseFolder impatient(Duration longest) {
    return new LeaseFolder(store.impatient(longest), work);
  }

  private String path() {
    return work + "/lease";
  }

  private String file(int number, String kind) {
    return "%s/%d.%s".formatted(path(), number, kind);
  }

  /** Lists the folder for the number of the last attempt; 0 before the first. */
  int findNewest() {
    return store.list(path()).stream()
        .map(entry -> entry.path().substring(entry.path().lastIndexOf('/') + 1))
        .filter(name -> name.endsWith(".json"))
        .mapToInt(name -> Integer.parseInt(name.substring(0, name.indexOf('.'))))
        .max()
        .orElse(0);
  }

  boolean create(int number, LeaseHolder holder) {
    return store.create(file(number, "json"), JsonText.bytes(holder));
  }

  Optional<LeaseHolder> readHolder(int number) {
    return store.read(file(number, "json")).map(LeaseHolder::read);
  }

  /**
   * Returns whether the number belongs to this attempt, by its UUID: numbering restarts when the
   * folder is removed.
   */
  boolean isOf(int number, String attempt) {
    return readHolder(number).filter(holder -> attempt.equals(holder.attempt())).isPresent();
  }

  /** Returns whether the attempt still holds the lease: no other has taken over. */
  boolean isHeldBy(int number, String attempt) {
    return findNewest() <= number && isOf(number, attempt);
  }

  Optional<byte[]> readLastBeat(int number) {
    return store.read(file(number, "beat"));
  }

  void beat(int number) {
    store.write(file(number, "beat"), bytes(UUID.randomUUID().toString()));
  }

  /**
   * Releases the lease. The file names the attempt, since another may have the same number by now.
   */
  void release(int number, String attempt) {
    store.write(file(number, "released"), bytes(attempt));
  }

  /**
   * Returns whether the attempt has released the lease. The previous release wrote an empty file.
   */
  boolean isReleased(int number, String attempt) {
    return store
        .read(file(number, "released"))
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .filter(content -> content.isEmpty() || content.equals(attempt))
        .isPresent();
  }

  /** Returns whether the attempt has written nothing after that time, by the store's clock. */
  boolean isSilentSince(int number, Instant time) {
    String files = "%s/%d.".formatted(path(), number);
    return store.list(path()).stream()
        .filter(entry -> entry.path().startsWith(files))
        .map(Store.Entry::modified)
        .max(Instant::compareTo)
        .filter(last -> !last.isAfter(time))
        .isPresent();
  }

  /** Removes the lease, and also the run's work folder if it contains nothing else. */
  void remove() {
    boolean alone =
        store.list(work).stream().allMatch(entry -> entry.path().startsWith(path() + "/"));
    store.delete(alone ? work : path());
  }

  /**
   * Removes a heartbeat that was under way while the work folder was removed; none is left of a
   * lease that nobody holds.
   */
  void removeStrayBeat(int number) {
    if (readHolder(number).isEmpty()) {
      store.delete(file(number, "beat"));
    }
  }

  void removeWork() {
    store.delete(work);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
