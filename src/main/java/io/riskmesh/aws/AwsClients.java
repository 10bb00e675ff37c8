package io.riskmesh.aws;

import io.riskmesh.config.AwsConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * AWS clients of one environment. They are created on first use, and all have the same region and
 * caller.
 */
public final class AwsClients implements AutoCloseable {
  private final AwsConfig config;
  private final RequestLog requests = new RequestLog();
  private final ClientPool pool = new ClientPool();

  /** Creates no client yet. */
  public AwsClients(AwsConfig config) {
    this.config = config;
  }

  /** Returns the log of calls so far, for the access trail. */
  public RequestLog requests() {
    return requests;
  }

  /**
   * Returns the region of all calls.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no region is configured
   */
  public String region() {
    return config.region().orElseGet(AwsClients::regionOfPlatform);
  }

  private static String regionOfPlatform() {
    try {
      return new DefaultAwsRegionProviderChain().getRegion().id();
    } catch (SdkClientException e) {
      throw AwsErrors.noRegion(e);
    }
  }

  /**
   * Returns the client of the Glue Data Catalog.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no region is configured
   */
  public synchronized GlueClient glue() {
    return pool.client(
        GlueClient.class, () -> ready(GlueClient.builder(), config.endpoint()).build());
  }

  /**
   * Returns the client of Lake Formation.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no region is configured
   */
  public synchronized LakeFormationClient lakeFormation() {
    return pool.client(
        LakeFormationClient.class,
        () -> ready(LakeFormationClient.builder(), config.endpoint()).build());
  }

  /**
   * Returns the client of Athena.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no region is configured
   */
  public synchronized AthenaClient athena() {
    return pool.client(
        AthenaClient.class, () -> ready(AthenaClient.builder(), config.endpoint()).build());
  }

  /**
   * Returns the client of SageMaker.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no region is configured
   */
  public synchronized SageMakerClient sageMaker() {
    return pool.client(
        SageMakerClient.class, () -> ready(SageMakerClient.builder(), config.endpoint()).build());
  }

  /**
   * Returns the client of the Feature Store's online stores. Its calls, one per record, are not in
   * {@link #requests}, and each is retried however many others fail.
   */
  public synchronized SageMakerFeatureStoreRuntimeClient featureStore() {
    return pool.client(
        SageMakerFeatureStoreRuntimeClient.class,
        () ->
            ready(SageMakerFeatureStoreRuntimeClient.builder(), config.endpoint())
                .overrideConfiguration(
                    o -> o.retryStrategy(retries().circuitBreakerEnabled(false).build()))
                .build());
  }

  /**
   * Returns the client of STS, with the credentials of the configured role if there is one.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no region is configured
   */
  public synchronized StsClient sts() {
    return pool.client(
        StsClient.class, () -> ready(StsClient.builder(), config.endpoint()).build());
  }

  /**
   * Returns the client of S3, with the S3 endpoint of the environment.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when no region is configured
   */
  public synchronized S3Client s3() {
    return pool.client(S3Client.class, () -> s3Builder().build());
  }

  /**
   * Returns an S3 client with connections of its own.
   *
   * @param longest time limit of a call and of reading its response
   */
  synchronized S3Client s3(Duration longest) {
    return pool.client(
        S3Client.class,
        longest,
        () -> {
          S3ClientBuilder builder = s3Builder();
          return builder
              .httpClient(null)
              .httpClientBuilder(
                  ApacheHttpClient.builder().connectionTimeout(longest).socketTimeout(longest))
              .overrideConfiguration(
                  builder.overrideConfiguration().toBuilder().apiCallTimeout(longest).build())
              .build();
        });
  }

  private S3ClientBuilder s3Builder() {
    return ready(S3Client.builder(), config.s3Endpoint()).forcePathStyle(config.s3().pathStyle());
  }

  /**
   * Asks STS for the identity of the caller, one call.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} when AWS does not know the caller
   */
  public GetCallerIdentityResponse findCaller() {
    try {
      return sts().getCallerIdentity();
    } catch (SdkException e) {
      throw AwsErrors.of(e, "Sts GetCallerIdentity");
    }
  }

  private <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> B ready(
      B builder, Optional<String> endpoint) {
    return basics(builder, endpoint).credentialsProvider(credentials());
  }

  private <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> B basics(
      B builder, Optional<String> endpoint) {
    endpoint.map(URI::create).ifPresent(builder::endpointOverride);
    return builder
        .region(Region.of(region()))
        .httpClient(pool.http())
        .overrideConfiguration(
            override ->
                override.addExecutionInterceptor(requests).retryStrategy(retries().build()));
  }

  private StandardRetryStrategy.Builder retries() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(config.attempts());
  }

  /** Returns the caller's own credentials, or those of the role, refreshed before they expire. */
  private AwsCredentialsProvider credentials() {
    return config.role().isPresent() ? assumed(config.role().get()) : own();
  }

  private DefaultCredentialsProvider own() {
    return pool.client(
        DefaultCredentialsProvider.class, () -> DefaultCredentialsProvider.builder().build());
  }

  private StsAssumeRoleCredentialsProvider assumed(String role) {
    return pool.client(
        StsAssumeRoleCredentialsProvider.class,
        () ->
            StsAssumeRoleCredentialsProvider.builder()
                .stsClient(assuming())
                .refreshRequest(request -> request.roleArn(role).roleSessionName("riskmesh"))
                .build());
  }

  /** Returns the STS client that assumes the role; {@link #sts} already uses the assumed role. */
  private StsClient assuming() {
    return pool.client(
        StsClient.class,
        "assuming",
        () -> basics(StsClient.builder(), config.endpoint()).credentialsProvider(own()).build());
  }

  @Override
  public synchronized void close() {
    pool.close();
  }
}
