"""Score bidui against the gold files in ../shared/eval, and hold the scores to the floors in floors.json.

    python benchmarks/quality.py            the table
    python benchmarks/quality.py --floors   the table, and exit 1 where a score is under its floor
    python benchmarks/quality.py --raise    the table, and floors raised to what is reached; never lowered

Groups: pairs (all pairs), version, vertical, peer (pairs of that regime), outline (single documents). A score is the
mean over its group. Floors allow `epsilon` for noise between machines.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from statistics import mean
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
REGIMES = ("version", "vertical", "peer")

Scores = dict[str, dict[str, float]]


def measure() -> dict[str, dict[str, Any]]:
    """Rows of evaluate.py by gold file; scores are 0..1, None where a file has nothing to score."""
    bidui = f"{shlex.quote(sys.executable)} -m compare"
    command = [
        *(sys.executable, str(SHARED / "eval" / "evaluate.py"), "--json", "--corpus", str(SHARED)),
        *("--diff", f"{bidui} diff {{a}} {{b}} --format json", "--outline", f"{bidui} outline {{file}} --format json"),
        *map(str, sorted((SHARED / "eval" / "gold").glob("*.json"))),
    ]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"evaluate.py failed:\n{done.stderr}")
    rows: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return rows


def groups(rows: dict[str, dict[str, Any]]) -> Scores:
    """Means of each score over each group of gold files."""
    found: dict[str, dict[str, list[float]]] = {}
    for name, row in rows.items():
        first = name.partition("_")[0]
        for group in (first, "pairs") if first in REGIMES else ("outline",):
            for score, value in row.items():
                if isinstance(value, float):
                    found.setdefault(group, {}).setdefault(score, []).append(value)
    return {group: {score: mean(values) for score, values in scores.items()} for group, scores in found.items()}


def show(rows: dict[str, dict[str, Any]]) -> None:
    """A line for each gold file."""
    columns = ("headings_f1", "nesting", "role", "links_f1", "unmatched_f1", "moved", "spans_macro_f1")
    print(f"{'':38}" + "".join(f"{column[:12]:>14}" for column in columns))
    for name, row in sorted(rows.items()):
        cells = (row.get(column) for column in columns)
        print(f"{name[:37]:38}" + "".join(f"{'-' if cell is None else format(cell, '.3f'):>14}" for cell in cells))


def under(scores: Scores, floors: Scores, epsilon: float) -> int:
    """Print every floor with its score; how many scores are under theirs."""
    failures = 0
    print(f"\n{'':38}{'score':>14}{'floor':>14}")
    for group, wanted in floors.items():
        for score, floor in wanted.items():
            value = scores.get(group, {}).get(score, 0.0)
            fails = value < floor - epsilon
            failures += fails
            print(f"{group + ' ' + score:38}{value:>14.3f}{floor:>14.3f}{'  UNDER' if fails else ''}")
    return failures


def main() -> int:
    """Exit code: 1 when --floors was asked for and a score is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--raise", dest="lift", action="store_true")
    args = parser.parse_args()
    if not (SHARED / "eval" / "gold").is_dir():
        sys.exit(f"no gold files in {SHARED / 'eval' / 'gold'}")
    table = json.loads(FLOORS.read_text(encoding="utf-8"))
    rows = measure()
    show(rows)
    scores = groups(rows)
    failures = under(scores, table["floors"], table["epsilon"])
    if args.lift:
        for group, wanted in table["floors"].items():
            for score, floor in wanted.items():
                wanted[score] = max(floor, int(scores.get(group, {}).get(score, 0.0) * 1000) / 1000)
        FLOORS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 1 if args.floors and failures else 0


if __name__ == "__main__":
    sys.exit(main())
