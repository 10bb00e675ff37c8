package io.riskmesh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterSparkTest {

  @ParameterizedTest
  @CsvSource({
    "3.5.6-amzn-1, 2.12.18, -spark3.jar",
    "4.0.1, 2.13.16, -spark4.jar",
    "4.1.1, 2.13.17, -spark4.jar"
  })
  void saysWhichJarItWants(String spark, String scala, String jar) {
    ClusterSpark cluster = new ClusterSpark(spark, scala);

    assertThat(cluster.wanted())
        .startsWith("Spark %s with Scala %s wants riskmesh-".formatted(spark, scala))
        .endsWith(jar);
    boolean isOurs = jar.contains("spark" + SparkLine.MAJOR);
    assertThat(cluster.problem().isEmpty()).isEqualTo(isOurs);
  }

  @ParameterizedTest
  @CsvSource({"3.5.6, 2.13.8", "2.4.8, 2.12.10", "5.0.0, 2.13.18", "4.0.1, 3.3.0"})
  void hasNoJarForOthers(String spark, String scala) {
    assertThat(new ClusterSpark(spark, scala).problem().orElseThrow())
        .contains("Spark " + spark, "Scala " + scala, "has jars for Spark 3.5", "and this is ");
  }

  @Test
  void theBuildIsTestedOnItsOwnSpark() {
    ClusterSpark here = ClusterSpark.find().orElseThrow();

    assertThat(here.spark()).isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    assertThat(here.scala()).startsWith(SparkLine.SCALA);
    assertThat(here.problem()).isEmpty();
  }
}
