"""The whole order of the program on one page: one document, then one pair.

read (readers) → understand (parse: flow, envelope, headings, sections, roles, clauses) → Document
two Documents → keys → units → regime → links, passages (align) → corrections by hand
→ clause links, edits, labels, summary (diff) → Comparison
"""

from __future__ import annotations

from dataclasses import replace

from .align.fixed import fix_links
from .align.links import align
from .align.passages import find_passages
from .align.regime import Regime, detect_regime
from .align.units import make_units
from .corrections import lost_note
from .diff import diff
from .diff.summary import summarize
from .measures.extract import extract, tabulate
from .model import Comparison, Document, Replacement
from .options import Options
from .parse.simplified import original
from .reading import correct, key_of, read_document, read_versions, understand
from .session import Session

LONG_PAIR = 120_000  # characters of both texts together from which words are cut by longest match

__all__ = ["compare", "correct", "describe", "key_of", "read_document", "read_versions", "understand"]


def compare(
    left: Document, right: Document, options: Options | None = None, session: Session | None = None
) -> Comparison:
    """Compare two documents: what corresponds, what is formula, what each has of its own. session: links pinned
    and cut by hand, the regime that was chosen there, and remarks. Documents with a Simplified form are matched by
    it; places and quotations are those of their own text."""
    options = options or Options()
    shown = left, right
    left, right = left.simplified or left, right.simplified or right
    if session is not None and options.regime == "auto" and session.regime(*shown):
        options = replace(options, regime=session.regime(*shown))
    keys = key_of(left), key_of(right)
    fast = len(left.text) + len(right.text) > LONG_PAIR
    units = make_units(left, keys[0], fast), make_units(right, keys[1], fast)
    regime = (
        detect_regime(left, right, *units, options)
        if options.regime == "auto"
        else Regime(options.regime, "按 --regime 指定。", "Chosen by --regime.")
    )
    clauses = [[key.cut(c.start, c.end) for c in d.clauses] for d, key in zip((left, right), keys, strict=True)]
    passages = find_passages(clauses[0], clauses[1], options.clause_link)
    links = align(left, right, *units, regime.name, options, passages)
    fixes = session.links(*shown) if session else ()
    links, lost = fix_links(*shown, *units, links, fixes, options) if fixes else (links, [])
    differences = diff(left, right, links, regime.name, options, keys, passages)
    comparison = Comparison(
        left=describe(shown[0]),
        right=describe(shown[1]),
        regime=regime.name,
        regime_reason=regime.reason,
        regime_reason_en=regime.reason_en,
        links=links,
        clause_links=differences.clause_links,
        spans=differences.spans,
        replacements=tuple(_as_shown(found, *shown) for found in differences.replacements),
        summary=summarize(left, right, links, differences.spans, keys),
        notes=(lost_note(lost),) if lost else (),
        remarks=session.remarks(*shown) if session else (),
        session=session.path if session else "",
        cut=sum(fix.action == "cut" for fix in fixes),
    )
    return replace(comparison, tables=tabulate(comparison))


def describe(document: Document) -> Document:
    """The document with its targets, benefits, measures and tasks."""
    return replace(document, findings=extract(document))


def _as_shown(found: Replacement, left: Document, right: Document) -> Replacement:
    """A replacement in the words of the documents themselves."""
    words = [
        original(word, document.simplified.text, document.text) if document.simplified else word
        for word, document in ((found.left, left), (found.right, right))
    ]
    return replace(found, left=words[0], right=words[1])
