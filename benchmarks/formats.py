"""How well files of each format are read: against the same document in another form, in ../shared/corpus.

    python benchmarks/formats.py           a line for each pair of files
    python benchmarks/formats.py --table   means by format, as the table in docs/formats.md has them

text: 2 × longest common subsequence / both lengths, over characters without blanks, 0..1. body: the same over the text
of the sections, which leaves out titles, notices and site chrome. headings: F1 over the sections' markers and headings.
The derived files add a title and a table to their .txt, so they are held against their .docx. `pdf again` holds a PDF
against what another program took from the same PDF: whether characters are lost, not whether lines are joined.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from compare.basics.similarity import ratio
from compare.errors import BiduiError
from compare.model import Document
from compare.parse.document import understand
from compare.reading import read_document

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
DEV = CORPUS / "dev"
FORMATS = DEV / "formats"


@dataclass(frozen=True, slots=True)
class Row:
    """One file against another. Scores are 0..1, seconds to read and understand it."""

    group: str
    name: str
    text: float
    body: float
    headings: float
    seconds: float


def squeezed(text: str) -> str:
    """Text without blanks."""
    return "".join(text.split())


def body(document: Document) -> str:
    """Text of all sections."""
    return squeezed("".join(document.text[s.start : s.end] for s in document.sections))


def headings(document: Document) -> Counter[str]:
    """Markers with headings, without blanks."""
    return Counter(squeezed(section.marker + section.heading) for section in document.sections)


def f1(left: Counter[str], right: Counter[str]) -> float:
    """Of two multisets; 1 where both are empty."""
    both, all_ = (left & right).total(), left.total() + right.total()
    return 2 * both / all_ if all_ else 1.0


def rows() -> Iterator[Row]:
    """All pairs that there are."""
    for docx in sorted((FORMATS / "docx").glob("derived_*.docx")):
        whole = read_document(str(docx))
        for suffix in ("doc", "rtf", "odt", "pdf"):
            yield scored(f"derived {suffix}", FORMATS / suffix / f"{docx.stem}.{suffix}", whole)
        plain = next(DEV.glob(f"*/*/{docx.stem.removeprefix('derived_')}.txt"))
        yield scored("derived docx (txt)", docx, read_document(str(plain)))
    for docx in sorted((FORMATS / "docx").glob("[!d]*.docx")):
        twins = [*DEV.glob(f"*/{docx.stem}.txt"), *DEV.glob(f"*/*/*{docx.stem}.txt")]
        if twins:
            yield scored("docx", docx, read_document(str(twins[0])))
    for html in sorted((FORMATS / "html").glob("govcn_*.html")):
        yield scored("html", html, read_document(str(DEV / "national" / f"{html.stem.removeprefix('govcn_')}.txt")))
    yield from pdf_rows()


def pdf_rows() -> Iterator[Row]:
    """PDFs against other versions, and against what another program took from them."""
    twins = {}
    for text in sorted(DEV.glob("shanghai_and_national/*.txt")):
        twins[text.stem] = text.read_text(encoding="utf-8")
    again = {}
    with gzip.open(CORPUS / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"].endswith(".pdf"):
                again[record["id"].rpartition("/")[2]] = record["text"]
            elif record["id"].startswith("行政法规/"):
                twins[record["title"]] = record["text"]
    for pdf in sorted((FORMATS / "pdf").glob("P*.pdf")):
        title = pdf.stem.partition("_")[2].partition("，")[0]
        if title in twins:
            yield scored("pdf", pdf, understand(twins[title]))
        if pdf.name in again:
            yield scored("pdf again", pdf, understand(again[pdf.name]))


def scored(group: str, path: Path, other: Document) -> Row:
    """A file against a document in another form."""
    begin = time.perf_counter()
    document = read_document(str(path))
    seconds = time.perf_counter() - begin
    text, text_other = squeezed(document.text), squeezed(other.text)
    return Row(
        group,
        path.name,
        ratio(text, text_other),
        ratio(body(document), body(other)),
        f1(headings(document), headings(other)),
        seconds,
    )


def opened() -> tuple[int, list[str]]:
    """How many files of the corpus open, and the errors of those that do not."""
    files = [path for path in sorted(FORMATS.rglob("*")) if path.is_file()]
    faults = []
    for path in files:
        try:
            read_document(str(path))
        except BiduiError as error:
            faults.append(str(error))
    return len(files) - len(faults), faults


def main() -> int:
    """Print the scores; 1 where a file does not open."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", action="store_true", help="means by format")
    options = parser.parse_args()
    found = list(rows())
    if options.table:
        print(f"{'':22}{'files':>7}{'text':>9}{'body':>9}{'headings':>10}{'seconds':>9}")
        for group in dict.fromkeys(row.group for row in found):
            own = [row for row in found if row.group == group]
            scores = (mean(getattr(row, name) for row in own) for name in ("text", "body", "headings", "seconds"))
            text, inner, heads, seconds = scores
            print(f"{group:22}{len(own):>7}{text:>9.4f}{inner:>9.4f}{heads:>10.4f}{seconds:>9.2f}")
    else:
        for row in found:
            scores_ = f"{row.text:>8.4f}{row.body:>8.4f}{row.headings:>8.4f}{row.seconds:>7.2f}"
            print(f"{row.group:20}{scores_}  {row.name[:40]}")
    count, faults = opened()
    print(f"\n{count} files open, {len(faults)} do not")
    for fault in faults:
        print(fault)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
