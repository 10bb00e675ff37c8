package io.riskmesh.aws;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;

/**
 * A root on S3 and the keys below it.
 *
 * @param uri as the environment has it, without a slash at its end: Spark is given the same scheme
 * @param bucket name of the bucket
 * @param prefix what every key begins with: empty, or ending with a slash
 */
record S3Location(String uri, String bucket, String prefix) {

  static S3Location of(String uri) {
    String rest = uri.substring(uri.indexOf("://") + 3).replaceFirst("/+$", "");
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (bucket.isEmpty()) {
      throw new RunException(
          Outcome.USAGE, "artifacts.uri %s names no bucket: s3://bucket/folder".formatted(uri));
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

  /** What the keys of all files below a path begin with. */
  String folder(String path) {
    return path.isEmpty() ? prefix : key(path) + "/";
  }

  String path(String key) {
    return key.substring(prefix.length());
  }
}
