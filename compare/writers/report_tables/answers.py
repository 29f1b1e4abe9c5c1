"""How documents answer another: the items of a superior document, and two folders paired document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...report import UPTAKES, Coverage, CoverageItem, FolderPairs, Uptake
from ..inline import plain as shown_text
from ..tables.model import Cell, Column, Paragraph, Run, Table, plain
from ..tables.quoting import short
from .reported import Reported, cell, count, share

_ASKED = 100  # characters of an item that a text document quotes
_QUOTED = 70  # and of what answers it, of which it quotes the first section


def uptakes(made: Reported, coverage: Coverage) -> Table:
    """How many items each document took up in which way."""
    counted: dict[int, Counter[str]] = {number: Counter() for number in coverage.documents}
    for item in coverage.items:
        for uptake in item.uptakes:
            counted[uptake.document][uptake.how] += 1
    columns = (made.column("document"), *(Column(how, _how(made, how), 7, 5, "count") for how in UPTAKES))
    rows = ((plain(made.named(n)), *(count(counted[n][how]) for how in UPTAKES)) for n in coverage.documents)
    return made.table("uptakes", columns, rows, (_about(made, "about_uptakes", coverage),))


def items(made: Reported, coverage: Coverage) -> Table:
    """Items of the superior document against documents: in what way, why, and the words."""
    notes = (_about(made, "about_coverage", coverage), "" if made.whole else made.say("about_cut"))
    if made.wide:
        rows = (
            (str(number), _asked(made, item), made.named(uptake.document), _answer(made, uptake))
            for number, item in enumerate(coverage.items, 1)
            for uptake in item.uptakes
        )
        return made.table("coverage", ("number", "item", "document", "text"), rows, notes)
    families = [made.report.entries[number].family for number in coverage.documents]
    columns = (made.column("number"), made.column("item"), *made.beside(28, 13, families))
    beside = (
        (plain(str(number)), _asked(made, item), *(_answer(made, uptake) for uptake in item.uptakes))
        for number, item in enumerate(coverage.items, 1)
    )
    return made.table("coverage", columns, beside, notes, 2)


def _about(made: Reported, code: str, coverage: Coverage) -> str:
    return made.say(code, base=made.report.entries[coverage.base].title, n=len(coverage.items))


def _how(made: Reported, how: str) -> str:
    return made.words.names.get("report", f"uptake_{how}")


def _asked(made: Reported, item: CoverageItem) -> Cell:
    """The heading and the text of an item, its number before them."""
    document = made.report.entries[item.quote.document].document
    section = made.report.section(item.quote)
    body = min(max(section.body, item.quote.start), item.quote.end) if section else item.quote.start
    head = shown_text(document, item.quote.start, body)
    text = shown_text(document, body, item.quote.end)
    text = text if made.whole else short(text, _ASKED, inner=False)
    where = made.where(item.quote)
    lead = [] if head.startswith(where) else [Run(f"【{where}】", "note")]
    lead += [Run(head, "heading")] if head else []
    return cell(filter(None, (tuple(lead), (Run(text),) if text else ())))


def _answer(made: Reported, uptake: Uptake) -> Cell:
    paragraphs: list[Paragraph] = [(Run(_how(made, uptake.how), "heading" if uptake.quotes else "note"),)]
    reasons = [made.say(f"reason_{what}", base=base, own=own) for what, base, own in uptake.reasons]
    if reasons:
        said = made.words.listed(reasons, between="semicolon")
        paragraphs[0] += (Run(made.say("brackets", text=said), "note"),)
    shown = uptake.quotes if made.whole else uptake.quotes[:1]
    paragraphs += (made.quoted(quote, most=_QUOTED) for quote in shown)
    if len(shown) < len(uptake.quotes):
        paragraphs.append((Run(made.say("of_total", n=len(uptake.quotes)), "note"),))
    return cell(paragraphs)


# ---- folders


def folder_pairs(made: Reported, found: FolderPairs) -> Table:
    """Documents of two folders beside their counterparts."""
    columns = (
        "number", Column("left", found.left, 24, 14), Column("right", found.right, 24, 14), "regime", "similarity",
        "structure", "changed", "added", "dropped",
    )  # fmt: skip
    rows = (
        (
            str(number),
            made.report.entries[pair.left].title,
            made.report.entries[pair.right].title,
            made.words.names.get("regime", pair.regime),
            share(pair.similarity),
            share(pair.structure),
            count(pair.changed),
            count(pair.added),
            count(pair.dropped),
        )
        for number, pair in enumerate(found.pairs, 1)
    )
    return made.table("folder_pairs", columns, rows)


def folder_values(made: Reported, found: FolderPairs) -> Table:
    """Values that changed between a document and its counterpart."""
    return made.table("folder_values", ("number", "title", "values", "left_text", "right_text"), _values(made, found))


def _values(made: Reported, found: FolderPairs) -> Iterator[tuple[Cell | str, ...]]:
    for number, pair in enumerate(found.pairs, 1):
        for left, right, values in pair.values:
            title = made.report.entries[pair.right].title
            yield str(number), title, values, cell([made.quoted(left)]), cell([made.quoted(right)])


def folder_alone(made: Reported, found: FolderPairs) -> Table:
    """Documents without a counterpart."""
    rows = [
        (made.say(code), made.report.entries[number].title, made.path(made.report.entries[number].path))
        for code, numbers in (("only_left_folder", found.left_only), ("only_right_folder", found.right_only))
        for number in numbers
    ]
    return made.table("folder_alone", ("name", "title", "path"), rows)
