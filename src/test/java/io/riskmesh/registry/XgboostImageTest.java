package io.riskmesh.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XgboostImageTest {

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, 141502667606.dkr.ecr.eu-west-1.amazonaws.com",
    "eu-central-1, 492215442770.dkr.ecr.eu-central-1.amazonaws.com",
    "us-east-1, 683313688378.dkr.ecr.us-east-1.amazonaws.com",
    "us-west-2, 246618743249.dkr.ecr.us-west-2.amazonaws.com",
    "cn-north-1, 450853457545.dkr.ecr.cn-north-1.amazonaws.com.cn",
  })
  void isTheRegionsOwn(String region, String host) {
    assertThat(XgboostImage.in(region)).isEqualTo(host + "/sagemaker-xgboost:3.2-0");
  }

  @Test
  void anUnknownRegionIsTold() {
    assertThatThrownBy(() -> XgboostImage.in("mars-north-1"))
        .hasMessageContaining("mars-north-1")
        .hasMessageContaining("registry.image")
        .asInstanceOf(InstanceOfAssertFactories.type(RunException.class))
        .extracting(RunException::outcome)
        .isEqualTo(Outcome.USAGE);
  }
}
