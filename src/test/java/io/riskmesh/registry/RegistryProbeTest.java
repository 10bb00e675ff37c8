package io.riskmesh.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.RegistryConfig;
import io.riskmesh.config.RegistryConfig.Approval;
import io.riskmesh.config.RegistryConfig.RegistryType;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code check} reports about the registry, and that it creates nothing there. */
@ExtendWith(Moto.class)
class RegistryProbeTest {
  @BeforeEach
  void empty() {
    Moto.reset();
  }

  private static String probe(String endpoint, String region, RegistryConfig registry) {
    try (AwsClients aws = new AwsClients(Moto.config(endpoint, 1, region))) {
      return new RunRegistrar(Environments.with(endpoint, registry), null, aws).probe(Runs.JOB);
    }
  }

  private static RegistryConfig sageMaker(Optional<String> image) {
    return new RegistryConfig(
        RegistryType.SAGEMAKER,
        Optional.empty(),
        image,
        Approval.PENDING,
        List.of("ml.m5.large"),
        List.of("ml.m5.xlarge"));
  }

  @Test
  void tellsWhetherTheGroupIsThereAndMakesNone() {
    RegistryConfig registry = sageMaker(Optional.empty());
    assertThat(probe(Moto.endpoint(), "eu-west-1", registry))
        .contains("group credit-risk does not exist yet and will be created")
        .contains("sagemaker-xgboost:3.2-0");
    try (AwsClients aws = new AwsClients(Moto.config(Moto.endpoint(), 1))) {
      assertThat(aws.sageMaker().listModelPackageGroups(r -> {}).modelPackageGroupSummaryList())
          .isEmpty();
      aws.sageMaker().createModelPackageGroup(r -> r.modelPackageGroupName(Runs.JOB));
    }

    assertThat(probe(Moto.endpoint(), "eu-west-1", registry))
        .startsWith("model package group credit-risk, image ");
  }

  @Test
  void namesThePermissionThatIsMissing() {
    try (FaultProxy proxy =
        new FaultProxy(Moto.endpoint())
            .when((call, behind) -> Answer.error(400, "AccessDeniedException", "no"))) {
      RunException e = failure(proxy.endpoint(), "eu-west-1", sageMaker(Optional.empty()));

      assertThat(e).hasMessageContaining("grant sagemaker:DescribeModelPackageGroup");
      assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_MISSING);
    }
  }

  @Test
  void aRegionWithoutAKnownImageNeedsOne() {
    RunException e = failure(Moto.endpoint(), "mars-north-1", sageMaker(Optional.empty()));
    assertThat(e).hasMessageContaining("registry.image");
    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);

    assertThat(probe(Moto.endpoint(), "eu-west-1", sageMaker(Optional.of("own/image:1"))))
        .contains("image own/image:1");
  }

  private static RunException failure(String endpoint, String region, RegistryConfig registry) {
    return catchThrowableOfType(RunException.class, () -> probe(endpoint, region, registry));
  }
}
