"""The shared table as a pandas frame: the same call on a laptop and on AWS.

On a laptop (`catalog.type: embedded`), PyIceberg opens riskmesh's catalog read-only. On AWS (`glue`, `athena`),
Athena reads the table through the consumer's resource link, so that Lake Formation's row and column filters apply, and
awswrangler fetches the result. Masked columns are never read in either case.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from settings import Environment, Job


def read(job: Job, env: Environment, percent: float = 100) -> pd.DataFrame:
    """All columns except the masked ones, with pandas' nullable types.

    percent: share of the rows; less than 100 is a random sample, for tables that do not fit on a laptop.
    """
    if job.table is None:
        raise ValueError(f"job {job.name} trains on files (source.path); this notebook reads a table, source.table")
    worlds = {"embedded": _iceberg, "glue": _athena, "athena": _athena}
    kind = env.catalog.get("type")
    if kind not in worlds:
        raise ValueError(f"catalog.type is {kind}; a notebook reads {', '.join(worlds)}")
    return worlds[kind](job, env, percent).convert_dtypes()


def query(table: str, columns: list[str], percent: float = 100) -> str:
    """The query for Athena; names are in double quotes, because a link may have a hyphen in its name."""
    database, name = table.split(".", 1)
    sample = "" if percent >= 100 else f" TABLESAMPLE BERNOULLI ({percent:g})"
    return f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(database)}.{_quoted(name)}{sample}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _iceberg(job: Job, env: Environment, percent: float) -> pd.DataFrame:
    from pyiceberg.catalog.sql import SqlCatalog

    file = env.warehouse() / "catalog.db"
    if not file.exists():
        raise FileNotFoundError(f"no catalog at {file}; scripts/riskmesh run creates one with the 1,000 sample loans")
    # Read-only: a notebook must not be able to change what a run trains on.
    uri = f"sqlite:///file:{file.as_posix()}?mode=ro&uri=true"
    catalog = SqlCatalog("riskmesh", uri=uri, warehouse=str(env.warehouse()), init_catalog_tables="false")
    try:
        table = catalog.load_table(tuple(job.table.split(".", 1)))
        columns = [field.name for field in table.schema().fields if field.name not in job.masked]
        frame = table.scan(selected_fields=tuple(columns)).to_arrow().select(columns).to_pandas()
    finally:
        catalog.close()
    return frame if percent >= 100 else frame.sample(frac=percent / 100, random_state=0)


def _athena(job: Job, env: Environment, percent: float) -> pd.DataFrame:
    import awswrangler as wr

    session = env.session()
    _endpoints(wr, env)
    database, name = job.table.split(".", 1)
    # Through a database link, Glue returns the producer's table, including its columns.
    columns = [c for c in wr.catalog.get_table_types(database, name, boto3_session=session) if c not in job.masked]
    return wr.athena.read_sql_query(
        query(job.table, columns, percent),
        database=database,
        # A CTAS would have to create a table in the producer's database, behind the link.
        ctas_approach=False,
        workgroup=env.catalog.get("workgroup", "primary"),
        s3_output=f"{env.artifacts.replace('s3a://', 's3://')}/{job.name}/work/notebooks/",
        keep_files=False,
        boto3_session=session,
    )


def _endpoints(wr, env: Environment) -> None:
    """One server may replace all of AWS, as with riskmesh's own `aws.endpoint`."""
    endpoint = env.aws.get("endpoint")
    if endpoint:
        wr.config.athena_endpoint_url = wr.config.glue_endpoint_url = wr.config.sts_endpoint_url = endpoint
    if env.s3_endpoint():
        wr.config.s3_endpoint_url = env.s3_endpoint()


def meanings(file: str | Path) -> dict[str, dict[int, str]]:
    """Meanings of each column's codes, from a code table with `column`, `code` and `meaning`; empty without one."""
    if not Path(file).exists():
        return {}
    coded = pd.read_csv(file, dtype=str).dropna(subset=["code"])
    return {
        column: {int(code): meaning for code, meaning in zip(rows["code"], rows["meaning"])}
        for column, rows in coded.groupby("column", sort=False)
    }


def units(file: str | Path) -> dict[str, str]:
    """Units of the columns that have no codes: `months`, `years`, ..."""
    if not Path(file).exists():
        return {}
    plain = pd.read_csv(file, dtype=str)
    plain = plain[plain["code"].isna()]
    return dict(zip(plain["column"], plain["meaning"]))
