"""Whatever the bytes, a reader gives text or a ReadError, and its layout fits the text."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import docx, lines, listed, mhtml, ofd, p, pdf, table, zipped

from compare.errors import ReadError
from compare.model import Layout
from compare.parse.document import understand
from compare.readers import doc, html, jsonl, markdown
from compare.readers import docx as docx_reader
from compare.readers import mhtml as mhtml_reader
from compare.readers import ofd as ofd_reader
from compare.readers import pdf as pdf_reader
from compare.readers import text as text_reader
from compare.readers.sniff import kind_of
from compare.readers.source import Line, Source, assemble

SHARED = Path(__file__).parents[3] / "shared" / "corpus" / "dev" / "formats"
READERS: dict[str, Callable[..., Source]] = {
    "txt": text_reader.read,
    "md": markdown.read,
    "docx": docx_reader.read,
    "doc": doc.read_alone,
    "pdf": pdf_reader.read,
    "html": html.read,
    "mhtml": mhtml_reader.read,
    "ofd": ofd_reader.read,
    "jsonl": jsonl.read,
}
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
PAGE = (
    "<html><body><div id='zoom'><h1>意见</h1><ol><li>甲<table><tr><td>1<td>2</table></ol>正文"
    + "字" * 300
    + "</div></body></html>"
)
SAMPLES = {
    "docx": docx(
        p("总体要求", listed(1)) + table([["1", "甲"]]) + p("正文"),
        numbering=NUMBERING,
        footnotes="<w:footnote w:id='1'><w:p/></w:footnote>",
    ),
    "pdf": pdf([lines(["一、总体要求", "坚持创新。"]), lines(["二、重点任务"])]),
    "ofd": ofd([[(30, 40, 5, "正文")]]),
    "html": PAGE.encode(),
    "mhtml": mhtml(PAGE),
    "jsonl": '{"title": "甲", "text": "正文"}'.encode(),
    "md": "# 意见\n| 1 | 2 |\n".encode(),
}
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def attempt(name: str, data: bytes) -> None:
    """Read, and check what was read; a ReadError is one line in both languages."""
    try:
        source = READERS[name](data, "文件")
    except ReadError as error:
        assert "\n" not in error.message("zh") + error.message("en") and error.path == "文件"
        return
    fits(source.text, source.layout)
    assert source.text.strip()
    document = understand(source.text, layout=source.layout)
    assert all(0 <= s.start <= s.body <= s.end <= len(source.text) for s in document.sections)


def fits(text: str, layout: Layout) -> None:
    ends = 0
    for block in layout.blocks:
        assert ends <= block.start < block.end <= len(text)
        ends = block.end
    places = [at for at, _ in layout.pages]
    assert places == sorted(set(places)) and all(0 <= at < len(text) for at in places)
    assert [page for _, page in layout.pages] == sorted(page for _, page in layout.pages)


@pytest.mark.parametrize("name", sorted(READERS))
@many
@given(data=st.binary(max_size=400))
def test_any_bytes(name: str, data: bytes) -> None:
    kind_of(data)
    attempt(name, data)


@pytest.mark.parametrize("name", sorted(SAMPLES))
@many
@given(at=st.floats(0, 1), byte=st.integers(0, 255), cut=st.integers(0, 40), twice=st.booleans())
def test_changed_samples(name: str, at: float, byte: int, cut: int, twice: bool) -> None:
    data = bytearray(SAMPLES[name])
    place = int(at * (len(data) - 1))
    data[place] = byte
    if twice:
        data[place:place] = data[max(0, place - 30) : place]
    del data[place + 1 : place + 1 + cut]
    kind_of(bytes(data))
    attempt(name, bytes(data))


WORDS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "ins",
    "del",
    "sdt",
    "sdtContent",
    "pPr",
    "numPr",
    "ilvl",
    "numId",
    "br",
    "pict",
    "txbxContent",
    "fldChar",
    "instrText",
)
trees: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(
        ["字", "", "<w:br w:type='page'/>", "<w:tab/>", "<w:fldChar w:fldCharType='begin'/>", "<w:numId w:val='1'/>"]
    ),
    lambda inner: st.tuples(st.sampled_from(WORDS), st.lists(inner, max_size=4)).map(
        lambda made: f"<w:{made[0]} w:val='1'>{''.join(made[1])}</w:{made[0]}>"
    ),
    max_leaves=30,
)


@many
@given(body=trees, original=st.booleans())
def test_any_order_of_elements(body: str, original: bool) -> None:
    data = docx(p("头") + body + p("尾", listed(1)), numbering=NUMBERING)
    source = docx_reader.read(data, "a", original=original)
    fits(source.text, source.layout)
    assert source.text.startswith("头")


@many
@given(numbering=st.text(alphabet="<>/w:lvl%19numFmtval='\" 一", max_size=120), other=st.text(max_size=60))
def test_any_part(numbering: str, other: str) -> None:
    attempt("docx", docx(p("正文", listed(1)), numbering=numbering, styles=other))
    attempt("ofd", zipped({"OFD.xml": numbering, "Doc_0/Document.xml": other}))


@many
@given(content=st.text(alphabet="<>/ptdablrhsiv0='\"一文\n ", max_size=300))
def test_any_page(content: str) -> None:
    attempt("html", f"<html><body>{content}".encode())


@many
@given(
    found=st.lists(
        st.builds(
            Line,
            st.text(alphabet="一二 \n\t。", max_size=12),
            st.sampled_from(["", "heading", "row", "toc", "note", "field", "title"]),
            st.integers(0, 9),
        ),
        max_size=20,
    )
)
def test_any_layout_is_understood(found: list[Line]) -> None:
    text, layout = assemble(Line(one.text, one.kind, one.level, ((0, n + 1),)) for n, one in enumerate(found))
    fits(text, layout)
    document = understand(text, layout=layout)
    covered = [False] * len(text)
    for part in [*document.sections, *(region for region in document.regions if region.kind != "furniture")]:
        for at in range(part.start, part.end):
            assert not covered[at]
            covered[at] = True
    assert all(covered)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared corpus")
@pytest.mark.parametrize("suffix", ["docx", "doc", "pdf", "html", "ofd"])
def test_changed_real_files(suffix: str) -> None:
    chance = random.Random(suffix)
    files = sorted((SHARED / suffix).iterdir(), key=lambda path: (path.stat().st_size, path.name))[:3]
    for path in files:
        whole = path.read_bytes()
        for _ in range(25):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 5, 50))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            if chance.random() < 0.3:
                del data[chance.randrange(len(data)) :]
            attempt(suffix, bytes(data))
