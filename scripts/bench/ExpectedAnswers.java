import io.riskmesh.model.FieldProblem;
import io.riskmesh.model.RecordAnswer;
import io.riskmesh.model.RecordRules;
import io.riskmesh.model.Scorer;
import io.riskmesh.shaded.jackson.core.JsonProcessingException;
import io.riskmesh.shaded.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the scorer itself says to records, one line of JSON for each: java -cp riskmesh-scoring.jar ExpectedAnswers.java MODEL RECORDS.
 */
class ExpectedAnswers {
  public static void main(String[] args) throws IOException {
    Scorer scorer = Scorer.load(Path.of(args[0]));
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      System.out.println(json.writeValueAsString(expected(scorer, json, line)));
    }
  }

  private static Map<String, Object> expected(Scorer scorer, ObjectMapper json, String line) {
    Map<?, ?> record;
    try {
      record = json.readValue(line, Map.class);
    } catch (JsonProcessingException e) {
      return Map.of("status", 400);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    record.forEach((name, value) -> fields.put((String) name, value));
    RecordAnswer answer = scorer.answer(fields, RecordRules.STRICT);
    if (answer.score() == null) {
      List<String> errors = new ArrayList<>();
      for (FieldProblem problem : answer.errors()) {
        errors.add(problem.field());
      }
      return Map.of("status", 200, "errors", errors);
    }
    return Map.of(
        "status", 200,
        "probability", answer.score().probability(),
        "calibrated", answer.score().calibrated(),
        "decision", answer.score().decision());
  }
}
