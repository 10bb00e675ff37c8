package io.riskmesh.aws;

import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.S3Uri;
import io.riskmesh.store.Store;

/** Opens the store for the artifacts of an environment. */
public final class ArtifactStores {
  private ArtifactStores() {}

  /**
   * Opens the store of {@code artifacts.uri}: a bucket through S3's own API, a folder through
   * Java's file API, anything else through Hadoop's file systems. The caller closes it when the
   * command ends.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no AWS region is known, {@code
   *     SOURCE_MISSING} when no file system supports the URI
   */
  public static Store open(EnvConfig env) {
    return open(env, env.artifacts());
  }

  /** Opens the store of another folder or URI, in the same way. */
  public static Store open(EnvConfig env, String uri) {
    return S3Uri.is(uri) ? new S3Store(uri, env.aws()) : Store.openAt(uri, env.spark().conf());
  }
}
