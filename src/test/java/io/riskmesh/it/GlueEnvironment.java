package io.riskmesh.it;

import io.riskmesh.PlatformS3a;
import io.riskmesh.aws.Moto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes environment files of a consumer's account for the API server, or a proxy before it. */
record GlueEnvironment(Path folder, String catalog, String artifacts, String endpoint, String s3) {

  static GlueEnvironment glue(Path folder) {
    return new GlueEnvironment(
        folder,
        "{type: glue}",
        folder.resolve("artifacts").toString(),
        Moto.endpoint(),
        Moto.endpoint());
  }

  GlueEnvironment behind(String proxy) {
    return new GlueEnvironment(folder, catalog, artifacts, proxy, s3);
  }

  GlueEnvironment withS3(String proxy) {
    return new GlueEnvironment(folder, catalog, artifacts, endpoint, proxy);
  }

  GlueEnvironment withCatalog(String yaml) {
    return new GlueEnvironment(folder, yaml, artifacts, endpoint, s3);
  }

  GlueEnvironment withArtifacts(String uri) {
    return new GlueEnvironment(folder, catalog, uri, endpoint, s3);
  }

  /** Path of the file. */
  String write() {
    Path file = folder.resolve("env-%08x.yaml".formatted(hashCode()));
    try {
      return Files.writeString(
              file,
              """
              catalog: %s
              aws:
                region: eu-west-1
                endpoint: %s
                s3: {endpoint: "%s", pathStyle: true}
                attempts: 3
              artifacts: {uri: "%s"}
              registry: {type: none}
              spark:
                conf:
                  spark.sql.shuffle.partitions: 2
                  spark.hadoop.fs.s3a.aws.credentials.provider: %s
                  spark.hadoop.fs.s3a.retry.limit: 3
                  spark.hadoop.fs.s3a.retry.interval: 50ms
              """
                  .formatted(catalog, endpoint, s3, artifacts, PlatformS3a.CREDENTIALS))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
