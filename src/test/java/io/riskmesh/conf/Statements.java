package io.riskmesh.conf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a CloudFormation template of ours may grant at most, and what in one goes beyond it. */
final class Statements {
  /** Actions that know no resources, so that nothing but {@code *} can stand there. */
  private static final Set<String> WITHOUT_RESOURCE =
      Set.of(
          "lakeformation:GetDataAccess",
          "ecr:GetAuthorizationToken",
          "elasticmapreduce:ListClusters",
          "sagemaker:ListModels",
          "sagemaker:ListProcessingJobs",
          "sagemaker:ListTransformJobs");

  /** An instance's role cannot be bound to an account: EC2 sends no such key. */
  private static final String EC2 = "ec2.amazonaws.com";

  private static final Set<String> LAKE_GRANTS = Set.of("SELECT", "DESCRIBE");

  private final List<String> problems = new ArrayList<>();

  private Statements() {}

  /** One line per problem; empty when the template is as narrow as it must be. */
  static List<String> problems(JsonNode template) {
    Statements all = new Statements();
    all.walk(template.path("Resources"), "Resources");
    return all.problems;
  }

  /** The statements of a policy document, those under a condition included. */
  static List<JsonNode> of(JsonNode document) {
    List<JsonNode> found = new ArrayList<>();
    collect(document.path("Statement"), found);
    return found;
  }

  private static void collect(JsonNode node, List<JsonNode> found) {
    if (node.has("Effect")) {
      found.add(node);
    } else {
      node.forEach(inner -> collect(inner, found));
    }
  }

  private void walk(JsonNode node, String path) {
    if (node.has("Statement")) {
      document(node, path);
    } else if (node.path("Type").asText().equals("AWS::LakeFormation::PrincipalPermissions")) {
      lakeGrant(node.path("Properties"), path);
    } else {
      node.fields().forEachRemaining(field -> walk(field.getValue(), path + "." + field.getKey()));
      if (node.isArray()) {
        node.forEach(inner -> walk(inner, path));
      }
    }
  }

  private void document(JsonNode document, String path) {
    Set<String> names = new HashSet<>();
    for (JsonNode statement : of(document)) {
      String sid = statement.path("Sid").asText();
      if (sid.isEmpty()) {
        problems.add(path + ": a statement without Sid: " + statement);
      } else if (!names.add(sid)) {
        problems.add(path + ": two statements " + sid);
      }
      statement(statement, path + " " + sid);
    }
  }

  private void statement(JsonNode statement, String at) {
    for (String key : List.of("NotAction", "NotResource", "NotPrincipal")) {
      if (statement.has(key)) {
        problems.add(at + ": " + key + " grants what nobody listed");
      }
    }
    if (statement.path("Effect").asText().equals("Deny")) {
      return;
    }
    List<String> actions = texts(statement.path("Action"));
    actions.stream()
        .filter(action -> action.contains("*"))
        .forEach(action -> problems.add(at + ": action " + action));
    for (String resource : texts(statement.path("Resource"))) {
      resource(resource, actions, at);
    }
    if (statement.has("Principal")) {
      principal(statement, at);
    }
  }

  private void resource(String resource, List<String> actions, String at) {
    if (resource.equals("*")) {
      if (!WITHOUT_RESOURCE.containsAll(actions)) {
        problems.add(at + ": resource * for " + actions);
      }
      return;
    }
    if (resource.matches("\\$\\{[\\w.]+}")) {
      return; // A parameter of its own, the ARN of a key; or another resource of the template.
    }
    // arn:partition:service:region:account:rest. The account of AWS's images differs by region.
    String[] parts = resource.replace("AWS::", "").split(":", 6);
    if (parts.length < 6) {
      problems.add(at + ": resource " + resource + " is no ARN");
      return;
    }
    String account = parts[2].equals("ecr") && parts[4].equals("*") ? "" : parts[4];
    // A file of a fixed name in every folder below one: the manifests.
    String rest = parts[5].replaceFirst("/\\*/manifest\\.json$", "").replaceFirst("[/:_-]\\*$", "");
    if ((parts[3] + account + rest).contains("*")) {
      problems.add(at + ": resource " + resource + " has a wildcard before its end");
    }
    if (parts[5].endsWith("*") && !rest.contains("/") && parts[2].matches("s3|glue")) {
      problems.add(at + ": resource " + resource + " names no more than a bucket or a catalog");
    }
  }

  private void principal(JsonNode statement, String at) {
    JsonNode principal = statement.path("Principal");
    if (texts(principal).contains("*")) {
      problems.add(at + ": anybody is allowed");
    }
    if (principal.has("Service")
        && !principal.path("Service").asText().equals(EC2)
        && !statement.at("/Condition/StringEquals").has("aws:SourceAccount")
        && !statement.at("/Condition/ArnEquals").has("aws:SourceArn")) {
      problems.add(at + ": a service is trusted whatever account it works for");
    }
  }

  private void lakeGrant(JsonNode grant, String path) {
    List<String> permissions = new ArrayList<>(texts(grant.path("Permissions")));
    permissions.addAll(texts(grant.path("PermissionsWithGrantOption")));
    if (!LAKE_GRANTS.containsAll(permissions)) {
      problems.add(path + ": a reader is granted " + permissions);
    }
    if (grant.at("/Resource/Table").has("TableWildcard")) {
      problems.add(path + ": every table of the database is granted");
    }
    if (grant.path("Principal").toString().contains("IAM_ALLOWED_PRINCIPALS")) {
      problems.add(path + ": everybody with IAM rights is granted");
    }
  }

  /** Every text of a value, with a parameter as {@code ${Name}} and functions not evaluated. */
  static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value.isTextual()) {
      texts.add(value.asText());
    } else if (value.has("Ref")) {
      texts.add("${" + value.get("Ref").asText() + "}");
    } else if (value.has("Fn::Sub")) {
      JsonNode sub = value.get("Fn::Sub");
      texts.add((sub.isArray() ? sub.get(0) : sub).asText());
    } else if (value.has("Fn::GetAtt")) {
      texts.add("${" + String.join(".", texts(value.get("Fn::GetAtt"))) + "}");
    } else {
      value.forEach(inner -> texts.addAll(texts(inner)));
    }
    return texts;
  }
}
