package io.riskmesh.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The files of a run's lease: per attempt {@code <number>.json} says who it is, {@code .beat}
 * changes while it lives, {@code .released} ends it.
 *
 * @param work the run's work folder
 */
record LeaseFolder(Store store, String work) {

  private String path() {
    return work + "/lease";
  }

  private String file(int number, String kind) {
    return "%s/%d.%s".formatted(path(), number, kind);
  }

  /** The number of the last attempt; 0 before the first. */
  int newest() {
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

  Optional<LeaseHolder> holder(int number) {
    return store.read(file(number, "json")).map(LeaseHolder::read);
  }

  /** By its UUID: numbers begin again when the folder was removed. */
  boolean isOf(int number, String attempt) {
    return holder(number).filter(holder -> attempt.equals(holder.attempt())).isPresent();
  }

  /** Whether the attempt has been followed by no other. */
  boolean isHeldBy(int number, String attempt) {
    return newest() <= number && isOf(number, attempt);
  }

  Optional<byte[]> lastBeat(int number) {
    return store.read(file(number, "beat"));
  }

  void beat(int number) {
    store.write(file(number, "beat"), bytes(UUID.randomUUID().toString()));
  }

  /** Names the attempt, since another may have the number by the time that this is written. */
  void release(int number, String attempt) {
    store.write(file(number, "released"), bytes(attempt));
  }

  /** Attempts of the release before left an empty file. */
  boolean isReleased(int number, String attempt) {
    return store
        .read(file(number, "released"))
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .filter(content -> content.isEmpty() || content.equals(attempt))
        .isPresent();
  }

  /** Whether the attempt has written nothing after that time, by the store's clock. */
  boolean isSilentSince(int number, Instant time) {
    String files = "%s/%d.".formatted(path(), number);
    return store.list(path()).stream()
        .filter(entry -> entry.path().startsWith(files))
        .map(Store.Entry::modified)
        .max(Instant::compareTo)
        .filter(last -> !last.isAfter(time))
        .isPresent();
  }

  /** Removes the lease, and the run's work folder too where nothing else is in it. */
  void remove() {
    boolean alone =
        store.list(work).stream().allMatch(entry -> entry.path().startsWith(path() + "/"));
    store.delete(alone ? work : path());
  }

  void removeWork() {
    store.delete(work);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
