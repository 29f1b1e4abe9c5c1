"""The terminal UI on two long documents, in a real pty: time to the first text, CPU a scrolled line, memory.

python benchmarks/screen.py [--size 50000] [--left FILE --right FILE]

Without files the pair is made by generate.py. Start-up is split: interpreter to first frame (the bars), to the
documents' own text (read, side by side as they are), to the comparison. An empty Textual app in the same run is
the peer. Times of a pty are wall times on this machine; compare them with the peer's row, not across machines.
"""

from __future__ import annotations

import argparse
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
STEPS = 200
_EMPTY = """from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static('空的界面')

Empty().run()
"""


def made(size: int, folder: Path) -> tuple[Path, Path]:
    """Two adapted plans of about `size` characters each."""
    from generate import make_pair

    pair = make_pair("adapt", size, "made", "headed", seed=1)
    paths = folder / "甲.txt", folder / "乙.txt"
    for path, text in zip(paths, (pair.left, pair.right), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


class Terminal:
    """A process in a pty of 160x48, what it has written, and what it has cost."""

    def __init__(self, command: list[str]) -> None:
        environ = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        environ |= {"HOME": tempfile.gettempdir(), "XDG_STATE_HOME": tempfile.gettempdir(), "BIDUI_LANG": "zh"}
        for name in ("NO_COLOR", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"):
            environ.pop(name, None)
        self.started = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, environ)
        ioctl(self.handle, TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.seen = bytearray()
        self.answered = False

    def read(self, seconds: float) -> bool:
        """Take what comes within some time; False when nothing did."""
        if not select.select([self.handle], [], [], seconds)[0]:
            return False
        try:
            self.seen += os.read(self.handle, 65536)
        except OSError:
            return False
        if not self.answered and b"\x1b[6n" in self.seen:  # how wide is an ambiguous character: one cell
            os.write(self.handle, b"\x1b[1;2R")
            self.answered = True
        return True

    def wait_for(self, text: str, limit: float = 120) -> float:
        """Seconds from the start until a text has come."""
        wanted = text.encode()
        while wanted not in self.seen:
            if time.perf_counter() - self.started > limit:
                return float("nan")
            self.read(0.2)
        return time.perf_counter() - self.started

    def settle(self, seconds: float) -> None:
        """Read until a time has passed."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self.read(max(0.0, until - time.perf_counter()))

    def cpu(self) -> float:
        """CPU seconds of the process so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self) -> float:
        """Resident memory in MB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    def press(self, keys: str, times: int, pause: float) -> tuple[float, float]:
        """CPU milliseconds a key press, and KB written, with the idle cost of as much time taken off."""
        self.settle(1.0)
        begin = self.cpu()
        self.settle(2.0)
        idle = (self.cpu() - begin) / 2.0
        begin, clock, size = self.cpu(), time.perf_counter(), len(self.seen)
        for _ in range(times):
            os.write(self.handle, keys.encode())
            self.settle(pause)
        self.settle(0.3)
        spent = self.cpu() - begin - idle * (time.perf_counter() - clock)
        return spent / times * 1000, (len(self.seen) - size) / times / 1024

    def close(self) -> None:
        """End the process."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)


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
        peer = Terminal([sys.executable, "-c", _EMPTY])
        print(f"empty Textual app: first text {peer.wait_for('空的界面'):.2f} s, {peer.resident():.0f} MB")
        peer.close()
        parse, compare = parse_seconds(paths)
        print(f"alone, after imports: read and understand {parse:.2f} s, compare {compare:.2f} s")
        app = Terminal([sys.executable, "-m", "compare", "tui", *map(str, paths)])
        bars, text, done = (app.wait_for(words) for words in ("大纲", "先按原样并列", "总体 "))
        print(
            f"bidui tui: bars {bars:.2f} s, the documents' text {text:.2f} s, comparison {done:.2f} s after the start"
        )
        print(
            f"text less reading: {text - parse:.2f} s; "
            f"comparison less reading and comparing: {done - parse - compare:.2f} s"
        )
        for name, keys, times in (("line", "j", STEPS), ("page", "\x1b[6~", 30), ("next difference", "n", 60)):
            app.press(keys, 60 if name == "line" else 1, 0.03)  # down to where every step scrolls
            spent, size = app.press(keys, times, 0.05)
            print(f"a {name}: {spent:.1f} ms CPU, {size:.1f} KB")
        print(f"resident: {app.resident():.0f} MB")
        app.close()


if __name__ == "__main__":
    main()
