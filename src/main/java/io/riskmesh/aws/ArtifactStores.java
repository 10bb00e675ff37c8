package io.riskmesh.aws;

import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.S3Uri;
import io.riskmesh.store.Store;

/** Where an environment's artifacts are. */
public final class ArtifactStores {
  private ArtifactStores() {}

  /**
   * The store of {@code artifacts.uri}: a bucket by S3's own API, a folder by Java's file calls,
   * anything else by Hadoop's file systems. To be closed when the command ends.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no AWS region is known, {@code
   *     SOURCE_MISSING} when nothing here knows such a URI
   */
  public static Store open(EnvConfig env) {
    return open(env, env.artifacts());
  }

  /** The same for a folder or URI that somebody has named instead. */
  public static Store open(EnvConfig env, String uri) {
    return S3Uri.is(uri) ? new S3Store(uri, env.aws()) : Store.at(uri, env.spark().conf());
  }
}
