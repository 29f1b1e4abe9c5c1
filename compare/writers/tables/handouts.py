"""A comparison as the table that is handed in: 新旧条文对照表, 逐条对照表 or 比对表, by its regime, as data.

The writers of Word, Excel, Markdown and CSV give it their form; what stands in it is decided here.
"""

from __future__ import annotations

from pathlib import PurePath

from ...model import Comparison, Document
from ..summary import sorted_dates, title_of
from . import peer, version, vertical
from .blocks import Pair, mirrored
from .coverage import coverage
from .extracts import extracts
from .lists import further
from .model import Handout, Paragraph, Run, Table
from .units import Units, units_named
from .words import Words, words

_ISSUERS = 3  # issuers that are named

__all__ = ["handout"]


def handout(
    comparison: Comparison, *, full: bool = False, lang: str = "zh", units: Units = units_named, sheets: bool = True
) -> Handout:
    """The table of a comparison with what stands around it.

    full: a revision lists what did not change too; the other tables always list all. lang: zh or en, of headings and
    explanations. units: who is responsible for a section of the implementing document, as text, empty for nobody.
    sheets: whether the further tables are made, which takes its time for long documents.
    """
    say = words(lang)
    regime = comparison.regime
    if regime == "vertical" and vertical.superior_is_right(comparison):
        comparison = mirrored(comparison)
    pair = Pair(comparison)
    omitted = None
    if regime == "version":
        columns = version.columns(say)
        rows, omitted = version.rows(pair, say, full)
    elif regime == "vertical":
        columns, rows = vertical.columns(say), vertical.rows(pair, say, units)
    else:
        columns, rows = peer.columns(pair, say), peer.rows(pair, say)
    names = say.say(f"{regime}_one"), say.say(f"{regime}_two")
    return Handout(
        regime=regime,
        title=_title(comparison, say),
        sources=tuple(_source(d, n, say) for d, n in zip(pair.documents, names, strict=True)),
        legend=_legend(regime, say),
        preface=_preface(comparison, say, full),
        main=Table("main", say.say(f"sheet_{regime}"), columns, rows),
        coverage=coverage(pair, say, omitted, names),
        further=further(pair, say, names) if sheets else (),
        lang=say.lang,
        extracts=extracts(pair, say, names),
    )


def _title(comparison: Comparison, say: Words) -> str:
    left, right = (_name(document, say) for document in (comparison.left, comparison.right))
    return say.say(f"title_{comparison.regime}", left=left, right=right)


def _name(document: Document, say: Words) -> str:
    """The title, or the name of the file without its suffix."""
    return document.metadata.title or PurePath(title_of(document, say.names)).stem


def _source(document: Document, name: str, say: Words) -> str:
    """What a document is called in the table, its title, and in brackets number, dates and issuers."""
    meta = document.metadata
    issuers = say.comma.join(meta.issuers[:_ISSUERS])
    if len(meta.issuers) > _ISSUERS:
        issuers = say.say("issuers", text=issuers, n=len(meta.issuers))
    facts = [meta.number, issuers]
    facts += [f"{say.names.get('date', kind)} {date}" for kind, date in sorted_dates(document, say.names)]
    facts += [meta.status]
    if document.parts > 1:
        facts.append(say.names.word("part", part=document.part, parts=document.parts))
    known = say.say("comma_wide").join(fact for fact in facts if fact)
    text = say.say("source", name=name, title=_name(document, say))
    return text + (say.say("brackets", text=known) if known else "")


def _legend(regime: str, say: Words) -> Paragraph:
    """The legend as runs that look like what they explain."""
    if regime == "version":
        return (
            Run(say.say("legend")),
            Run(say.say("legend_inserted"), "inserted"),
            Run(say.say("legend_comma")),
            Run(say.say("legend_deleted"), "deleted"),
            Run(say.say("legend_elided")),
        )
    return (
        Run(say.say("legend")),
        Run(say.say("legend_value"), "value"),
        Run(say.say("legend_comma")),
        Run(say.say("legend_own"), "own"),
        Run(say.say(f"legend_{regime}")),
    )


def _preface(comparison: Comparison, say: Words, full: bool) -> tuple[str, ...]:
    """Wordings that were replaced throughout, and what that means for the table."""
    if comparison.regime != "version" or not comparison.replacements:
        return ()
    listing = say.say("semicolon").join(
        say.say("replaced", left=r.left, right=r.right, n=r.count) for r in comparison.replacements
    )
    return (say.say("replaced_throughout" if not full else "replaced_listed", list=listing),)
