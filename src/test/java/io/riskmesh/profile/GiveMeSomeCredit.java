package io.riskmesh.profile;

import java.util.Random;

/**
 * Made-up rows in the shape of the best-known public table: a first column that counts the lines,
 * {@code NA} in two columns of numbers, and 96 and 98 in three columns of counts.
 */
public final class GiveMeSomeCredit {
  private GiveMeSomeCredit() {}

  /**
   * Returns a CSV file.
   *
   * @param first name of the first column, which has none in the real table
   */
  public static String csv(String first, int rows) {
    Random random = new Random(3);
    StringBuilder csv =
        new StringBuilder(
            "\""
                + first
                + "\",\"SeriousDlqin2yrs\",\"RevolvingUtilizationOfUnsecuredLines\",\"age\","
                + "\"NumberOfTime30-59DaysPastDueNotWorse\",\"DebtRatio\",\"MonthlyIncome\","
                + "\"NumberOfOpenCreditLinesAndLoans\",\"NumberOfTimes90DaysLatePastDue\","
                + "\"NumberRealEstateLoansOrLines\",\"NumberOfTime60-89DaysPastDueNotWorse\","
                + "\"NumberOfDependents\"\n");
    for (int i = 1; i <= rows; i++) {
      double risk = random.nextGaussian();
      boolean bad = risk + random.nextGaussian() > 1.7;
      double draw = random.nextDouble();
      String code = draw < 0.015 ? "98" : draw < 0.03 ? "96" : "";
      csv.append('"').append(i).append("\",").append(bad ? 1 : 0);
      csv.append(',').append(Math.exp(risk - 1)).append(',').append(21 + random.nextInt(70));
      csv.append(',').append(count(random, risk, code)).append(',').append(random.nextDouble());
      String income = Integer.toString((int) Math.exp(8.7 - risk / 5 + random.nextGaussian() / 2));
      csv.append(',').append(random.nextDouble() < 0.2 ? "NA" : income);
      csv.append(',').append(random.nextInt(25)).append(',').append(count(random, risk, code));
      csv.append(',').append(random.nextInt(4)).append(',').append(count(random, risk, code));
      csv.append(',').append(random.nextDouble() < 0.03 ? "NA" : random.nextInt(5)).append('\n');
    }
    return csv.toString();
  }

  private static String count(Random random, double risk, String code) {
    int count = (int) Math.max(0, Math.min(11, risk + 1.5 * random.nextGaussian()));
    return code.isEmpty() ? Integer.toString(count) : code;
  }
}
