"""Small documents for the tests of this folder, with invented places, and what was extracted from them."""

from __future__ import annotations

from compare.findings import Findings, Target
from compare.measures.extract import extract
from compare.model import Comparison, Document
from compare.options import Options
from compare.parse.document import understand
from compare.pipeline import compare

HEAD = "青汐市人民政府关于加快海洋牧场建设的实施意见\n青汐政发〔2031〕7号\n一、主要目标\n"


def read(text: str, head: str = HEAD) -> tuple[Document, Findings]:
    document = understand(head + text + "\n")
    return document, extract(document)


def said(text: str, head: str = HEAD) -> list[tuple[str, str, str, float | None, str, str]]:
    """(indicator, words, op, value, unit, deadline) of the targets."""
    document, found = read(text, head)
    return [row(document, target) for target in found.targets]


def row(document: Document, t: Target) -> tuple[str, str, str, float | None, str, str]:
    return t.indicator, document.text[t.start : t.end], t.op, t.value, t.unit, t.deadline


def compared(left: str, right: str) -> Comparison:
    """Two texts compared as versions of one document."""
    return compare(understand(left), understand(right), Options(regime="version"))
