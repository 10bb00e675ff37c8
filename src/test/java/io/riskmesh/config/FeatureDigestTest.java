package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureDigestTest {
  @TempDir Path folder;

  private String digest(String... set) {
    return FeatureDigest.of(new Loading(folder).load(Loading.JOB, Loading.ENV, set).job());
  }

  /** Groups in production hold this value. */
  @Test
  void staysTheSameInLaterReleases() {
    assertThat(digest())
        .isEqualTo("a6fb1a3c314d91cafcec69de8082a90d2351e928698156e02c56872179872c91");
  }

  @Test
  void isOfTheFeaturesAlone() {
    assertThat(digest("features.age.impute=none", "training.rounds=7", "split.seed=9"))
        .isEqualTo(digest());
    assertThat(digest("features.age.impute=mean")).isNotEqualTo(digest());
    assertThat(digest("source.missingValues=[NA]")).isNotEqualTo(digest());
  }

  @Test
  void aFeatureGroupIsAskedForTheDigestOfItsReader() {
    String group = "source={featureGroup: {name: g}}";
    JobConfig job = new Loading(folder).load(Loading.JOB, Loading.ENV, group).job();
    assertThat(job.source().featureGroup().orElseThrow().features()).contains(digest());
    assertThat(job.source().name()).isEqualTo("feature group g");
  }
}
