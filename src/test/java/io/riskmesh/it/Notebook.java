package io.riskmesh.it;

import io.riskmesh.cli.RiskmeshCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * A program to submit: several commands, one after the other, on a session with Hive that was there
 * before, as in a notebook. The arguments of one command end with {@code --then}.
 */
public final class Notebook {
  private Notebook() {}

  public static void main(String[] args) {
    SparkSession spark = SparkSession.builder().enableHiveSupport().getOrCreate();
    List<String> rest = new ArrayList<>(Arrays.asList(args));
    while (!rest.isEmpty()) {
      int end = rest.indexOf("--then");
      List<String> command = rest.subList(0, end);
      RiskmeshCommand.execute(command.toArray(String[]::new));
      rest.subList(0, end + 1).clear();
    }
    spark.stop();
  }
}
