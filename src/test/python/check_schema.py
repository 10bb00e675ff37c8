"""Holds a JSON file against a JSON schema. Ends with 1 and one line per problem.

usage: check_schema.py SCHEMA FILE
"""

import json
import sys

import jsonschema


def main(schema, file):
    with open(schema, encoding="utf-8") as text:
        validator = jsonschema.Draft202012Validator(json.load(text))
    validator.check_schema(validator.schema)
    with open(file, encoding="utf-8") as text:
        errors = list(validator.iter_errors(json.load(text)))
    if errors:
        sys.exit("\n".join(f"{error.json_path}: {error.message}" for error in errors))


if __name__ == "__main__":
    main(*sys.argv[1:])
