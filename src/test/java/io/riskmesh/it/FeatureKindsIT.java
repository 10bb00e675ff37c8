package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.store.RunPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Dates and expressions from the table to a score, in each way to score. */
@ExtendWith(SparkTest.class)
class FeatureKindsIT {
  private static final int ROWS = 2_000;

  private static final String JOB =
      """
      name: kinds
      source:
        path: %s
        key: [id]
        eventTime: applied
        asOf: 2025-01-02T00:00:00Z
        times: {opened: {format: yyyyMM}}
      label: {column: bad, positive: 1}
      features:
        - {name: age, kind: date, column: born, as: age, unit: years, impute: median, missingIndicator: true}
        - {name: tenure, kind: date, column: opened, as: age, unit: months}
        - {name: season, kind: date, column: applied, as: month, cyclic: true}
        - {name: weekday, kind: date, column: applied, as: day_of_week}
        - {name: income, kind: numeric, impute: median, clip: [0.01, 0.99], missingValues: ["", "-1"]}
        - {name: burden, kind: expression, clip: [0, 0.99], impute: mean, missingIndicator: true,
           of: "debt / feature(income) * if(`home-type` in ('RENT', 'OTHER'), 1.5, 1)"}
        - {name: young, kind: expression, of: "feature(age) < 30 and `home-type` = 'RENT'"}
        - {name: twice, kind: expression, of: "2 * feature(burden)", clip: [0.1, 1]}
      training: {rounds: 30}
      """;

  private static final String COLUMNS = "id,born,opened,applied,home-type,income,debt";

  @TempDir static Path folder;
  private static Cli cli;
  private static final Map<String, String[]> LOANS = new HashMap<>();

  @BeforeAll
  static void train() throws IOException {
    cli = new Cli(folder);
    List<String> lines = new ArrayList<>(List.of(COLUMNS + ",bad"));
    List<String> records = new ArrayList<>(List.of(COLUMNS));
    Random random = new Random(5);
    for (int id = 0; id < ROWS; id++) {
      String[] loan = loan(id, random);
      LOANS.put(loan[0], loan);
      double margin = (loan[4].equals("RENT") ? 1 : 0) + (loan[1].isEmpty() ? 0.5 : 0) - 1;
      int bad = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
      records.add(String.join(",", loan));
      lines.add(String.join(",", loan) + "," + bad);
    }
    Files.write(folder.resolve("loans.csv"), lines);
    Files.write(folder.resolve("records.csv"), records);
    Files.writeString(folder.resolve("job.yaml"), JOB.formatted(folder.resolve("loans.csv")));
    Cli.Ended ended = run("run", "--run-id", "first");
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private static String[] loan(int id, Random random) {
    LocalDate born = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(20_000));
    YearMonth opened = YearMonth.of(2000, 1).plusMonths(random.nextInt(280));
    String offset = List.of("Z", "+05:30", "-11:00").get(id % 3);
    OffsetDateTime applied =
        OffsetDateTime.parse("2024-01-01T00:00:00" + offset)
            .plusMinutes(random.nextInt(366 * 24 * 60));
    return new String[] {
      "k" + id,
      id % 50 == 0 ? "" : id % 50 == 1 ? "2000-02-29" : born.toString(),
      id % 40 == 0 ? "" : "%tY%<tm".formatted(opened.atDay(1)),
      applied.toString(),
      List.of("RENT", "OWN", "OTHER", "").get(random.nextInt(4)),
      id % 30 == 0 ? "-1" : Integer.toString(1_000 + random.nextInt(5_000)),
      id % 35 == 0 ? "" : Integer.toString(random.nextInt(20_000))
    };
  }

  private static Cli.Ended run(String command, String... more) {
    List<String> args = new ArrayList<>(List.of("--job", folder.resolve("job.yaml").toString()));
    args.addAll(List.of(more));
    return cli.run(command, args.toArray(String[]::new));
  }

  @Test
  void theFloatsAreThoseOfJavaTimeAndArithmetic(SparkSession spark) {
    Work work = new Work(cli.store(), new RunPaths("kinds", "first"));
    List<Row> rows = spark.read().parquet(cli.store().uri(work.data("train"))).collectAsList();
    assertThat(rows).hasSizeGreaterThan(1_000);
    for (Row row : rows) {
      String[] loan = LOANS.get(row.<String>getAs("_raw.id"));
      LocalDate applied =
          OffsetDateTime.parse(loan[3]).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
      boolean isUnborn = loan[1].isEmpty();
      assertThat(row.<Float>getAs("age.missing")).isEqualTo(isUnborn ? 1f : 0f);
      float age = row.<Float>getAs("age");
      if (!isUnborn) {
        LocalDate born = LocalDate.parse(loan[1]);
        assertThat(age).isEqualTo((float) ChronoUnit.YEARS.between(born, applied));
      }
      assertThat(row.<Float>getAs("tenure")).isEqualTo(tenure(loan[2], applied));
      assertThat(row.<Float>getAs("weekday")).isEqualTo((float) applied.getDayOfWeek().getValue());
      double angle = 2 * Math.PI * (applied.getMonthValue() - 0.5) / 12;
      assertThat(row.<Float>getAs("season.sin")).isEqualTo((float) StrictMath.sin(angle));
      assertThat(row.<Float>getAs("season.cos")).isEqualTo((float) StrictMath.cos(angle));
      boolean rents = loan[4].equals("RENT");
      Float young = row.getAs("young");
      if (loan[4].isEmpty()) {
        // False whatever the home is, or else not known.
        assertThat(young).isEqualTo(Float.valueOf(age < 30 ? Float.NaN : 0f));
      } else {
        assertThat(young).isEqualTo(age < 30 && rents ? 1f : 0f);
      }
      assertThat(row.<Float>getAs("burden.missing")).isEqualTo(loan[6].isEmpty() ? 1f : 0f);
      assertThat(row.<Float>getAs("twice")).isNotNaN();
    }
  }

  private static Float tenure(String opened, LocalDate applied) {
    if (opened.isEmpty()) {
      return Float.NaN;
    }
    LocalDate day =
        LocalDate.of(
            Integer.parseInt(opened.substring(0, 4)), Integer.parseInt(opened.substring(4)), 1);
    return (float) ChronoUnit.MONTHS.between(day, applied);
  }

  @Test
  void aTableRecordsAndTheArchiveGetTheSameScores(SparkSession spark) throws IOException {
    Cli.Ended batch = run("score", "--replace");
    assertThat(batch.code()).as(batch.err()).isZero();
    Path manifest =
        batch
            .out()
            .lines()
            .filter(line -> line.startsWith("scores "))
            .map(line -> Path.of(line.substring("scores ".length()).strip()))
            .findFirst()
            .orElseThrow();
    Map<String, Float> scores = new HashMap<>();
    spark
        .read()
        .parquet(manifest.resolveSibling("rows-*").toString())
        .collectAsList()
        .forEach(row -> scores.put(row.getAs("id"), row.getAs("probability")));
    assertThat(scores).hasSize(ROWS);

    Path answers = folder.resolve("answers.csv");
    String records = folder.resolve("records.csv").toString();
    Cli.Ended single = run("score", "--input", records, "--output", answers.toString());
    assertThat(single.code()).as(single.err()).isZero();
    List<String> lines = Files.readAllLines(answers);
    assertThat(lines).hasSize(ROWS + 1);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      assertThat(Float.parseFloat(cells[1])).as(line).isEqualTo(scores.get(cells[0]));
    }

    Path model = folder.resolve("model.tar.gz");
    RunPaths paths = new RunPaths("kinds", "first");
    Files.write(model, cli.store().read(paths.published(RunPaths.MODEL)).orElseThrow());
    String out = Python.run("check_inference.py", "answers", model.toString(), records);
    List<String> archived = out.lines().toList();
    assertThat(archived).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(Float.parseFloat(archived.get(i))).isCloseTo(scores.get("k" + i), within(1e-6f));
    }
  }

  @Test
  void aDateOfAnotherNotationIsNotScored() throws IOException {
    Path input = folder.resolve("other.csv");
    Files.write(
        input,
        List.of(
            COLUMNS,
            "a,1980-01-01,202001,2024-06-01T00:00:00Z,RENT,1000,5",
            "b,19800101,202001,2024-06-01T00:00:00Z,RENT,1000,5",
            "c,1980-01-01,2020-01-01,2024-06-01T00:00:00Z,RENT,1000,5"));
    Path answers = folder.resolve("other-answers.csv");
    Cli.Ended ended = run("score", "--input", input.toString(), "--output", answers.toString());
    assertThat(ended.code()).isEqualTo(30);
    List<String> lines = Files.readAllLines(answers);
    assertThat(lines.get(1)).startsWith("a,0.");
    assertThat(lines.get(2)).contains("born").doesNotContain("19800101");
    assertThat(lines.get(3)).contains("opened");
  }
}
