"""What starts the program loads nothing heavy: a fresh interpreter says which modules are there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {"textual", "jieba", "numpy", "rich_click", "rich", "click", "rapidfuzz", "diff_match_patch", "jinja2"}
HEAVY |= {"lxml", "pypdfium2", "readability", "ofdkit", "legacy_doc", "opencc"}
OFFICE = {"docx", "lxml", "xlsxwriter"}
TEXT = "关于推进数字经济发展的实施意见\n一、总体要求\n坚持创新驱动。\n二、主要目标\n到2027年，规模达到100亿元。\n"


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stderr.splitlines()}


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import compare", HEAVY | {"json", "re", "pathlib"}),
        ("import compare.cli", HEAVY | {"json", "re", "pathlib", "importlib.resources"}),
        ("from compare.cli import main; main(['--version'])", HEAVY | {"json", "re", "pathlib"}),
        ("from compare.cli import main; main(['diff', '--help'])", HEAVY - {"rich_click", "rich", "click"}),
        ("from compare.cli import main; main(['report', '--help'])", HEAVY - {"rich_click", "rich", "click"}),
        ("from compare.cli import main; main(['report', 'no-such-file'])", {"textual", "tui", "jieba", "rich"}),
        ("import compare.report", HEAVY),
        ("from compare.cli import main; main(['diff', 'no-such-file', 'b'])", {"textual", "rich", "jieba"}),
        ("from compare.cli import main; main(['diff', 'samples', 'b'])", {"textual", "tui", "jieba"}),
        ("from compare.cli import main; main(['tui', 'no-such-file', 'b'])", {"textual", "jieba", "numpy"}),
        ("import compare.readers", HEAVY),
        ("import compare.writers", HEAVY | OFFICE),
        ("import compare.pipeline", OFFICE),
        ("import compare.writers.tables.handouts", OFFICE),
        ("import tui.app", {"numpy", "jieba", "rapidfuzz", "diff_match_patch", "jinja2", "rich_click", *OFFICE}),
        ("import compare.writers.docx_format", {"xlsxwriter"}),
        ("import compare.writers.xlsx_format", {"docx", "lxml"}),
        (
            "from compare.reading import read_document; read_document('samples/省级意见.txt')",
            HEAVY - {"numpy", "jieba"},
        ),
    ],
)
def test_absent(code: str, absent: set[str]) -> None:
    assert not loaded(code) & absent


def test_json_needs_no_rich(tmp_path: Path) -> None:
    left, right = tmp_path / "a.txt", tmp_path / "b.txt"
    left.write_text(TEXT, encoding="utf-8")
    right.write_text(TEXT.replace("100", "200"), encoding="utf-8")
    command = ["diff", str(left), str(right), "--format", "json"]
    assert not loaded(f"from compare.cli import main; main({command!r})") & ({"rich", "textual", "jinja2"} | OFFICE)


def test_kitty_keys_are_off_before_textual() -> None:
    code = "import os; import tui; assert os.environ['TEXTUAL_DISABLE_KITTY_KEY'] == '1'"
    assert "textual" not in loaded(code)
