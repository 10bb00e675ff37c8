package io.riskmesh.aws;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Operations on an S3 "folder", which is the set of keys with a common prefix. */
final class S3Folder {
  private static final int DELETED_AT_ONCE = 1000;

  private final S3Client s3;
  private final S3Location root;
  private final RetryBackoff backoff;

  S3Folder(S3Client s3, S3Location root, RetryBackoff backoff) {
    this.s3 = s3;
    this.root = root;
    this.backoff = backoff;
  }

  List<Store.Entry> list(String path) {
    return listObjects(path)
        .filter(object -> isFile(object.key()))
        .map(
            object ->
                new Store.Entry(root.path(object.key()), object.size(), object.lastModified()))
        .sorted(Comparator.comparing(Store.Entry::path))
        .toList();
  }

  private Stream<S3Object> listObjects(String path) {
    return s3
        .listObjectsV2Paginator(list -> list.bucket(root.bucket()).prefix(root.folder(path)))
        .contents()
        .stream();
  }

  /** Returns whether the key is neither hidden nor an empty-folder marker of Hadoop's clients. */
  private static boolean isFile(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return !name.isEmpty() && !name.startsWith(".") && !name.endsWith("_$folder$");
  }

  /** Deletes the object of that name and all objects below it. */
  void delete(String path) {
    List<String> keys = new ArrayList<>(listObjects(path).map(S3Object::key).toList());
    if (!path.isEmpty()) {
      keys.add(root.key(path));
    }
    for (int from = 0; from < keys.size(); from += DELETED_AT_ONCE) {
      delete(path, keys.subList(from, Math.min(keys.size(), from + DELETED_AT_ONCE)));
    }
  }

  /** Deletes the keys. S3 answers 200 and lists in the body the keys that it failed to delete. */
  private void delete(String path, List<String> keys) {
    List<String> rest = keys;
    for (int failures = 1; true; failures++) {
      List<S3Error> errors = deleteOnce(rest);
      if (errors.isEmpty()) {
        return;
      }
      boolean denied = errors.stream().anyMatch(error -> error.code().equals("AccessDenied"));
      if (denied || !backoff.again(failures)) {
        throw failed(path, errors, denied);
      }
      rest = errors.stream().map(S3Error::key).toList();
    }
  }

  private RunException failed(String path, List<S3Error> errors, boolean denied) {
    S3Error first = errors.get(0);
    return new RunException(
        denied ? Outcome.SOURCE_MISSING : Outcome.SOURCE_UNAVAILABLE,
        "S3 DeleteObjects of %s failed: %s for %d of its files, the first is %s"
            .formatted(root.uri(path), first.code(), errors.size(), first.key()));
  }

  private List<S3Error> deleteOnce(List<String> keys) {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    Delete delete = Delete.builder().quiet(true).objects(objects).build();
    return s3.deleteObjects(all -> all.bucket(root.bucket()).delete(delete)).errors();
  }
}
