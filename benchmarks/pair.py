"""Speed, memory and quality of one comparison, beside peers on the same two texts in the same run.

    python benchmarks/pair.py                       everything (difflib takes minutes at 100,000 characters)
    python benchmarks/pair.py --quick               without difflib above 20,000 characters, and fewer repeats
    python benchmarks/pair.py --only quality        one part: quality, speed, growth, memory, cold
    python benchmarks/pair.py --sizes 20000 --json  figures as JSON on stdout

Times are CPU seconds of one core, the least of some repeats. --record FILE keeps difflib's times, which depend on the
two texts alone, and uses them again. Targets are printed beside the figures and never asserted: machines differ.
README.md in this folder says how the pairs are made.
"""

from __future__ import annotations

import argparse
import cProfile
import difflib
import gc
import hashlib
import importlib
import json
import math
import os
import pstats
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # `python benchmarks/pair.py` in a fresh clone, bidui not installed

from generate import KINDS, LAYOUTS, REAL, SOURCES, Pair, make_pair  # noqa: E402  # after the path
from rapidfuzz import fuzz, process  # noqa: E402
from truth import best_of_cdist, clause_links, linked_share, quality, sentences  # noqa: E402

from compare.basics.words import warm  # noqa: E402
from compare.pipeline import compare, understand  # noqa: E402

PARTS = ("quality", "speed", "growth", "memory", "cold")
GROWTH_SIZES = (10_000, 20_000, 50_000, 100_000, 200_000)
TARGETS = {"adapted": 0.97, "moved": 0.95, "new_false": 0.03, "linked": 0.01, "memory_mb": 60.0, "version_ms": 60.0}

# The steps of compare(), by the module that calls them. Their times are exclusive: a step inside another one is
# taken off it. "alignment" is what the issue calls the alignment step; a name that is gone is reported, not fatal.
STEPS = {
    "keys": (
        ("compare.pipeline", "make_key"),
        ("compare.pipeline", "make_units"),
        ("compare.diff.compare", "phrases_of"),
    ),
    "alignment": (
        ("compare.pipeline", "detect_regime"),
        ("compare.pipeline", "align"),
        ("compare.pipeline", "find_passages"),
        ("compare.diff.compare", "match_phrases"),
        ("compare.diff.compare", "pair_clauses"),
    ),
    "edits": (("compare.diff.compare", "clause_edits"), ("compare.diff.compare", "find_replacements")),
    "labels": (("compare.diff.compare", "label_phrases"), ("compare.diff.compare", "to_spans")),
    "summary": (("compare.pipeline", "summarize"),),
}


class Steps:
    """CPU seconds by step and function ("alignment match_phrases") while `watching`."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.missing: list[str] = []
        self._inner: list[float] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Wrap the steps where they are called; put them back."""
        originals: list[tuple[Any, str, Any]] = []
        self.missing = []
        for step, places in STEPS.items():
            for module_name, name in places:
                try:
                    module = importlib.import_module(module_name)
                    originals.append((module, name, getattr(module, name)))
                except (ImportError, AttributeError):
                    self.missing.append(f"{module_name}.{name}")
                else:
                    setattr(module, name, self._timed(f"{step} {name}", originals[-1][2]))
        try:
            yield
        finally:
            for module, name, original in originals:
                setattr(module, name, original)

    def _timed(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.process_time() - start
                self.spent[step] = self.spent.get(step, 0.0) + spent - self._inner.pop()
                if self._inner:
                    self._inner[-1] += spent

        return timed


def least(function: Callable[[], Any], repeats: int) -> float:
    """Least CPU seconds of some calls."""
    times = []
    for _ in range(repeats):
        gc.collect()
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def our_times(pair: Pair, repeats: int) -> dict[str, float]:
    """Least CPU seconds: whole, understand (both), every step of compare and every function of a step, and rest, which
    is what compare spends outside the steps; jieba warm.

    The steps are measured in runs of their own, so that watching them costs the whole nothing. A step is the sum of
    its functions' least times: a pause of the machine falls on one of them in one of the runs.
    """

    def whole() -> None:
        compare(understand(pair.left), understand(pair.right))

    result = {"whole": least(whole, repeats)}
    result["understand"] = least(lambda: (understand(pair.left), understand(pair.right)), repeats)
    left, right = understand(pair.left), understand(pair.right)
    for _ in range(repeats):
        steps = Steps()
        gc.collect()
        with steps.watching():
            start = time.process_time()
            compare(left, right)
            steps.spent["rest"] = time.process_time() - start - sum(steps.spent.values())
        for name, spent in steps.spent.items():
            result[name] = min(result.get(name, math.inf), spent)
    for step in STEPS:
        result[step] = sum(spent for name, spent in result.items() if name.startswith(f"{step} "))
    return result


def cdist_time(pair: Pair, repeats: int) -> float:
    """CPU seconds to score all sentences against all."""
    left, right = ([text[a:b] for a, b in sentences(text)] for text in (pair.left, pair.right))
    return least(lambda: process.cdist(left, right, scorer=fuzz.ratio, workers=1), repeats)


def difflib_time(pair: Pair, record: Path | None, quick: bool) -> float | None:
    """CPU seconds of the opcodes over characters; None where that is left out."""
    name = hashlib.sha256(f"{pair.left}\0{pair.right}".encode()).hexdigest()[:16]
    known: dict[str, float] = json.loads(record.read_text()) if record and record.exists() else {}
    if name in known:
        return known[name]
    large = max(len(pair.left), len(pair.right)) > 40_000
    if quick and large:
        return None
    matcher = difflib.SequenceMatcher
    spent = least(lambda: matcher(None, pair.left, pair.right, autojunk=False).get_opcodes(), 1 if large else 3)
    if record:
        record.write_text(json.dumps({**known, name: spent}, indent=1))
    return spent


# ---- the parts


def measure_quality(sizes: Sequence[int], out: Callable[[str], None], seed: int) -> list[dict[str, Any]]:
    """Rows of figures 0..1 for every source, layout and kind."""
    kinds = ("same", "edited", "adapted", "unmoved", "moved", "moved_changed")
    columns = (*kinds, "new_false", "wrong", "linked", "linked_net")
    out("\nQuality, % (cdist 50: brute force, best ratio from 50 on; for scale)")
    out(f"{'':42}" + "".join(f"{c:>14}" for c in columns))
    rows = []
    for size in sizes:
        for source in SOURCES:
            if source == "real" and not REAL.is_dir():
                continue
            for layout in LAYOUTS:
                for kind in KINDS:
                    pair = make_pair(kind, size, source, layout, seed)
                    comparison = compare(understand(pair.left), understand(pair.right))
                    links = clause_links(comparison)
                    ours = linked_share(pair, links, comparison) if kind == "unrelated" else quality(pair, links)
                    name = {"size": size, "source": source, "layout": layout, "kind": kind, "regime": comparison.regime}
                    for who, figures in (("bidui", ours), ("cdist 50", best_of_cdist(pair))):
                        rows.append({**name, "by": who, **figures})
                        cells = "".join(f"{_percent(figures.get(c)):>14}" for c in columns)
                        title = f"{size // 1000}k {source} {layout} {kind}" if who == "bidui" else ""
                        fails = "  UNDER: " + " ".join(under(figures)) if who == "bidui" and under(figures) else ""
                        out(f"{title:33}{who:9}{cells}{fails}")
    return rows


def under(figures: dict[str, float]) -> list[str]:
    """Names of the figures that miss their target."""
    low = [n for n in ("adapted", "moved") if n in figures and figures[n] < TARGETS[n]]
    high = [n for n in ("new_false",) if figures.get(n, 0.0) > TARGETS[n]]
    net = ["linked_net"] if figures.get("linked_net", 0.0) > TARGETS["linked"] else []
    return low + high + net


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value * 100:.1f}"


def measure_speed(
    sizes: Sequence[int], out: Callable[[str], None], seed: int, quick: bool, record: Path | None
) -> list[dict[str, Any]]:
    """Rows of CPU seconds and ratios."""
    out("\nSpeed, CPU seconds (align/cdist wants <= 1; whole/difflib < 1 at 20k, <= 0.1 at 100k)")
    columns = ("understand", *STEPS, "rest", "whole", "cdist", "difflib", "align/cdist", "whole/difflib")
    out(f"{'':32}" + "".join(f"{c:>14}" for c in columns))
    rows = []
    for size in sizes:
        for source in SOURCES:
            if source == "real" and not REAL.is_dir():
                continue
            for layout in LAYOUTS:
                for kind in KINDS:
                    if quick and source == "templated":
                        continue
                    pair = make_pair(kind, size, source, layout, seed)
                    row: dict[str, Any] = our_times(pair, 2 if quick else 5)
                    row["cdist"] = cdist_time(pair, 2 if quick else 5)
                    row["difflib"] = difflib_time(pair, record, quick or source == "templated" or layout == "plain")
                    row["align/cdist"] = row["alignment"] / row["cdist"]
                    row["whole/difflib"] = row["whole"] / row["difflib"] if row["difflib"] else None
                    cells = "".join(f"{'-' if row[c] is None else format(row[c], '.3f'):>14}" for c in columns)
                    out(f"{f'{size // 1000}k {source} {layout} {kind}':32}{cells}")
                    functions = (f"{name.split()[1]} {row[name] * 1000:.0f} ms" for name in row if " " in name)
                    out("    " + ", ".join(functions))
                    rows.append({"size": size, "source": source, "layout": layout, "kind": kind, **row})
    return rows


def measure_growth(sizes: Sequence[int], out: Callable[[str], None], seed: int, quick: bool) -> list[dict[str, Any]]:
    """Exponents of time over characters, by a straight line through the logarithms."""
    out(f"\nGrowth of CPU seconds over {', '.join(map(str, sizes))} characters")
    rows = []
    for layout in LAYOUTS:
        for kind in KINDS:
            points: dict[str, list[tuple[float, float]]] = {}
            for size in sizes:
                pair = make_pair(kind, size, "made", layout, seed)
                times = our_times(pair, 1 if quick or size > 100_000 else 3)
                length = (len(pair.left) + len(pair.right)) / 2
                for name in ("whole", "alignment"):
                    points.setdefault(name, []).append((length, times[name]))
            for name, found in points.items():
                exponent = slope(found)
                times_text = " ".join(f"{seconds:.3f}" for _, seconds in found)
                out(f"{layout + ' ' + kind:20}{name:12}exponent {exponent:.2f}   {times_text}")
                rows.append({"layout": layout, "kind": kind, "what": name, "exponent": exponent, "points": found})
    return rows


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Slope of the least-squares line through (log x, log y)."""
    xs = [math.log(x) for x, _ in points]
    ys = [math.log(max(y, 1e-6)) for _, y in points]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)


def measure_memory(size: int, out: Callable[[str], None], seed: int) -> list[dict[str, Any]]:
    """Peak resident MB above what a process has that has imported everything and compared two short texts."""
    out(f"\nMemory at {size} characters: peak MB above imports and jieba's dictionary (wanted: <= 60)")
    rows = []
    for layout in LAYOUTS:
        for kind in KINDS:
            command = [sys.executable, str(Path(__file__).resolve()), "--peak", f"{kind},{size},made,{layout},{seed}"]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
            base, peak = map(float, done.stdout.split())
            out(f"{layout + ' ' + kind:20}{peak - base:8.1f}   ({base:.0f} -> {peak:.0f})")
            rows.append({"layout": layout, "kind": kind, "base_mb": base, "peak_mb": peak, "above_mb": peak - base})
    return rows


def peak_of(description: str) -> tuple[float, float]:
    """Resident MB before, and at the peak of, one whole comparison in this process."""
    kind, size, source, layout, seed = description.split(",")
    pair = make_pair(kind, int(size), source, layout, int(seed))
    short = make_pair("adapt", 3000, "made", layout, int(seed))
    compare(understand(short.left), understand(short.right))
    gc.collect()
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5")  # the peak starts again from here
    base = _resident("VmRSS")
    compare(understand(pair.left), understand(pair.right))
    return base, _resident("VmHWM")


def _resident(name: str) -> float:
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(rf"{name}:\s+(\d+)", status.read_text())
        if found:
            return int(found[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def measure_cold(out: Callable[[str], None], seed: int, repeats: int) -> dict[str, float]:
    """CPU ms of whole processes, each step of a cold `bidui diff` on top of the one before."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "120"}
    pair = make_pair("adapt", 20_000, "made", "headed", seed)
    with tempfile.TemporaryDirectory() as folder:
        left, right = Path(folder, "left.txt"), Path(folder, "right.txt")
        left.write_text(pair.left, encoding="utf-8")
        right.write_text(pair.right, encoding="utf-8")
        python = [sys.executable]
        imports = "import compare.cli, compare.commands, compare.pipeline, compare.writers.text"
        commands = {
            "interpreter": [*python, "-c", "pass"],
            "version": [*python, "-m", "compare", "--version"],
            "imports": [*python, "-c", imports],
            "jieba": [*python, "-c", f"{imports}; from compare.basics.words import warm; warm()"],
            "diff": [*python, "-m", "compare", "diff", str(left), str(right)],
        }
        ms = {name: min(_child_ms(command, environ) for _ in range(repeats)) for name, command in commands.items()}
    split = {
        "bidui --version": ms["version"],
        "bidui diff": ms["diff"],
        "  interpreter": ms["interpreter"],
        "  imports": ms["imports"] - ms["interpreter"],
        "  jieba": ms["jieba"] - ms["imports"],
        "  work": ms["diff"] - ms["jieba"],
    }
    out("\nCold processes, CPU ms (bidui --version wants <= 60; diff of two 20k documents)")
    for name, value in split.items():
        out(f"{name:20}{value:8.0f}")
    return {name.strip(): value for name, value in split.items()}


def _child_ms(command: Sequence[str], environ: dict[str, str]) -> float:
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/") as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"exit {child.returncode}: {' '.join(command)}")
    return 1000 * (used.ru_utime + used.ru_stime)


def profile(description: str, lines: int = 25) -> None:
    """Print where the time of one comparison goes. description: kind,size,source,layout."""
    kind, size, source, layout = description.split(",")
    pair = make_pair(kind, int(size), source, layout)
    compare(understand(pair.left), understand(pair.right))
    profiler = cProfile.Profile()
    profiler.enable()
    compare(understand(pair.left), understand(pair.right))
    profiler.disable()
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).strip_dirs().sort_stats(order).print_stats(lines)


def main() -> int:
    """Exit code 0; figures under a target are marked, not failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="20000,100000", help="characters a side, for quality and speed")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be repeated")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="figures as JSON on stdout, tables on stderr")
    parser.add_argument("--record", type=Path, help="file that keeps difflib's times")
    parser.add_argument("--profile", metavar="KIND,SIZE,SOURCE,LAYOUT", help="where the time goes, and nothing else")
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peak:
        print(*peak_of(args.peak))
        return 0
    if args.profile:
        profile(args.profile)
        return 0
    sizes = [int(size) for size in args.sizes.split(",")]
    parts = args.only or PARTS

    def out(line: str) -> None:
        print(line, file=sys.stderr if args.json else sys.stdout, flush=True)

    warm()
    found: dict[str, Any] = {}
    steps = Steps()
    with steps.watching():
        pass
    if steps.missing:
        out(f"not there, so not timed: {', '.join(steps.missing)}")
    if "quality" in parts:
        found["quality"] = measure_quality(sizes, out, args.seed)
    if "speed" in parts:
        found["speed"] = measure_speed(sizes, out, args.seed, args.quick, args.record)
    if "growth" in parts:
        found["growth"] = measure_growth(GROWTH_SIZES, out, args.seed, args.quick)
    if "memory" in parts:
        found["memory"] = measure_memory(max(sizes), out, args.seed)
    if "cold" in parts:
        found["cold"] = measure_cold(out, args.seed, 3 if args.quick else 7)
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
