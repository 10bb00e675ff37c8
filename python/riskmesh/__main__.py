"""python -m riskmesh submit ...; or --version."""

from __future__ import annotations

import sys

from riskmesh import __version__, submit


def main(argv: list[str]) -> int:
    if argv[:1] == ["submit"]:
        return submit.main(argv[1:])
    if argv == ["--version"]:
        print(f"riskmesh {__version__}")
        return 0
    print("usage: python -m riskmesh submit PLATFORM [COMMAND] ...; submit --help shows more", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
