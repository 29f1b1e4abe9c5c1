"""Files made to harm: one line, bounded memory and time, nothing executed."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from making import docx, lines, ofd, p, pdf, zipped

import compare.readers
from compare.errors import ReadError
from compare.readers import MOST_BYTES, package, read
from compare.readers import pdf as pdf_reader

ROOT = Path(__file__).parents[2]
SCRIPT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]) << 20,) * 2)
from compare.errors import ReadError
from compare.readers import read
try:
    print(len(read(sys.argv[1]).text))
except ReadError as error:
    print(error)
"""


def bounded(path: Path, megabytes: int = 1500, seconds: float = 60) -> str:
    """What reading a file prints in a process of its own, with so much address space and time."""
    command = [sys.executable, "-c", SCRIPT, str(path), str(megabytes)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=seconds, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.count("\n") == 1
    return done.stdout


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.html", "a.jsonl", "a.doc", "没有后缀"])
def test_two_gigabytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:  # a file with a hole takes no room on the disk
        file.seek((2 << 30) - 1)
        file.write(b"x")
    begin = time.monotonic()
    with pytest.raises(ReadError, match=rf"文件太大：2048 MB，最多读 {MOST_BYTES >> 20} MB"):
        read(str(path))
    assert time.monotonic() - begin < 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_device_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare.readers, "MOST_BYTES", 1 << 20)
    with pytest.raises(ReadError, match="文件太大"):
        read("/dev/zero")


def test_too_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare.readers, "MOST_CHARACTERS", 100)
    with pytest.raises(ReadError, match="文件太大：有 200 字"):
        read("-", ("字" * 200).encode())


@pytest.mark.parametrize("suffix", [".docx", ".ofd", ".odt"])
def test_archive_that_swells(tmp_path: Path, suffix: str) -> None:
    inside = {".docx": "word/document.xml", ".ofd": "OFD.xml", ".odt": "content.xml"}[suffix]
    path = tmp_path / f"bomb{suffix}"
    parts: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text", inside: bytes(200 << 20)}
    parts |= {f"word/x{n}.xml": bytes(200 << 20) for n in range(2)}
    path.write_bytes(zipped(parts))
    assert path.stat().st_size < 2 << 20
    assert "文件太大" in bounded(path, 1500)


def test_archive_that_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(zipped({"word/document.xml": bytes(100 << 20)}))
    true = (100 << 20).to_bytes(4, "little")
    while true in data:
        at = data.index(true)
        data[at : at + 4] = (1000).to_bytes(4, "little")
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert "不是完好的" in bounded(path, 600)


def test_many_parts() -> None:
    with pytest.raises(ReadError, match="不是完好的"):
        package.open_package(zipped({f"{n}": "" for n in range(20_001)}), "a.docx", "x")


def test_locked_archive() -> None:
    data = bytearray(docx(p("正文")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    with pytest.raises(ReadError, match="加了密码"):
        read("-", bytes(data))


def test_deep_xml() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + p("深") + "</w:sdtContent></w:sdt>" * 5000
    with pytest.raises(ReadError, match="不是完好的"):
        read("-", docx(deep))


def test_deep_json() -> None:
    with pytest.raises(ReadError):
        read("-", b"[" * 1_000_000 + b"]" * 1_000_000 + b"\x00")


def test_pdf_stream_that_swells(tmp_path: Path) -> None:
    blown = zlib.compress(zlib.compress(bytes(800 << 20), 9), 9)
    plain = pdf([lines(["正文。"])])
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(blown), blown)
    begin = plain.index(b"7 0 obj\n") + len(b"7 0 obj\n")
    path = tmp_path / "a.pdf"
    path.write_bytes(plain[:begin] + stream + plain[plain.index(b"\nendobj", begin) :])
    assert path.stat().st_size < 1 << 20
    assert "没有文字" in bounded(path, 4000, 120) or "不是完好的" in bounded(path, 4000, 120)


def test_pdf_with_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_MOST_PAGES", 2)
    with pytest.raises(ReadError, match="文件太大：3 页"):
        read("-", pdf([lines(["甲"])] * 3))


def test_pdf_page_that_holds_itself() -> None:
    data = pdf([lines(["甲"])]).replace(b"/Kids [8 0 R]", b"/Kids [2 0 R]")
    with pytest.raises(ReadError):
        read("-", data)


def test_macros_are_parts_that_nobody_reads(tmp_path: Path) -> None:
    mark = tmp_path / "run"
    data = docx(
        p("正文"), vbaProject=f"Sub AutoOpen: Shell &quot;touch {mark}&quot;: End Sub", settings="<w:attachedTemplate/>"
    )
    path = tmp_path / "a.docm"
    path.write_bytes(data)
    assert read(str(path)).text == "正文" and not mark.exists()


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_AS") or os.name == "nt", reason="needs limits of memory")
def test_large_real_sizes(tmp_path: Path) -> None:
    """A document of a million characters is read within bounds in each format that can hold one."""
    paragraph = "为加快智慧城市建设，提升城市治理水平，结合本市实际，制定本意见。" * 10
    texts = [paragraph] * 3000
    files = {
        "a.docx": docx("".join(map(p, texts))),
        "a.html": ("<html><body>" + "".join(f"<p>{text}</p>" for text in texts) + "</body></html>").encode(),
        "a.txt": "\n".join(texts).encode(),
        "a.ofd": ofd([[(10, 20 + 2 * n, 2.0, paragraph[:80]) for n in range(100)] for _ in range(20)]),
    }
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert int(bounded(path, 2500)) > 100_000
