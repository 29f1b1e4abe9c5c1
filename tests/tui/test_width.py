"""Ambiguous width: what a terminal answers, and that Rich, Textual and our layout then count alike."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len, chop_cells, set_cell_size, split_text
from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip

from compare.writers.layout import cell_width
from tui import width

ROOT = Path(__file__).resolve().parents[2]
BOX = "".join(map(chr, range(0x2500, 0x25A0)))
TEXT = (
    "到2027年，“专精特新”企业——年均增长≥15%…··《意见》〔2025〕3号（一）①②Ⅰ※→×÷±°℃‰■●▲☆★§ ABC abc 0-9 %，。、；：！？「」【】￥"
    "３ＡＢ　\u4e00\u9fa5𠀀ｱｲ\ufffd\ue000αβγАБВ░▐▸▾▴◂✓✗⇄⏎∙⠿"
)


@pytest.fixture(autouse=True)
def narrow_again() -> Iterator[None]:
    yield
    width.apply(1)


@pytest.mark.parametrize(("cells", "expected"), [(1, 5), (2, 10)])
def test_rich_counts(cells: int, expected: int) -> None:
    width.apply(cells)
    assert cell_len("“—…·│") == expected


def test_one_restores() -> None:
    before = {char: cell_len(char) for char in TEXT + BOX}
    width.apply(2)
    assert cell_len(BOX) > len(BOX)
    width.apply(1)
    assert {char: cell_len(char) for char in TEXT + BOX} == before


@pytest.mark.parametrize("cells", [1, 2])
def test_rich_and_our_layout_agree(cells: int) -> None:
    width.apply(cells)
    assert [char for char in TEXT + BOX if cell_len(char) != cell_width(char, cells)] == []


@pytest.mark.parametrize("cells", [1, 2])
def test_they_agree_on_all_ambiguous_characters(cells: int) -> None:
    """All but the soft hyphen, which terminals do not agree on and documents do not show."""
    ambiguous = [
        char
        for char in map(chr, range(0xA1, 0x20000))
        if unicodedata.east_asian_width(char) == "A" and not unicodedata.combining(char) and char != "\xad"
    ]
    width.apply(cells)
    assert [f"{ord(char):04X}" for char in ambiguous if cell_len(char) != cell_width(char, cells)] == []


def test_all_that_cuts_and_pads_follows() -> None:
    """Also what was imported before, and the short cuts for text of single cells."""
    width.apply(2)
    assert split_text("││││", 4) == ("││", "││")
    assert chop_cells("“”…—", 4) == ["“”", "…—"]
    assert set_cell_size("│", 4) == "│  "
    assert Segment("││").split_cells(2) == (Segment("│"), Segment("│"))
    assert Strip([Segment("“中”")]).cell_length == 6
    assert Strip([Segment("││││")]).crop(0, 4).text == "││"
    assert Content("—…").cell_length == 4


def test_before_textual_is_imported() -> None:
    code = (
        "from tui import width; import sys; assert 'textual' not in sys.modules; width.apply(2)\n"
        "from textual.content import Content; from textual.strip import Strip; from rich.segment import Segment\n"
        "print(Content('“│').cell_length, Strip([Segment('“│')]).cell_length)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("4 4", "")


if sys.platform != "win32":
    import pty
    import termios

    class Terminal:
        """A pseudo-terminal; `answer` is what it says when it is asked for the cursor."""

        def __init__(self, answer: bytes) -> None:
            self.answer = answer
            self.shown = b""
            self._screen, self.line = pty.openpty()
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()

        def _run(self) -> None:
            while b"\x1b[6n" not in self.shown:
                self.shown += os.read(self._screen, 64)
            os.write(self._screen, self.answer)

        def close(self) -> None:
            """Ends, with all that was shown in `shown`."""
            self._thread.join(5)
            os.set_blocking(self._screen, False)
            self.shown += os.read(self._screen, 256)
            os.close(self._screen)
            os.close(self.line)

    def asked(terminal: Terminal, timeout: float = 5) -> int | None:
        probe = width.Probe(terminal.line, terminal.line)
        probe.start()
        return probe.finish(timeout)

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [
            (b"\x1b[1;3R", 2),
            (b"\x1b[40;2R", 1),
            (b"jj\x1b[A\x1b[1;3R", 2),  # keys pressed before it came
            (b"\x1b[1;4R", None),  # no UTF-8
        ],
    )
    def test_what_a_terminal_answers(answer: bytes, expected: int | None) -> None:
        terminal = Terminal(answer)
        before = termios.tcgetattr(terminal.line)
        assert asked(terminal) == expected
        assert termios.tcgetattr(terminal.line) == before
        terminal.close()
        assert terminal.shown.startswith("\r“".encode()) and terminal.shown.endswith(b"\r\x1b[K")
        assert b"R" not in terminal.shown  # the answer is not echoed

    @pytest.mark.parametrize("answer", [b"", b"jj", b"\x1b[1;"])
    def test_no_answer_is_no_width(answer: bytes) -> None:
        terminal = Terminal(answer)
        before = termios.tcgetattr(terminal.line)
        assert asked(terminal, timeout=0.2) is None
        assert termios.tcgetattr(terminal.line) == before
        terminal.close()

    def test_what_is_typed_after_the_answer_is_left() -> None:
        terminal = Terminal(b"\x1b[1;3Rjk\n")
        assert asked(terminal) == 2
        os.set_blocking(terminal.line, False)
        assert os.read(terminal.line, 64) == b"jk\n"
        terminal.close()


def test_without_a_terminal_nothing_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert width.Probe.of_this_terminal() is None
    assert capsys.readouterr().out == ""
