"""Scores raw records with a run's model, as SageMaker's container does. Needs xgboost 3.1 or newer, and numpy."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from riskmesh import inference

FILES = ("xgboost-model", "riskmesh/features.json", "riskmesh/model-info.json")


class Scorer:
    """Features, booster and calibration of one run. Not for several threads at once."""

    def __init__(self, model: inference.Model):
        self._model = model

    @staticmethod
    def load(archive: bytes | str | Path) -> Scorer:
        """Loads model.tar.gz, as bytes or a file; ValueError if its files do not belong together."""
        _require_xgboost()
        content = archive if isinstance(archive, bytes) else Path(archive).read_bytes()
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(fileobj=io.BytesIO(content)) as tar:
                for name in FILES:
                    _write(tar, name, Path(folder, name))
            return Scorer(inference.model_fn(folder))

    @property
    def inputs(self) -> list[str]:
        """The names of the booster's inputs, in their order."""
        return list(self._model.features.names)

    @property
    def columns(self) -> list[str]:
        """The fields that a record must have, and no others."""
        return list(self._model.features.columns)

    @property
    def booster(self) -> Any:
        """The xgboost.Booster."""
        return self._model.booster

    def score(self, records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """One answer per record: probability, calibrated, decision and more; or errors, if it cannot be scored."""
        return self._model.score([dict(record) if isinstance(record, Mapping) else record for record in records])


def _require_xgboost() -> None:
    try:
        import xgboost
    except ImportError as e:
        raise ImportError("scoring needs xgboost: pip install 'riskmesh[score]'") from e
    if tuple(int(part) for part in xgboost.__version__.split(".")[:2]) < (3, 1):
        raise ImportError(f"xgboost {xgboost.__version__} scores these models wrong: install 3.1 or newer")


def _write(tar: tarfile.TarFile, name: str, file: Path) -> None:
    try:
        content = tar.extractfile(name)
    except KeyError:
        content = None
    if content is None:
        raise ValueError(f"the archive has no file {name}: it is not a model of riskmesh")
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content.read())
