"""Real files: every one opens, and one text reads the same whatever format it is in."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from compare.readers import READERS, doc, office, pdf, read
from compare.reading import read_document

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ROOT.parent / "shared" / "corpus" / "dev" / "formats"
FILES = sorted(path for path in FORMATS.rglob("*") if path.is_file()) if FORMATS.is_dir() else []
pytestmark = pytest.mark.skipif(not FILES, reason="needs the shared corpus")


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """benchmarks/formats.py, which knows which file is another form of which."""
    spec = importlib.util.spec_from_file_location("bench_formats", ROOT / "benchmarks" / "formats.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["bench_formats"] = module  # its dataclass looks itself up there
    spec.loader.exec_module(module)
    return module


def needs_office(path: Path) -> bool:
    return READERS[path.suffix.lower()].office


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem[:16]}")
def test_opens(path: Path) -> None:
    if needs_office(path) and path.suffix != ".doc" and not office.program():
        pytest.skip("no LibreOffice here")
    source = doc.read_alone(path.read_bytes(), str(path)) if path.suffix == ".doc" else read(str(path))
    assert len(source.text) > 200
    assert all(source.text[block.start : block.end].strip() for block in source.layout.blocks)


@pytest.mark.parametrize("stem", sorted({path.stem for path in FILES if path.stem.startswith("derived_")}))
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt", "pdf"])
def test_one_text_in_several_formats(bench: ModuleType, stem: str, suffix: str) -> None:
    path = FORMATS / suffix / f"{stem}.{suffix}"
    if needs_office(path) and not office.program():
        pytest.skip("no LibreOffice here")
    found, wanted = read_document(str(path)), read_document(str(FORMATS / "docx" / f"{stem}.docx"))
    assert bench.squeezed(found.text) == bench.squeezed(wanted.text)
    assert bench.f1(bench.headings(found), bench.headings(wanted)) >= 0.98


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_other_forms_of_real_documents(bench: ModuleType, suffix: str) -> None:
    """The bodies agree; what a file has beyond the other stands outside them or is really not in the other."""
    if suffix == ".pdf":
        rows = [row for row in bench.pdf_rows() if row.group == "pdf"]
        assert all(row.text >= 0.98 for row in rows)
    else:
        rows = [row for row in bench.text_rows() if Path(row.name).suffix == suffix]
    assert len(rows) >= 2
    assert all(row.body >= 0.979 and row.headings >= 0.96 for row in rows)


def test_pages_whose_container_has_another_name(bench: ModuleType) -> None:
    rows = [bench.unknown_site(path) for path in sorted((FORMATS / "html").glob("*.html"))]
    assert sum(row.body >= 0.999 for row in rows) >= 14 and all(row.headings >= 0.97 for row in rows)


def test_characters_of_pdfs(bench: ModuleType) -> None:
    """Against what another program took from the same files."""
    rows = [row for row in bench.pdf_rows() if row.group == "pdf again"]
    assert len(rows) == 11 and all(row.text >= 0.995 for row in rows)


def test_doc_with_and_without_libreoffice(bench: ModuleType) -> None:
    if not office.program():
        pytest.skip("no LibreOffice here")
    for path in sorted((FORMATS / "doc").glob("derived_*.doc")):
        assert bench.squeezed(doc.read_alone(path.read_bytes(), "").text) == bench.squeezed(read(str(path)).text)


def test_no_furniture_in_the_text_of_pdfs() -> None:
    for path in sorted((FORMATS / "pdf").glob("*.pdf")):
        lines = pdf.read(path.read_bytes(), str(path)).text.split("\n")
        assert not [line for line in lines if line.strip(" -—").isdecimal()], path.name
