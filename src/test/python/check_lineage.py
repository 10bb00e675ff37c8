"""Builds OpenLineage events with the classes of its own client, which know every field. Ends with 1 at the first one
that they do not take; otherwise prints how many there were and which facets they have.

usage: check_lineage.py EVENTS_JSONL
"""

import enum
import importlib
import json
import pkgutil
import sys
import types
import typing

import attr
from openlineage.client import generated
from openlineage.client.event_v2 import RunEvent
from openlineage.client.generated import base

FACETS = {}
SEEN = set()


def load_facets():
    for module in pkgutil.iter_modules(generated.__path__):
        for kind in vars(importlib.import_module(f"{generated.__name__}.{module.name}")).values():
            if isinstance(kind, type) and issubclass(kind, base.BaseFacet):
                FACETS[kind._get_schema()] = kind


def build(kind, value, where):
    """Returns the value as an instance of the type; raises when it does not fit."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in arguments:
            raise ValueError(f"{where} is null")
        return build(next(one for one in arguments if one is not type(None)), value, where)
    if origin is list:
        return [build(arguments[0], one, f"{where}[{at}]") for at, one in enumerate(expected(list, value, where))]
    if origin is dict:
        return {key: build(arguments[1], one, f"{where}.{key}") for key, one in expected(dict, value, where).items()}
    if kind is typing.Any:
        return value
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind(value)
    if attr.has(kind):
        return instance(kind, expected(dict, value, where), where)
    if kind is float and type(value) is int:
        return value
    return expected(kind, value, where)


def expected(kind, value, where):
    if type(value) is not kind:
        raise ValueError(f"{where}: {value!r} is no {kind.__name__}")
    return value


def instance(kind, value, where):
    value = dict(value)
    if issubclass(kind, base.BaseFacet):
        schema = value.pop("_schemaURL")
        if schema not in FACETS:
            raise ValueError(f"{where}: no facet has the schema {schema}")
        if not issubclass(FACETS[schema], kind):
            raise ValueError(f"{where}: {FACETS[schema].__name__} is no {kind.__name__}")
        kind = FACETS[schema]
        value["producer"] = value.pop("_producer")
        SEEN.add(where.rsplit(".", 1)[1])
    elif "schemaURL" in value:
        if value.pop("schemaURL") != kind._get_schema():
            raise ValueError(f"{where}: another schema than {kind._get_schema()}")
    hints = typing.get_type_hints(kind)
    hints["producer"] = str
    unknown = set(value) - set(hints)
    if unknown:
        raise ValueError(f"{where}: unknown {sorted(unknown)}")
    return kind(**{key: build(hints[key], one, f"{where}.{key}") for key, one in value.items()})


def main(file):
    load_facets()
    with open(file, encoding="utf-8") as lines:
        events = [instance(RunEvent, json.loads(line), f"event{at}") for at, line in enumerate(lines)]
    print(len(events), "events", *sorted(SEEN))


if __name__ == "__main__":
    main(*sys.argv[1:])
