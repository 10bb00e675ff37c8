package io.riskmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.config.AwsConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkException;

@ExtendWith(Moto.class)
class AwsClientsTest {

  private static Outcome outcomeOf(Runnable call) {
    try {
      call.run();
      return Outcome.DONE;
    } catch (SdkException e) {
      return AwsErrors.of(e, "call").outcome();
    }
  }

  @Test
  void remembersTheRequestIdsOfItsCalls() {
    try (AwsClients aws = new AwsClients(Moto.config(Moto.endpoint(), 3))) {
      aws.glue().getDatabases(all -> {});
      aws.sts().getCallerIdentity();

      assertThat(aws.requests().all())
          .extracting(RequestLog.LoggedRequest::call)
          .containsExactly("Glue.GetDatabases", "Sts.GetCallerIdentity");
      assertThat(aws.requests().all()).allSatisfy(request -> assertThat(request.id()).isNotBlank());
    }
  }

  @Test
  void assumesTheRole() {
    AwsConfig plain = Moto.config(Moto.endpoint(), 3);
    AwsConfig role =
        new AwsConfig(
            plain.region(),
            plain.endpoint(),
            Optional.of("arn:aws:iam::123456789012:role/night"),
            plain.s3(),
            3);
    try (AwsClients aws = new AwsClients(role)) {
      assertThat(aws.sts().getCallerIdentity().arn()).contains("assumed-role/night/riskmesh");
    }
  }

  @Test
  void triesAgainWhenThrottled() {
    AtomicInteger refusals = new AtomicInteger(2);
    try (FaultProxy proxy =
            new FaultProxy(Moto.endpoint())
                .when(
                    (call, behind) ->
                        refusals.getAndDecrement() > 0
                            ? Answer.error(400, "ThrottlingException", "Rate exceeded")
                            : null);
        AwsClients aws = new AwsClients(Moto.config(proxy.endpoint(), 5))) {
      aws.glue().getDatabases(all -> {});

      assertThat(proxy.calls()).hasSize(3);
    }
  }

  @Test
  void tellsWhatIsWorthARetry() {
    record Case(int status, String type, Outcome outcome) {}
    for (Case c :
        java.util.List.of(
            new Case(400, "ThrottlingException", Outcome.SOURCE_UNAVAILABLE),
            new Case(503, "ServiceUnavailable", Outcome.SOURCE_UNAVAILABLE),
            new Case(500, "InternalServiceException", Outcome.SOURCE_UNAVAILABLE),
            new Case(400, "AccessDeniedException", Outcome.SOURCE_MISSING),
            new Case(400, "EntityNotFoundException", Outcome.SOURCE_MISSING),
            new Case(403, "InvalidClientTokenId", Outcome.SOURCE_MISSING))) {
      try (FaultProxy proxy =
              new FaultProxy(Moto.endpoint())
                  .when((call, behind) -> Answer.error(c.status(), c.type(), "planted"));
          AwsClients aws = new AwsClients(Moto.config(proxy.endpoint(), 1))) {
        assertThat(outcomeOf(() -> aws.glue().getDatabases(all -> {})))
            .as(c.type())
            .isEqualTo(c.outcome());
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsWorthARetry() {
    try (AwsClients aws = new AwsClients(Moto.config("http://127.0.0.1:1", 1))) {
      assertThat(outcomeOf(() -> aws.glue().getDatabases(all -> {})))
          .isEqualTo(Outcome.SOURCE_UNAVAILABLE);
    }
  }

  @Test
  void quotesNoMessageThatMayHoldAKey() {
    try (FaultProxy proxy =
            new FaultProxy(Moto.endpoint())
                .when(
                    (call, behind) ->
                        Answer.error(
                            403, "SignatureDoesNotMatch", "The key " + Moto.SECRET_KEY + " is"));
        AwsClients aws = new AwsClients(Moto.config(proxy.endpoint(), 1))) {
      assertThatThrownBy(
              () -> {
                try {
                  aws.glue().getDatabases(all -> {});
                } catch (SdkException e) {
                  throw AwsErrors.of(e, "Glue GetDatabases");
                }
              })
          .isInstanceOf(RunException.class)
          .hasMessageContaining("SignatureDoesNotMatch")
          .message()
          .doesNotContain(Moto.SECRET_KEY);
    }
  }
}
