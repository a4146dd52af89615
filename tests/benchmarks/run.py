"""Runs every benchmark and prints its ratio to a stated reference beside the limit.

    python tests/benchmarks/run.py [NAME...]

Exit 1 when a ratio is over its limit. Ratios are of two times measured in one run, so that they
mean the same on any computer; no test depends on them.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    """Run the named benchmarks (`ics`, `storage` ...), or all."""
    wanted = [HERE / f"bench_{name}.py" for name in names] or sorted(HERE.glob("bench_*.py"))
    over = 0
    sys.stdout.write(f"{'benchmark':<44}{'ratio':>8}{'limit':>8}\n")
    for script in wanted:
        done = subprocess.run(
            [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, check=False
        )
        lines = [line.split() for line in done.stdout.splitlines()]
        for name, ratio, limit in (line for line in lines if len(line) == 3):
            bad = float(ratio) > float(limit)
            over += bad
            mark = "  over" if bad else ""
            sys.stdout.write(f"{name:<44}{ratio:>8}{limit:>8}{mark}\n")
        if done.returncode and not lines:
            over += 1
            sys.stdout.write(f"{script.stem:<44}failed\n")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
