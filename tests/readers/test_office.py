"""Old and foreign word processors: through LibreOffice where it is, by themselves where it is not."""

from __future__ import annotations

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from making import docx, listed, p, table, zipped

from compare.errors import ReadError
from compare.readers import doc, office, read, read_many

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = ["一、总体要求", "坚持以人民为中心，推进智慧城市建设。", "二、重点任务", "序号\t任务", "1\t建平台"]
DATA = docx(
    p("总体要求", listed(1))
    + p("坚持以人民为中心，推进智慧城市建设。")
    + p("重点任务", listed(1))
    + table([["序号", "任务"], ["1", "建平台"]])
    + p(""),
    numbering=NUMBERING,
)
without = pytest.mark.skipif(not office.program(), reason="no LibreOffice here")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same document as .doc, .rtf, .odt and .wps (which is the binary format of .doc)."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(DATA)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix in ("doc:MS Word 97", "rtf", "odt"):
        command = [
            office.program(),
            profile,
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(folder),
            str(folder / "a.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    (folder / "b.wps").write_bytes((folder / "a.doc").read_bytes())
    (folder / "really_rtf.doc").write_bytes((folder / "a.rtf").read_bytes())
    return folder


@without
@pytest.mark.parametrize("name", ["a.doc", "b.wps", "a.rtf", "a.odt", "really_rtf.doc"])
def test_same_text_with_numbers(made: Path, name: str) -> None:
    text = read(str(made / name)).text
    # LibreOffice cannot write the 、 of a marker into RTF; that is its file, not our reading.
    assert text.replace("一?", "一、").replace("二?", "二、").split("\n") == NUMBERED


@without
def test_many_at_once_and_one_that_is_broken(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (made / "broken.doc").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600)
    )
    (made / "plain.txt").write_text("正文。", encoding="utf-8")
    calls = []
    convert = office.convert
    monkeypatch.setattr(office, "convert", lambda files, path="": calls.append(len(files)) or convert(files, path))
    names = ["plain.txt", "a.doc", "broken.doc", "b.wps", "a.odt", "没有.doc"]
    found = list(read_many([str(made / name) for name in names]))
    assert [isinstance(one, ReadError) for one in found] == [False, False, True, False, False, True]
    assert {one.text for one in found if not isinstance(one, ReadError)} == {"正文。", "\n".join(NUMBERED)}
    assert calls == [3]  # all in one call; the broken one is known before


def linked_odt(address: str) -> bytes:
    """A text document that shows a picture from the network and takes a section from there."""
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{key}="{name}{key}:1.0"' for key in ("office", "text", "manifest"))
    spaces += f' xmlns:draw="{name}drawing:1.0" xmlns:svg="{name}svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    picture = f'<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{address}/p.png" xlink:type="simple"/></draw:frame>'
    section = f'<text:section text:name="x"><text:section-source xlink:href="{address}/s.odt"/><text:p>节</text:p></text:section>'
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content {spaces} office:version='1.2'><office:body><office:text>"
            f"<text:p>正文{picture}</text:p>{section}</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": f"<manifest:manifest {spaces}><manifest:file-entry manifest:full-path='/' "
            f"manifest:media-type='{kind}'/><manifest:file-entry manifest:full-path='content.xml' "
            "manifest:media-type='text/xml'/></manifest:manifest>",
        }
    )


@without
def test_nothing_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        path = tmp_path / "a.odt"
        path.write_bytes(linked_odt(address))
        assert "正文" in read(str(path)).text
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []  # LibreOffice as it comes asks for the picture


@without
def test_doc_by_itself(made: Path) -> None:
    source = doc.read_alone((made / "a.doc").read_bytes(), "a.doc")
    assert "坚持以人民为中心，推进智慧城市建设。" in source.text.split("\n")
    assert "1\t建平台" in source.text
    assert "没有找到 LibreOffice" in source.layout.notes[0]


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(office.SWITCH, "-")
    assert office.program() == ""
    path = tmp_path / "a.rtf"
    path.write_text("{\\rtf1 x}", encoding="ascii")
    with pytest.raises(ReadError, match=r"没有找到.*安装 LibreOffice"):
        read(str(path))


@without
def test_doc_needs_no_libreoffice(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(office.SWITCH, "-")
    assert "推进智慧城市建设" in read(str(made / "b.wps")).text
    assert not isinstance(next(iter(read_many([str(made / "a.doc")]))), ReadError)


@pytest.mark.parametrize("program", ["/no/such/program", "/bin/true", "/bin/false"])
def test_program_that_does_not_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setenv(office.SWITCH, program)
    path = tmp_path / "a.rtf"
    path.write_text("{\\rtf1 x}", encoding="ascii")
    with pytest.raises(ReadError, match=r"没能转换|不是完好"):
        read(str(path))


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
def test_program_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "hang"
    script.write_text("#!/bin/sh\nsleep 60\n", encoding="ascii")
    script.chmod(0o755)
    monkeypatch.setenv(office.SWITCH, str(script))
    monkeypatch.setattr(office, "_START", 0.2)
    monkeypatch.setattr(office, "_EACH", 0.1)
    with pytest.raises(ReadError, match="timeout"):
        office.convert([b"{\\rtf1 x}"], "a.rtf")


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)]
)
def test_damaged_doc_by_itself(data: bytes) -> None:
    with pytest.raises(ReadError, match="不是完好的 Word 97"):
        doc.read_alone(data, "a.doc")


def test_texts_of_the_binary_format() -> None:
    """Cells, rows, fields and the signs that stand for what is no text."""
    found = "".join(
        (
            "题目\r",
            "\x13 TOC \\o \x14目录\x15\r",
            "\x13 HYPERLINK \x13x\x15\x14链接\x15，后\x02文\r",
            "序号\x07任务\x07\x07",
            "1\x07建平台\x07\x07",
            "后\x1e来\r",
        )
    )
    assert [line.text for line in doc._lines(found) if line.text] == [
        "题目",
        "目录",
        "链接，后文",
        "序号\t任务",
        "1\t建平台",
        "后-来",
    ]
