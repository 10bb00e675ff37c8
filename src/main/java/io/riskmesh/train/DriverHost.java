package io.riskmesh.train;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.apache.spark.SparkContext;

/** The addresses by which executors reach the driver. */
final class DriverHost {
  private DriverHost() {}

  /**
   * Returns the host name that executors use for Spark itself; the loopback address in local mode.
   */
  static String name(SparkContext spark) {
    return spark.isLocal()
        ? InetAddress.getLoopbackAddress().getHostAddress()
        : spark.getConf().get("spark.driver.host", "localhost");
  }

  /**
   * Returns the address of that name if this machine owns it and can listen on it, or else null. In
   * a container the name may be that of the host, which has a different address.
   */
  static InetAddress ownAddress(SparkContext spark) throws IOException {
    InetAddress address = InetAddress.getByName(name(spark));
    return NetworkInterface.getByInetAddress(address) == null ? null : address;
  }

  /** Returns the address as the native library expects it; empty lets the library guess. */
  static String ownAddressText(SparkContext spark) throws IOException {
    InetAddress address = ownAddress(spark);
    return address == null ? "" : address.getHostAddress();
  }
}
