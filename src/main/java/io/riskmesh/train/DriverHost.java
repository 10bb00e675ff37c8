package io.riskmesh.train;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.apache.spark.SparkContext;

/** Where executors reach the driver. */
final class DriverHost {
  private DriverHost() {}

  /** The name that executors use for Spark itself. */
  static String name(SparkContext spark) {
    return spark.getConf().get("spark.driver.host", "localhost");
  }

  /**
   * That name's address if it is one of this machine's own, so that one can listen there; else
   * empty, and the native library guesses.
   */
  static String ownAddress(SparkContext spark) throws IOException {
    InetAddress address = InetAddress.getByName(name(spark));
    return NetworkInterface.getByInetAddress(address) == null ? "" : address.getHostAddress();
  }
}
