package io.riskmesh.aws;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;

/**
 * A root on S3 and the keys below it.
 *
 * @param uri URI from the environment, without a trailing slash; Spark gets the same scheme
 * @param bucket name of the bucket
 * @param prefix common prefix of all keys: empty, or ending with a slash
 */
record S3Location(String uri, String bucket, String prefix) {

  static S3Location of(String uri) {
    String rest = uri.substring(uri.indexOf("://") + 3).replaceFirst("/+$", "");
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (bucket.isEmpty()) {
      throw new RunException(
          Outcome.USAGE, "artifacts.uri %s has no bucket: use s3://bucket/folder".formatted(uri));
    }
    return new S3Location(
        uri.replaceFirst("/+$", ""), bucket, slash < 0 ? "" : rest.substring(slash + 1) + "/");
  }

  String uri(String path) {
    return path.isEmpty() ? uri : uri + "/" + path;
  }

  String key(String path) {
    return prefix + path;
  }

  /** Returns the key prefix of all files below a path. */
  String folder(String path) {
    return path.isEmpty() ? prefix : key(path) + "/";
  }

  String path(String key) {
    return key.substring(prefix.length());
  }
}
