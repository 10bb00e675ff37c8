"""Evaluates features.json: the floats of a record, with the same bits as on the cluster and in the server.

The evaluation itself is riskmesh.inference, the file in every model's archive. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from riskmesh import inference


class RecordError(ValueError):
    """A record that cannot be evaluated.

    errors: one per problem, {"field", "fault": "unknown|absent|mistyped", "message"}; no value is repeated.
    """

    def __init__(self, errors: list[dict[str, str]]):
        super().__init__("; ".join(": ".join(filter(None, (e.get("field"), e["message"]))) for e in errors))
        self.errors = errors


class FeatureSpec:
    """The fitted features of a run; may be shared by threads."""

    def __init__(self, spec: Mapping[str, Any]):
        self._features = inference.Features(spec)

    @staticmethod
    def load(content: bytes | str) -> FeatureSpec:
        """Reads the content of features.json; ValueError if its format or an operator is not known here."""
        return FeatureSpec(json.loads(content))

    @property
    def names(self) -> list[str]:
        """The names of the floats, in their order."""
        return list(self._features.names)

    @property
    def columns(self) -> list[str]:
        """The fields that a record must have, and no others."""
        return list(self._features.columns)

    def floats(self, record: Mapping[str, Any]) -> list[float]:
        """The booster's inputs: 32-bit floats, NaN if missing. A missing value is None; RecordError if unfit."""
        slots, faults = self._features.read(dict(record) if isinstance(record, Mapping) else record)
        if faults:
            raise RecordError([fault.json for fault in faults])
        return self._features.row(slots)
