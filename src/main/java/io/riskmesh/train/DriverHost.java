package io.riskmesh.train;

import java.net.InetAddress;
import java.net.NetworkInterface;
import org.apache.spark.SparkContext;

/** Where executors reach the driver. */
final class DriverHost {
  private DriverHost() {}

  /**
   * The address that executors already use for Spark itself, if it is one of this machine's own;
   * else empty, and the native library guesses.
   */
  static String of(SparkContext spark) throws java.io.IOException {
    InetAddress address = InetAddress.getByName(spark.getConf().get("spark.driver.host", ""));
    return NetworkInterface.getByInetAddress(address) == null ? "" : address.getHostAddress();
  }
}
