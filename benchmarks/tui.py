"""The terminal UI on two long documents: time to the first text in a real pty, CPU a scrolled line, memory.

python benchmarks/tui.py [--size 50000] [--left FILE --right FILE]

Without files the pair is made by generate.py. Start-up is split: interpreter to first frame (the bars), to the
documents' own text (read, side by side as they are), to the comparison. An empty Textual app in the same run is
the peer. Times of a pty are wall times on this machine; compare them with the peer's row, not across machines.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "benchmarks"))

COLUMNS, LINES = 160, 48
STEPS = 300
_EMPTY = "from textual.app import App\nfrom textual.widgets import Static\n\nclass Empty(App):\n    def compose(self):\n        yield Static('空的界面')\n\nEmpty().run()\n"


def made(size: int, folder: Path) -> tuple[Path, Path]:
    """Two adapted plans of about `size` characters each."""
    from generate import make_pair

    pair = make_pair("adapt", size, "made", "headed", seed=1)
    paths = folder / "甲.txt", folder / "乙.txt"
    for path, text in zip(paths, (pair.left, pair.right), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def in_pty(command: list[str], marks: dict[str, str], limit: float = 60) -> dict[str, float]:
    """Seconds from the start of a process until each of some texts is on the wire; memory in MB at the end.

    marks: name to text; a text counts when all its characters have come since the start, in order.
    """
    environ = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT), "HOME": tempfile.gettempdir()}
    environ.pop("NO_COLOR", None)
    started = time.perf_counter()
    pid, handle = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environ)
    ioctl(handle, TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    seen = bytearray()
    found: dict[str, float] = {}
    while len(found) < len(marks) and time.perf_counter() - started < limit:
        if not select.select([handle], [], [], 0.2)[0]:
            continue
        try:
            seen += os.read(handle, 65536)
        except OSError:
            break
        if b"\x1b[6n" in seen[-2000:] and "probe" not in found:
            os.write(handle, b"\x1b[1;2R")
        now = time.perf_counter() - started
        text = seen.decode("utf-8", errors="ignore")
        for name, wanted in marks.items():
            if name not in found and wanted in text:
                found[name] = now
    time.sleep(0.5)
    found["memory"] = resident(pid)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(handle)
    return found


def resident(pid: int) -> float:
    """Resident memory of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def parse_seconds(paths: tuple[Path, Path]) -> tuple[float, float]:
    """Wall seconds to read and understand both, and to compare them, in a fresh process, imports left out."""
    code = (
        "import sys, time\nfrom compare.pipeline import read_document, compare\n"
        "t = time.perf_counter(); a, b = (read_document(p) for p in sys.argv[1:]); u = time.perf_counter()\n"
        "compare(a, b); print(u - t, time.perf_counter() - u)"
    )
    command = [sys.executable, "-c", code, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    parse, compare = map(float, done.stdout.split())
    return parse, compare


async def scrolling(paths: tuple[Path, Path]) -> dict[str, float]:
    """CPU milliseconds of a scrolled line, of a page, and of an idle tenth of a second; of a new width."""
    from tui.app import BiduiApp
    from tui.areas.pair import PairArea
    from tui.recent import Recents
    from tui.workspace import Request

    with tempfile.TemporaryDirectory() as state:
        app = BiduiApp(Request(paths=tuple(map(str, paths))), Recents(Path(state)))
        async with app.run_test(size=(COLUMNS, LINES)) as pilot:
            while app.screen.query_one(PairArea).detail is None:
                await pilot.pause(0.05)
            await pilot.pause(0.5)
            area = app.screen.query_one(PairArea)
            begin = time.process_time()
            await pilot.pause(1.0)
            idle = time.process_time() - begin
            area.pane.go_to_line(LINES)
            result: dict[str, float] = {"lines": len(area.pane.lines), "idle_ms_a_second": idle * 1000}
            for name, key, steps in (("line", "down", STEPS), ("page", "pagedown", 30)):
                begin, clock = time.process_time(), time.perf_counter()
                for _ in range(steps):
                    await pilot.press(key)
                spent = time.process_time() - begin - idle * (time.perf_counter() - clock)
                result[f"{name}_ms"] = spent / steps * 1000
            begin = time.process_time()
            await pilot.resize_terminal(COLUMNS - 20, LINES)
            await pilot.pause()
            result["resize_ms"] = (time.process_time() - begin) * 1000
            result["memory"] = resident(os.getpid())
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=50_000)
    parser.add_argument("--left", type=Path)
    parser.add_argument("--right", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = (args.left, args.right) if args.left and args.right else made(args.size, Path(folder))
        sizes = [len(path.read_text(encoding="utf-8")) for path in paths]
        print(f"characters {sizes[0]} {sizes[1]}, {COLUMNS}x{LINES}")
        empty = in_pty([sys.executable, "-c", _EMPTY], {"first": "空的界面"})
        print(f"empty Textual app: first text {empty.get('first', 0):.2f} s, {empty['memory']:.0f} MB")
        parse, compare = parse_seconds(paths)
        print(f"alone, after imports: read and understand {parse:.2f} s, compare {compare:.2f} s")
        command = [sys.executable, "-m", "compare", "tui", *map(str, paths)]
        marks = {"bars": "大纲", "preview": "先按原样并列", "comparison": "总体"}
        times = in_pty(command, marks)
        for name in marks:
            print(f"bidui tui: {name} after {times.get(name, float('nan')):.2f} s")
        print(f"bidui tui: {times['memory']:.0f} MB resident")
        print(f"first text less reading: {times.get('preview', float('nan')) - parse:.2f} s (target 0.7)")
        for name, value in asyncio.run(scrolling(paths)).items():
            print(f"{name}: {value:.1f}")


if __name__ == "__main__":
    main()
