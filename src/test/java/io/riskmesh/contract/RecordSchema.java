package io.riskmesh.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.store.JsonText;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The JSON Schema of a record as {@link JsonText} writes it: types from the record's components,
 * descriptions from its Javadoc. A component is required unless its description mentions null.
 */
final class RecordSchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  /** A component of such a type can be null, or it would be a primitive. */
  private static final Set<Class<?>> BOXED =
      Set.of(Integer.class, Long.class, Float.class, Double.class, Boolean.class);

  private final Map<String, ObjectNode> defs = new TreeMap<>();

  private RecordSchema() {}

  /** The whole schema of a file. */
  static ObjectNode of(Class<?> type, String title) {
    RecordSchema schemas = new RecordSchema();
    ObjectNode root = node().put("$schema", DRAFT).put("title", title);
    root.setAll(schemas.object(type));
    ObjectNode defs = root.putObject("$defs");
    schemas.defs.forEach(defs::set);
    return root;
  }

  private ObjectNode object(Class<?> type) {
    RecordDocs docs = RecordDocs.of(type);
    ObjectNode schema = node().put("description", docs.summary()).put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    List<Method> methods =
        Arrays.stream(type.getDeclaredMethods())
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    for (Method method : methods) {
      JsonProperty property = method.getAnnotation(JsonProperty.class);
      if (property != null && method.getParameterCount() == 0 && !property.value().isEmpty()) {
        properties.set(property.value(), schema(method.getGenericReturnType()));
        required.add(property.value());
      }
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
        continue;
      }
      String text = docs.param(component.getName());
      ObjectNode property = schema(component.getGenericType());
      if (!text.isEmpty()) {
        property.put("description", text);
      }
      properties.set(component.getName(), property);
      boolean isOptional = text.matches("(?s).*\\bnull\\b.*");
      if (BOXED.contains(component.getType()) && !isOptional) {
        throw new IllegalStateException(
            "%s.%s is boxed: when is it null?"
                .formatted(type.getSimpleName(), component.getName()));
      }
      if (!isOptional) {
        required.add(component.getName());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private ObjectNode schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return node().put("type", "string");
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return node().put("type", "boolean");
    }
    if (plain == int.class
        || plain == long.class
        || plain == Integer.class
        || plain == Long.class) {
      return node().put("type", "integer");
    }
    if (plain == double.class
        || plain == float.class
        || plain == Double.class
        || plain == Float.class) {
      return number();
    }
    if (plain.isEnum()) {
      ObjectNode schema = node();
      ArrayNode words = schema.putArray("enum");
      for (Object word : plain.getEnumConstants()) {
        words.add(JsonText.tree(word));
      }
      return schema;
    }
    if (JsonNode.class.isAssignableFrom(plain) || plain == Object.class) {
      return node();
    }
    return reference(plain);
  }

  private ObjectNode generic(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (Collection.class.isAssignableFrom(raw)) {
      return node().put("type", "array").set("items", schema(arguments[0]));
    }
    if (!Map.class.isAssignableFrom(raw)) {
      throw new IllegalArgumentException("no schema for " + type);
    }
    ObjectNode map = node().put("type", "object");
    if (((Class<?>) arguments[0]).isEnum()) {
      map.set("propertyNames", schema(arguments[0]));
    }
    return map.set("additionalProperties", schema(arguments[1]));
  }

  /** JSON has no NaN and no infinity: they are words. */
  private ObjectNode number() {
    if (!defs.containsKey("number")) {
      ObjectNode number = node();
      ArrayNode forms = number.putArray("anyOf");
      forms.add(node().put("type", "number"));
      forms.addObject().putArray("enum").add("NaN").add("Infinity").add("-Infinity");
      defs.put("number", number);
    }
    return node().put("$ref", "#/$defs/number");
  }

  private ObjectNode reference(Class<?> type) {
    String name = type.getSimpleName();
    if (!defs.containsKey(name)) {
      // Before its parts: a tree refers to itself.
      defs.put(name, node());
      defs.put(name, type.isRecord() ? object(type) : oneOf(type));
    }
    return node().put("$ref", "#/$defs/" + name);
  }

  /** A sealed interface whose kinds are told apart by a property. */
  private ObjectNode oneOf(Class<?> type) {
    JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
    ObjectNode schema = node().put("description", RecordDocs.of(type).summary());
    ArrayNode kinds = schema.putArray("oneOf");
    for (JsonSubTypes.Type kind : type.getAnnotation(JsonSubTypes.class).value()) {
      ObjectNode object = object(kind.value());
      ObjectNode properties = node();
      properties.putObject(info.property()).put("const", kind.name());
      properties.setAll((ObjectNode) object.get("properties"));
      object.set("properties", properties);
      object.withArray("required").insert(0, info.property());
      kinds.add(object);
    }
    return schema;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
