#!/usr/bin/env python3
"""Writes the broken tables into this folder, from ../credit_card/credit_card.csv.

    python3 test-data/broken/make.py            writes them
    python3 test-data/broken/make.py --check    fails unless the committed files are what it writes

Each is broken in one way; README.md documents how, and how a job on it must end.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
HEADER, *ROWS = (HERE.parent / "credit_card/credit_card.csv").read_text("ascii").splitlines()
NAMES = HEADER.split(",")


def lines(*rows):
    return "".join(row + "\n" for row in rows)


def changed(column, change):
    """The whole table, with the values of one column rewritten by (row number, text)."""
    position = NAMES.index(column)
    rows = []
    for number, row in enumerate(ROWS):
        cells = row.split(",")
        cells[position] = change(number, cells[position])
        rows.append(",".join(cells))
    return lines(HEADER, *rows)


def without(column):
    position = NAMES.index(column)
    cut = [row.split(",") for row in [HEADER, *ROWS]]
    return lines(*(",".join(row[:position] + row[position + 1 :]) for row in cut))


def every(step, broken):
    return lambda number, text: broken(text) if number % step == 3 else text


FILES = {
    "empty.csv": "",
    "header-only.csv": lines(HEADER),
    "too-few-rows.csv": lines(HEADER, *ROWS[:60]),
    "one-class.csv": lines(HEADER, *(row for row in ROWS if row.endswith(",1"))),
    "no-label.csv": without("credit_risk"),
    "null-label.csv": changed("credit_risk", every(50, lambda text: "")),
    "decimal-comma.csv": changed("amount", lambda number, text: f'"{text},00"'),
    "text-in-number.csv": changed("duration", every(100, lambda text: text + " months")),
    "infinite.csv": changed("amount", every(250, lambda text: "Infinity")),
    "duplicates.csv": lines(HEADER, *ROWS, *ROWS[:200]),
    "ragged.csv": lines(HEADER, *(r + ",1" if n % 200 == 3 else r for n, r in enumerate(ROWS))),
    # The rest of an interrupted upload: the magic number, half a page, no footer.
    "truncated.parquet": b"PAR1" + bytes(n * 37 % 251 for n in range(600)),
}


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    for name, content in FILES.items():
        content = content if isinstance(content, bytes) else content.encode("ascii")
        if not arguments:
            (HERE / name).write_bytes(content)
        elif (HERE / name).read_bytes() != content:
            sys.exit(f"{HERE / name} is not what {pathlib.Path(__file__).name} writes")


if __name__ == "__main__":
    main(sys.argv[1:])
