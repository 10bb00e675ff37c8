package io.riskmesh.it;

import io.riskmesh.SparkTest;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A producer's database, its bucket and the consumer's link, with a proxy before AWS's API and one
 * before S3.
 */
@ExtendWith({Moto.class, SparkTest.class})
abstract class SharedDatabase {
  @TempDir Path folder;
  final Mesh mesh = new Mesh();
  FaultProxy api;
  FaultProxy s3;
  Cli cli;
  String bucket;

  @BeforeEach
  void share() {
    Moto.reset();
    cli = new Cli(folder);
    api = new FaultProxy(Moto.endpoint());
    s3 = new FaultProxy(Moto.endpoint());
    bucket = mesh.bucket();
    mesh.database("producer_credit");
    mesh.databaseLink("rl_credit-card", "producer_credit");
  }

  @AfterEach
  void close() {
    api.close();
    s3.close();
    mesh.close();
  }
}
