import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads Parquet folders with plain Spark, writes their rows to a new folder, and prints the seconds. */
public final class PlainCopy {
  public static void main(String[] args) {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED")
            .getOrCreate()) {
      String[] folders = java.util.Arrays.copyOf(args, args.length - 1);
      String target = args[args.length - 1];
      // Starts the session and compiles what a copy needs, so that its seconds are not measured.
      spark.read().parquet(folders).limit(100_000).write().parquet(target + "/first");
      long begun = System.nanoTime();
      Dataset<Row> rows = spark.read().parquet(folders);
      rows.write().parquet(target + "/copy");
      System.out.printf("seconds %.2f%n", (System.nanoTime() - begun) / 1e9);
    }
  }
}
