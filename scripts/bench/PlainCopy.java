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
      // Starts the session, so that its seconds are not measured.
      spark.range(1).count();
      long begun = System.nanoTime();
      String[] folders = java.util.Arrays.copyOf(args, args.length - 1);
      Dataset<Row> rows = spark.read().parquet(folders);
      rows.write().parquet(args[args.length - 1]);
      System.out.printf("seconds %.2f%n", (System.nanoTime() - begun) / 1e9);
    }
  }
}
