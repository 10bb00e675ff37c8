"""Runs every command on a page as a reader would type it: python3 .ci/pages.py README.md [PREPARATION ...]

The sh blocks of the page form one bash script, run in this folder; it stops at the first command that fails.
PREPARATION are commands to run first, such as runs that the page assumes.
"""

import pathlib
import re
import subprocess
import sys

# Commands that are run elsewhere, and where.
ELSEWHERE = {
    "./mvnw verify": "the step before this one",
    "python3 -m venv .venv/notebooks": "NotebooksIT, in an environment of the same requirements",
    ".venv/notebooks/bin/": "the same",
}

PRELUDE = """set -euo pipefail
riskmesh() { scripts/riskmesh "$@"; }
"""


def commands(page: pathlib.Path) -> str:
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    if not blocks:
        sys.exit(f"{page} shows no command")
    lines = "".join(blocks).splitlines()
    return "\n".join(line for line in lines if not any(line.startswith(command) for command in ELSEWHERE))


def main(page: str, *preparation: str) -> int:
    script = PRELUDE + "\n".join(preparation) + "\nset -x\n" + commands(pathlib.Path(page)) + "\n"
    return subprocess.run(["bash", "-c", script], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
