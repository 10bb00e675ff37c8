package io.riskmesh.cli;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.EnvConfig;

/** Who types a command, for records of decisions. */
final class CallerIdentity {
  private CallerIdentity() {}

  /** Returns the caller's ARN on AWS, the user of the operating system elsewhere. */
  static String find(EnvConfig env) {
    if (!env.usesAws()) {
      return System.getProperty("user.name");
    }
    try (AwsClients aws = new AwsClients(env.aws())) {
      return aws.findCaller().arn();
    }
  }
}
