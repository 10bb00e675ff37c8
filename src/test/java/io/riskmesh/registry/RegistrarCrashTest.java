package io.riskmesh.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.RegistryConfig.Approval;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed after SageMaker has created the package and before it is recorded. */
@ExtendWith(Moto.class)
class RegistrarCrashTest {
  @TempDir Path folder;

  @Test
  void theNextAttemptFindsWhatTheDeadOneMade() throws Exception {
    Moto.reset();
    Store store = new Bucket(Store.openAt(folder.toString(), Map.of()), "s3://models/risk");
    RunPaths paths = Runs.accepted(store, "night-1");
    try (FaultProxy proxy = new FaultProxy(Moto.endpoint());
        AwsClients aws = new AwsClients(Moto.config(proxy.endpoint(), 2))) {
      assertThat(drive("night-1", proxy.endpoint())).isEqualTo(CrashingRegistration.KILLED);
      assertThat(proxy.count("CreateModelPackage")).isEqualTo(1);
      assertThat(store.read(paths.registration())).isEmpty();
      assertThat(store.list(paths.workFolder())).as("the dead one's lease").isNotEmpty();

      RunRegistrar registrar =
          new RunRegistrar(Environments.sageMaker(proxy.endpoint(), Approval.PENDING), store, aws);
      assertThat(registrar.register(paths).version()).isEqualTo(1);
      assertThat(proxy.count("CreateModelPackage")).as("made once").isEqualTo(1);
      assertThat(store.read(paths.registration())).isPresent();
      assertThat(store.list(paths.workFolder())).isEmpty();
    }
  }

  private int drive(String run, String endpoint) throws IOException, InterruptedException {
    Path log = Files.createTempFile("registration", ".log");
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Daws.accessKeyId=" + Moto.ACCESS_KEY,
                    "-Daws.secretAccessKey=" + Moto.SECRET_KEY,
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    CrashingRegistration.class.getName(),
                    run,
                    folder.toString(),
                    endpoint))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the registration hangs; see " + log);
    }
    return process.exitValue();
  }
}
