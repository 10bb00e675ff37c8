package io.riskmesh.cli;

import io.riskmesh.config.SourceFormat;
import io.riskmesh.config.yaml.UserInfo;
import io.riskmesh.spark.SparkLine;
import io.riskmesh.synthetic.GrowingMonths;
import io.riskmesh.synthetic.SyntheticCredits;
import io.riskmesh.synthetic.SyntheticOptions;
import java.io.IOException;
import java.time.YearMonth;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code riskmesh generate}: writes synthetic credits for large tests and benchmarks. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes synthetic loans: the columns and distributions of the 1,000 real ones, a default rate"
          + " of 0.30 and a default risk that a model can learn to an AUC of about 0.79.",
      "Each row depends only on the seed and its row number: a longer table begins with the same"
          + " rows, and --partitions changes only the number of files."
    },
    footer = {
      "",
      "Examples:",
      "  riskmesh generate --rows 1000000 --out /tmp/credits",
      "  riskmesh generate --rows 1000000 --customers 200000 --months 24 --out /tmp/credits",
      "  riskmesh generate --months 25 --first-month-rows 21277 --customers 200000 --out /tmp/more"
    })
final class GenerateCommand implements Callable<Integer> {
  /** Rows per partition; with fewer, another partition costs more than it gains. */
  private static final long ROWS_PER_PARTITION = 500_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Number of rows. Required unless --first-month-rows is given.")
  private Long rows;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "Folder or URI to write to; must not exist.")
  private String out;

  @Option(
      names = "--format",
      defaultValue = "parquet",
      converter = WrittenFormat.class,
      description = "parquet or csv with a header. Default: ${DEFAULT-VALUE}.")
  private SourceFormat format;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "Adds customer_id (bigint), drawn uniformly from 1 to N.")
  private Long customers;

  @Option(
      names = "--months",
      paramLabel = "N",
      description =
          "Adds event_time (timestamp) and spreads the rows over N months, each larger than the"
              + " one before by a twelfth of the first.")
  private Integer months;

  @Option(
      names = "--first-month",
      paramLabel = "YYYY-MM",
      defaultValue = "2024-01",
      description = "First month. Default: ${DEFAULT-VALUE}.")
  private YearMonth firstMonth;

  @Option(
      names = "--first-month-rows",
      paramLabel = "N",
      description =
          "Instead of --rows: number of rows of the first month. The same number with more --months"
              + " grows a table by whole months.")
  private Long firstMonthRows;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Number of files. Default: one per 500,000 rows, at least one per core.")
  private Integer partitions;

  @Override
  public Integer call() throws IOException {
    SyntheticOptions options = options();
    boolean borrowed = SparkSession.getDefaultSession().isDefined();
    SparkSession spark = openSession();
    try {
      write(spark, options);
    } finally {
      if (!borrowed) {
        spark.stop();
      }
    }
    return 0;
  }

  private SyntheticOptions options() {
    UserInfo.refuse("--out", out);
    if ((rows == null) == (firstMonthRows == null)) {
      throw wrong("give either --rows or --first-month-rows");
    }
    if (firstMonthRows != null && months == null) {
      throw wrong("--first-month-rows requires --months");
    }
    if (partitions != null && partitions < 1) {
      throw wrong("--partitions must be at least 1, not " + partitions);
    }
    try {
      Optional<GrowingMonths> calendar = Optional.ofNullable(months).map(this::calendar);
      long count = rows != null ? rows : calendar.orElseThrow().before(months);
      return new SyntheticOptions(count, seed, optional(customers), calendar);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private GrowingMonths calendar(int count) {
    return firstMonthRows != null
        ? new GrowingMonths(firstMonth, firstMonthRows)
        : GrowingMonths.spanning(firstMonth, count, rows);
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private void write(SparkSession spark, SyntheticOptions options) throws IOException {
    Path target = new Path(out);
    if (target.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(target)) {
      throw wrong("--out " + out + " already exists; name another path or remove it");
    }
    Dataset<Row> credits = SyntheticCredits.generate(spark, options, files(spark, options.rows()));
    DataFrameWriter<Row> writer = credits.write();
    if (format == SourceFormat.CSV) {
      writer.option("header", true);
    }
    writer.format(format.word()).save(out);
    spec.commandLine().getOut().println(summary(options));
  }

  /** Accepts those of the readable formats that can also be written. */
  static final class WrittenFormat implements ITypeConverter<SourceFormat> {
    @Override
    public SourceFormat convert(String word) {
      return Stream.of(SourceFormat.PARQUET, SourceFormat.CSV)
          .filter(format -> format.word().equals(word))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("must be parquet or csv, not \"" + word + "\""));
    }
  }

  private int files(SparkSession spark, long rows) {
    if (partitions != null) {
      return partitions;
    }
    long enough = 1 + (rows - 1) / ROWS_PER_PARTITION;
    return (int) Math.min(100_000, Math.max(spark.sparkContext().defaultParallelism(), enough));
  }

  private String summary(SyntheticOptions options) {
    String when =
        options
            .months()
            .map(m -> ", %,d of them in the first month (%s)".formatted(m.firstRows(), m.start()))
            .orElse("");
    return "%,d rows%s -> %s".formatted(options.rows(), when, out);
  }

  private static SparkSession openSession() {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("riskmesh generate")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.enabled", "false");
    SparkLine.SETTINGS.forEach(builder::config);
    return System.getProperty("spark.master") == null
        ? builder.master("local[*]").getOrCreate()
        : builder.getOrCreate();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
