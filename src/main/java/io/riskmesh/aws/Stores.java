package io.riskmesh.aws;

import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.Store;

/** Where an environment's artifacts are. */
public final class Stores {
  private Stores() {}

  /**
   * The store of {@code artifacts.uri}: a bucket by S3's own API, a folder by Java's file calls,
   * anything else by Hadoop's file systems. To be closed when the command ends.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no AWS region is known, {@code
   *     SOURCE_MISSING} when nothing here knows such a URI
   */
  public static Store open(EnvConfig env) {
    return S3Location.isS3(env.artifacts())
        ? new S3Store(env.artifacts(), env.aws())
        : Store.at(env.artifacts(), env.spark().conf());
  }
}
