"""Holds requests as they were sent against AWS's own model of the service, by botocore.

usage: check_request.py SERVICE FILE

FILE holds one JSON object per line: {"operation": name, "body": {...}}. botocore itself checks names,
types and what is required; ranges, enumerations and patterns, which it leaves to the service, are
checked here. Ends with 1 and one line per problem.
"""

import json
import re
import sys

import botocore.session
import regex
from botocore.validate import ParamValidator


# What Java writes as two halves, Python has as one character.
BEYOND_16_BITS = (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")


def texts(shape, value, where):
    limits = shape.metadata
    if len(value) < limits.get("min", 0) or len(value) > limits.get("max", sys.maxsize):
        yield f"{where}: {len(value)} characters, allowed {limits.get('min')} to {limits.get('max')}"
    # The model writes the length a second time, behind the end of the text.
    pattern = re.sub(r"\$\{\d+,\d+\}$", "", limits.get("pattern", ".*")).replace(*BEYOND_16_BITS)
    if not regex.fullmatch(pattern, value, regex.DOTALL):
        yield f"{where}: {value!r} does not match {pattern}"
    if "enum" in limits and value not in limits["enum"]:
        yield f"{where}: {value!r} is none of {len(limits['enum'])} values"


def problems(shape, value, where):
    kind = shape.type_name
    if kind == "structure":
        for name, member in value.items():
            yield from problems(shape.members[name], member, f"{where}.{name}")
    elif kind in ("list", "map"):
        low, high = shape.metadata.get("min", 0), shape.metadata.get("max", sys.maxsize)
        if not low <= len(value) <= high:
            yield f"{where}: {len(value)} entries, allowed {low} to {high}"
        if kind == "list":
            for i, item in enumerate(value):
                yield from problems(shape.member, item, f"{where}[{i}]")
        else:
            for key, item in value.items():
                yield from problems(shape.key, key, f"{where} key")
                yield from problems(shape.value, item, f"{where}.{key}")
    elif kind == "string":
        yield from texts(shape, value, where)


def main(service, file):
    model = botocore.session.get_session().get_service_model(service)
    found, checked = [], 0
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            call = json.loads(line)
            shape = model.operation_model(call["operation"]).input_shape
            report = ParamValidator().validate(call["body"], shape)
            if report.has_errors():
                found.append(f"{call['operation']}: {report.generate_report()}")
            else:
                found.extend(problems(shape, call["body"], call["operation"]))
            checked += 1
    print(checked)
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
