#!/usr/bin/env python3
"""Writes loans.csv: a table with a different schema than credit_card, to show that a job file is enough.

    python3 test-data/loans/generate.py            writes it
    python3 test-data/loans/generate.py --check    fails unless the committed file is what it writes

Names with dots, spaces and upper case, a text key, doubles, nulls, a date, a timestamp, a boolean,
text with a comma, a weight, a label of letters. Fictitious people; about 0.23 of the loans default,
and the true risk reaches an AUC of about 0.80. Needs only Python 3.10 or newer.
"""

import csv
import datetime
import io
import math
import pathlib
import random
import sys

TARGET = pathlib.Path(__file__).resolve().parent / "loans.csv"
ROWS = 1200
SEED = 20250115
FIRST_DAY = datetime.date(2022, 1, 3)
LAST_MOMENT = datetime.datetime(2025, 1, 10, tzinfo=datetime.timezone.utc)

COLUMNS = [
    "Loan.ID",
    "OPENED",
    "updated.at",
    "state",
    "HomeOwnership",
    "Annual Income",
    "Employment.Length",
    "Requested.Amount",
    "Debt.To Income",
    "AUTOPAY",
    "w",
    "Defaulted",
]
STATES = {"CA": 0.0, "TX": 0.15, "NY": 0.0, "FL": 0.35, "WA": -0.3, "OH": 0.2, "GA": 0.3, "MA": -0.4}
HOMES = {"RENT": 0.45, "MORTGAGE": -0.35, "OWN": -0.2, "OTHER, NONE": 0.5}


def normal(rng):
    """From two uniforms: random() is the only method with the same numbers in every Python version."""
    return math.sqrt(-2 * math.log(1 - rng.random())) * math.cos(2 * math.pi * rng.random())


def pick(rng, values):
    return list(values)[int(rng.random() * len(values))]


def loan(number, rng):
    """One loan and its true probability of default."""
    income = 52_000 * math.exp(0.5 * normal(rng))
    years = min(25, int(-7 * math.log(1 - rng.random())))
    amount = round(min(60_000, 14_000 * math.exp(0.6 * normal(rng))) / 25) * 25
    debt = max(0.0, 18 + 8 * normal(rng))
    state = pick(rng, STATES)
    home = pick(rng, ["RENT"] * 4 + ["MORTGAGE"] * 4 + ["OWN"] * 2 + ["OTHER, NONE"])
    autopay = rng.random() < 0.6
    opened = FIRST_DAY + datetime.timedelta(days=int(rng.random() * 1050))
    score = (
        -1.55
        + 1.05 * math.log(amount / income / 0.27)
        + 0.085 * (debt - 18)
        - 0.06 * (years - 6)
        + HOMES[home]
        + STATES[state]
        + (-0.4 if autopay else 0.6)
    )
    risk = 1 / (1 + math.exp(-score))
    start = datetime.datetime.combine(opened, datetime.time(), datetime.timezone.utc)
    updated = start + (LAST_MOMENT - start) * rng.random()
    row = {
        "Loan.ID": f"L-{number:06d}{'abcdefghjk'[int(rng.random() * 10)]}",
        "OPENED": opened.isoformat(),
        "updated.at": updated.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "state": state,
        "HomeOwnership": home if rng.random() > 0.03 else "",
        "Annual Income": f"{income:.2f}" if rng.random() > 0.08 else "",
        "Employment.Length": years if rng.random() > 0.05 else "",
        "Requested.Amount": amount,
        "Debt.To Income": f"{debt:.3f}",
        "AUTOPAY": "true" if autopay else "false",
        "w": f"{0.5 + rng.random():.2f}",
        "Defaulted": "Y" if rng.random() < risk else "N",
    }
    return row, risk


def auc(loans):
    bad = [risk for row, risk in loans if row["Defaulted"] == "Y"]
    good = [risk for row, risk in loans if row["Defaulted"] == "N"]
    return sum((b > g) + (b == g) / 2 for b in bad for g in good) / len(bad) / len(good)


def table():
    rng = random.Random(SEED)
    numbers = sorted(range(1, ROWS + 1), key=lambda _: rng.random())
    loans = [loan(number, rng) for number in numbers]
    rate = sum(row["Defaulted"] == "Y" for row, _ in loans) / ROWS
    assert 0.2 < rate < 0.3, rate
    assert 0.78 < auc(loans) < 0.82, auc(loans)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row, _ in loans)
    return out.getvalue().encode("ascii"), rate, auc(loans)


def main(arguments):
    content, rate, reached = table()
    if arguments == ["--check"]:
        if TARGET.read_bytes() != content:
            sys.exit(f"{TARGET} is not what {pathlib.Path(__file__).name} writes")
    elif arguments:
        sys.exit(__doc__)
    else:
        TARGET.write_bytes(content)
    print(f"{TARGET}: {ROWS} rows, {rate:.3f} default, AUC of the true risk {reached:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
