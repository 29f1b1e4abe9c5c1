"""The command line from end to end: results, errors in one line, exit codes, languages."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compare import __version__, terminal
from compare.cli import main

ROOT = Path(__file__).parents[2]
LEFT = """甲市推进数字经济发展实施方案

为贯彻落实省委、省政府部署，结合我市实际，制定本方案。

一、总体要求

以习近平新时代中国特色社会主义思想为指导，坚持创新驱动，推动数字经济高质量发展。

二、主要目标

到2027年，全市数字经济核心产业增加值达到100亿元，培育数字经济企业200家。

三、重点任务

（一）完善基础设施。建成5G基站3000个，实现重点区域全覆盖。

（二）培育市场主体。对首次纳入统计的企业，一次性给予20万元奖励。

四、保障措施

加强组织领导，强化资金保障，营造良好氛围。
"""
RIGHT = LEFT.replace("甲市", "乙市").replace("200家", "300家").replace("（二）培育市场主体", "（二）引进数据人才")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in a folder with 甲.txt and 乙.txt; gives exit code, stdout and stderr."""
    (tmp_path / "甲.txt").write_text(LEFT, encoding="utf-8")
    (tmp_path / "乙.txt").write_text(RIGHT, encoding="gb18030")
    monkeypatch.chdir(tmp_path)
    for name in ("BIDUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*args: str) -> tuple[int, str, str]:
        code = main(args)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def process(*args: str, **settings: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "compare", *args]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **settings.pop("env", {})}  # type: ignore[arg-type,dict-item]
    return subprocess.run(command, env=environ, capture_output=True, check=False, **settings)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("args", [["--version"], ["--lang", "en", "--version"], ["--lang=zh", "--version"]])
def test_version(run: Run, args: list[str]) -> None:
    assert run(*args) == (0, f"bidui {__version__}\n", "")


def test_diff_as_text(run: Run) -> None:
    code, out, err = run("diff", "甲.txt", "乙.txt", "--width", "100")
    assert (code, err) == (0, "")
    assert "主要目标" in out
    assert "\x1b[" not in out


def test_diff_as_json(run: Run) -> None:
    code, out, err = run("diff", "甲.txt", "乙.txt", "--format", "json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["left"]["path"], found["right"]["encoding"]) == ("甲.txt", "gb18030")
    assert found["links"]


def test_outline(run: Run) -> None:
    assert json.loads(run("outline", "甲.txt", "--format", "json")[1])["schema"] == "bidui.outline/1"
    code, out, err = run("outline", "甲.txt")
    assert (code, err) == (0, "")
    assert "重点任务" in out


def test_encoding_makes_no_difference(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(LEFT, encoding="gb18030")
    (tmp_path / "d.txt").write_text(LEFT, encoding="utf-16", newline="\r\n")
    found = [json.loads(run("outline", name, "--format", "json")[1]) for name in ("甲.txt", "c.txt", "d.txt")]
    for outline in found:
        del outline["path"], outline["encoding"]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("right", "flag", "code"),
    [("乙.txt", True, 1), ("乙.txt", False, 0), ("甲.txt", True, 0), ("甲.txt", False, 0)],
)
def test_exit_code(run: Run, right: str, flag: bool, code: int) -> None:
    args = ["diff", "甲.txt", right, "--format", "json", *(["--exit-code"] if flag else [])]
    assert run(*args)[0] == code


def test_output_file(run: Run, tmp_path: Path) -> None:
    assert run("diff", "甲.txt", "乙.txt", "-o", "结果.json") == (0, "", "")
    first = (tmp_path / "结果.json").read_bytes()
    assert json.loads(first)["schema"] == "bidui.diff/1"
    code, out, err = run("diff", "甲.txt", "乙.txt", "-o", "结果.json")
    assert (code, out) == (2, "")
    assert err == "bidui: 结果.json：文件已存在。加 --force 覆盖，或换一个文件名。\n"
    assert run("diff", "甲.txt", "乙.txt", "-o", "结果.json", "--force")[0] == 0
    assert (tmp_path / "结果.json").read_bytes() == first
    assert run("outline", "甲.txt", "-o", "o.txt")[0] == 0
    assert "主要目标" in (tmp_path / "o.txt").read_text(encoding="utf-8")
    assert run("diff", "甲.txt", "乙.txt", "--format", "json", "-o", "x.out")[0] == 0
    assert {path.name for path in tmp_path.iterdir()} == {"甲.txt", "乙.txt", "结果.json", "o.txt", "x.out"}


def test_sides_may_come_from_standard_input(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(RIGHT, encoding="utf-8")
    done = process("diff", "-", str(tmp_path / "b.txt"), "--format", "json", input=LEFT.encode("gb18030"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["left"]["path"] == "-"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["dif"], "没有“dif”这个命令。是不是想写 diff？"),
        (["甲.txt", "乙.txt"], "没有“甲.txt”这个命令。比对两份文件请写：bidui diff 甲.txt 乙.txt"),
        (["--foo"], "没有“--foo”这个选项。用法见 bidui --help。"),
        (["diff", "甲.txt"], "缺少 RIGHT。用法见 bidui diff --help。"),
        (["diff", "甲.txt", "乙.txt", "丙.txt"], "参数多了：丙.txt。用法见 bidui diff --help。"),
        (["diff", "甲.txt", "乙.txt", "--ful"], "没有“--ful”这个选项。是不是想写 --full？"),
        (["diff", "甲.txt", "乙.txt", "--full=1"], "选项 --full 不带值。用法见 bidui diff --help。"),
        (["diff", "甲.txt", "乙.txt", "-o"], "选项 -o 后面要有一个值。用法见 bidui diff --help。"),
        (
            ["outline", "甲.txt", "--format", "xml"],
            "--format 不能是“xml”，可以是：text json。用法见 bidui outline --help。",
        ),
        (["outline", "甲.txt", "--lang", "fr"], "--lang 不能是“fr”，可以是：zh en。用法见 bidui outline --help。"),
        (
            ["outline", "甲.txt", "--part", "0"],
            "--part 要写 1 到 999 之间的整数，不能是“0”。用法见 bidui outline --help。",
        ),
        (["outline", "甲.txt", "--width", "四十"], "--width 要写 40 到 1000 之间的整数，不能是“四十”。"),
        (["diff", "-", "-"], "两边不能都是标准输入（-）。请把其中一份存成文件。"),
        (["diff", "甲.txt", "没有.txt"], "没有.txt：没有这个文件。请检查文件名和所在文件夹。"),
        (["diff", ".", "乙.txt"], ".：这是文件夹，不是文件。请给出其中的一个文件。"),
        (["diff", "甲.txt", "乙.txt", "-o", "甲.txt", "--force"], "甲.txt：这是要比对的原文件，不能写在它上面。"),
        (["diff", "甲.txt", "乙.txt", "-o", "a.pptx"], "a.pptx：不知道 .pptx 是什么输出格式"),
        (["diff", "甲.txt", "乙.txt", "-o", "无/a.txt"], "无/a.txt：没有文件夹 无。请先建好文件夹。"),
        (["outline", "甲.txt", "--part", "9"], "甲.txt："),
        (["diff", "甲.txt", "乙.txt", "--lang", "en", "-o", "."], ".: this is a folder, not a file to write."),
        (["--lang", "en", "dif"], "no such command: dif. Did you mean diff?"),
        (["--lang", "en", "diff", "甲.txt"], "RIGHT is missing. See bidui diff --help."),
        (["diff", "甲.txt", "none", "--lang=en"], "none: no such file. Check the name and the folder."),
    ],
)
def test_errors_are_one_line(run: Run, args: list[str], said: str) -> None:
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert err.startswith(f"bidui: {said}")
    assert err.count("\n") == 1


def test_errors_leave_the_inputs_alone(run: Run, tmp_path: Path) -> None:
    run("diff", "甲.txt", "乙.txt", "-o", "甲.txt", "--force")
    assert (tmp_path / "甲.txt").read_text(encoding="utf-8") == LEFT


@pytest.mark.parametrize(
    ("args", "environ", "english"),
    [
        ([], {}, False),
        ([], {"LANG": "C.UTF-8"}, False),
        ([], {"LANG": "POSIX"}, False),
        ([], {"LANG": "zh_CN.UTF-8"}, False),
        ([], {"LANG": "en_US.UTF-8"}, True),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, True),
        ([], {"LANG": "en_US.UTF-8", "BIDUI_LANG": "zh"}, False),
        ([], {"LANG": "zh_CN.UTF-8", "BIDUI_LANG": "en"}, True),
        (["--lang", "zh"], {"BIDUI_LANG": "en"}, False),
        (["--lang=en"], {"BIDUI_LANG": "zh"}, True),
    ],
)
def test_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, args: list[str], environ: dict[str, str], english: bool
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    for order in ([*args, "outline", "none"], ["outline", "none", *args]):
        assert ("no such file" in run(*order)[2]) is english


def test_colour(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("diff", "甲.txt", "乙.txt")[1]
    assert "\x1b[" in run("diff", "甲.txt", "乙.txt", "--color")[1]
    assert "\x1b[" not in run("diff", "甲.txt", "乙.txt", "--no-color")[1]


@pytest.mark.parametrize("data", [b"", b"  \n", b"%PDF-1.4", bytes(range(256))])
def test_bad_standard_input(data: bytes) -> None:
    done = process("outline", "-", input=data)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


@pytest.mark.skipif(os.name == "nt", reason="file descriptors are inherited otherwise")
def test_closed_standard_input() -> None:
    command = f'"{sys.executable}" -m compare outline - <&-'
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gb18030", "utf-8"])
def test_any_encoding_of_the_streams(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text(LEFT.replace("重点", "🙂"), encoding="utf-8")
    done = process("outline", str(tmp_path / "a.txt"), env={"PYTHONIOENCODING": encoding})
    able = encoding if encoding in ("gb18030", "utf-8") else "utf-8"
    assert done.returncode == 0, done.stderr
    assert "主要目标" in done.stdout.decode(able)
    missing = process("outline", "没有", env={"PYTHONIOENCODING": encoding})
    assert "没有这个文件" in missing.stderr.decode(able)


@pytest.mark.skipif(os.name == "nt", reason="no SIGPIPE on Windows")
def test_reader_goes_away(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LEFT * 40, encoding="utf-8")
    command = [sys.executable, "-m", "compare", "diff", *[str(tmp_path / "a.txt")] * 2, "--full"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise on Windows")
def test_stopped_by_hand() -> None:
    command = [sys.executable, "-m", "compare", "outline", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as running:
        time.sleep(1.5)  # until it waits for standard input
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
    assert (running.returncode, err) == (130, b"")


def test_programming_faults_are_not_hidden(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("compare.pipeline.read_document", fail)
    with pytest.raises(ZeroDivisionError):
        run("outline", "甲.txt")


def test_no_address_of_a_machine_in_errors(run: Run) -> None:
    assert not re.search(r"/(home|root|tmp|usr)/", run("diff", "甲.txt", "没有.txt")[2])


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals on Windows")
def test_note_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as screen:
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(terminal, "_PATIENCE", 0.01)
        with terminal.note("正在比对"):
            time.sleep(0.3)
        monkeypatch.setattr(terminal, "_PATIENCE", 60)
        with terminal.note("不该出现"):
            pass
    seen = b""
    while not seen.endswith(b"\r" + b" " * 8 + b"\r"):  # a terminal hands over what it has, not what was written
        seen += os.read(master, 1000)
    assert seen.decode() == "正在比对\r" + " " * 8 + "\r"
    os.close(master)


def test_no_note_elsewhere(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "_PATIENCE", 0.0)
    with terminal.note("正在比对"):
        time.sleep(0.05)
    assert capsys.readouterr().err == ""
