package io.riskmesh.registry;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.RegistryConfig.Approval;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.Map;

/** Test process that dies between the call and the record: {@code <run-id> <folder> <endpoint>}. */
final class CrashingRegistration {
  static final int KILLED = 137;

  private CrashingRegistration() {}

  public static void main(String[] args) {
    Runnable death = () -> Runtime.getRuntime().halt(KILLED);
    Store store = new Bucket(Store.openAt(args[1], Map.of()), "s3://models/risk", death);
    try (AwsClients aws = new AwsClients(Moto.config(args[2], 2))) {
      new RunRegistrar(Environments.sageMaker(args[2], Approval.PENDING), store, aws)
          .register(new RunPaths(Runs.JOB, args[0]));
    }
  }
}
