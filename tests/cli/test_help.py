"""Help in both languages, complete, and with lines a Chinese reader can bear."""

from __future__ import annotations

import re
import unicodedata

import pytest

from compare.cli import main
from compare.messages import _TEXTS

PAGES = (["--help"], ["diff", "--help"], ["outline", "--help"], ["diff", "-h"])
OPTIONS = {
    "diff": "--format --output --force --regime --left-part --right-part --full --width --color --exit-code --lang",
    "outline": "--format --output --force --part --lang",
}


def page(args: list[str], width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(args) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def cells(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


@pytest.mark.parametrize("args", PAGES)
def test_chinese_help_is_wholly_chinese(
    args: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page([*args, "--lang", "zh"], 100, capsys, monkeypatch)
    assert "用法：" in text
    assert not re.search(r"Usage|Options|Commands|Arguments|default|required|Show|OPTIONS|ARGS", text)


@pytest.mark.parametrize("args", PAGES)
def test_english_help_has_no_chinese(
    args: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page([*args, "--lang", "en"], 100, capsys, monkeypatch)
    assert "Usage:" in text
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 72, 80, 90, 100, 160])
@pytest.mark.parametrize("args", PAGES[:3])
def test_lines(
    args: list[str], width: int, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = page([*args, "--lang", lang], width, capsys, monkeypatch).splitlines()
    assert max(map(cells, lines)) <= min(width, 100)
    inner = [line.strip(" │*").split("  ")[-1].strip() for line in lines]
    assert not [line for line in inner if line[:1] in tuple("，。、；：）”")]
    # a short line before another is one that rich broke again
    bodies = [line.strip("│ ") for line in lines if line.startswith("│")]
    assert not [line for line in bodies if re.fullmatch("[\u4e00-\u9fff]{1,2}|[a-z]{1,8}", line)]


@pytest.mark.parametrize("command", OPTIONS)
def test_every_option_is_there(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page([command, "--help"], 100, capsys, monkeypatch)
    assert [option for option in OPTIONS[command].split() if option not in text] == []


def test_no_command_is_help(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert page([], 80, capsys, monkeypatch) == page(["--help"], 80, capsys, monkeypatch)
    assert "Usage:" in page(["--lang", "en"], 80, capsys, monkeypatch)


def test_both_languages_take_the_same_values() -> None:
    for zh, en in _TEXTS.values():
        assert len(re.findall(r"\{[^}]*\}", zh)) == len(re.findall(r"\{[^}]*\}", en))
        assert re.search("[\u4e00-\u9fff]", zh)
        assert not re.search("[\u3000-\u9fff]", en)
