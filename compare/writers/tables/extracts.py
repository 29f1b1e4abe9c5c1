"""The tables of what was extracted: targets and benefits of both documents, changes of wording, tasks.

What is counted in another way stands beside, never together, and is flagged; a side without is 未提及.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence

from ...findings import Benefit, Named, Target, Task, WordingChange
from ...model import Document
from ..inline import plain as shown_text
from .blocks import Pair
from .model import Cell, Column, Paragraph, Row, Run, Table, plain
from .quoting import marked, path
from .words import Words

_SAID = ("binding", "expected", "strive", "ensure")  # modalities worth a word beside a target
_WIDTHS = {
    "targets": {"number": 5, "indicator": 14, "left": 25, "right": 25, "relation": 9, "note": 12},
    "benefits": {"number": 5, "benefit": 17, "left": 27, "right": 27, "relation": 9},
    "wording": {"number": 5, "words": 13, "change": 8, "left_text": 31, "right_text": 31},
    "tasks": {
        "number": 5, "side": 8, "place": 10, "task": 25, "lead": 10, "responsible": 14, "cooperating": 11,
        "deadline": 8,
    },
}  # fmt: skip


def extracts(pair: Pair, words: Words, sides: tuple[str, str]) -> tuple[Table, ...]:
    """Those of the tables targets, benefits, wording and tasks that have rows. sides: what the main table calls the
    documents."""
    rows = {
        "targets": _targets(pair, words, sides),
        "benefits": _benefits(pair, words, sides),
        "wording": _wording(pair, words),
        "tasks": _tasks(pair, words, sides),
    }
    tables = (_table(key, tuple(_numbered(found)), words, sides) for key, found in rows.items())
    return tuple(table for table in tables if table.rows)


def extracts_of(document: Document, words: Words) -> tuple[Table, ...]:
    """Targets, benefits and tasks of one document, those that it has."""
    found = document.findings
    rows: dict[str, Iterator[tuple[Cell, ...]]] = {
        "targets": ((plain(one.indicator), _cell([target(document, one, words)], words)) for one in found.targets),
        "benefits": ((plain(one.item), _cell([benefit(document, one, words)], words)) for one in found.benefits),
        "tasks": (_task_cells(document, one, words) for one in found.tasks),
    }
    widths = {"targets": ("indicator", "text"), "benefits": ("benefit", "text"), "tasks": (*_WIDTHS["tasks"],)[2:]}
    tables = []
    for key, cells in rows.items():
        columns = tuple(
            Column(name, words.say(f"list_{name}"), _WIDTHS[key].get(name, 50)) for name in ("number", *widths[key])
        )
        tables.append(Table(key, words.say(f"sheet_{key}"), columns, tuple(_numbered(cells))))
    return tuple(table for table in tables if table.rows)


def _table(key: str, rows: tuple[Row, ...], words: Words, sides: tuple[str, str]) -> Table:
    columns = tuple(
        Column(name, words.say(f"list_{name}", side=sides[name.startswith("right")]), width)
        for name, width in _WIDTHS[key].items()
    )
    return Table(key, words.say(f"sheet_{key}"), columns, rows, (words.say(f"note_{key}"),))


def _numbered(rows: Iterator[tuple[Cell, ...]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        yield Row((plain(str(number)), *cells))


# ---- targets and benefits


def _targets(pair: Pair, words: Words, sides: tuple[str, str]) -> Iterator[tuple[Cell, ...]]:
    left, right = pair.documents
    for row in pair.comparison.tables.targets:
        one = [left.findings.targets[i] for i in row.left]
        other = [right.findings.targets[j] for j in row.right]
        names = dict.fromkeys(targets[0].indicator for targets in (one, other) if targets)
        yield (
            plain("\n".join(names)),
            _cell([target(left, found, words) for found in one], words),
            _cell([target(right, found, words) for found in other], words),
            plain(relation_said(row.relation, sides[not one], words)),
            plain(row.note),
        )


def target(document: Document, found: Target, words: Words) -> Paragraph:
    """A target as a quotation: the number of its section, its words, by when and how firmly."""
    return _quoted(document, found, target_facts(found, words), words)


def target_facts(found: Target, words: Words) -> str:
    """By when, from what base, how firmly; empty where the document says nothing of it."""
    facts = [due(found.deadline, words, found.deadline_from), _base(found, words)]
    facts += [words.names.get("modality", found.modality)] if found.modality in _SAID else []
    return words.say("comma_wide").join(fact for fact in facts if fact)


def due(deadline: str, words: Words, origin: str = "stated") -> str:
    """A deadline (YYYY, YYYY-MM or YYYY-MM-DD) as it is read, and where it is from if not from the words themselves."""
    if not deadline:
        return ""
    year, month, day = (int(part) for part in (deadline + "-0-0").split("-")[:3])
    code = "day" if day else "month" if month else "year"
    if day and day == monthrange(year, month)[1]:  # 2027年底, 6月底
        code = "year_end" if month == 12 else "month_end"
    text = words.say(code, y=year, m=month, d=day)
    return words.say(f"due_{origin}", text=text) if origin in ("inherited", "document") else text


def _base(found: Target, words: Words) -> str:
    base = found.base
    if base is None:
        return ""
    when = words.say("year", y=base.year) if base.year else base.period
    parts = [part for part in (when, base.value, base.ref) if part]
    return words.say("base", text=words.listed(parts)) if parts else ""


def _benefits(pair: Pair, words: Words, sides: tuple[str, str]) -> Iterator[tuple[Cell, ...]]:
    left, right = pair.documents
    for row in pair.comparison.tables.benefits:
        one = [left.findings.benefits[i] for i in row.left]
        other = [right.findings.benefits[j] for j in row.right]
        names = dict.fromkeys(found[0].item for found in (one, other) if found)
        yield (
            plain("\n".join(names)),
            _cell([benefit(left, found, words) for found in one], words),
            _cell([benefit(right, found, words) for found in other], words),
            plain(relation_said(row.relation, sides[not one], words)),
        )


def benefit(document: Document, found: Benefit, words: Words) -> Paragraph:
    """A benefit as a quotation: the number of its section, its words, how often, for whom."""
    return _quoted(document, found, benefit_facts(found, words), words)


def benefit_facts(found: Benefit, words: Words) -> str:
    """How often and for whom."""
    facts = [found.per, words.say("for_whom", text=found.beneficiary) if found.beneficiary else ""]
    return words.say("comma_wide").join(fact for fact in facts if fact)


def _quoted(document: Document, found: Target | Benefit, said: str, words: Words) -> Paragraph:
    place = path(document, document.by_id[found.section], words)
    lead = Run(f"【{place}】", "note", (document, found.start, found.end))
    runs = [lead, Run(shown_text(document, found.start, found.end))]
    return tuple(runs + ([Run(words.say("brackets", text=said), "note")] if said else []))


def _cell(quotations: Sequence[Paragraph], words: Words) -> Cell:
    return Cell(tuple(quotations) or ((Run(words.say("absent"), "note"),),))


def relation_said(relation: str, side: str, words: Words) -> str:
    """How the two sides of a row stand to each other. side: the one that has it, where one alone does."""
    if relation == "one_side":
        return words.say("alone", side=side)
    return words.say("relation_same") if relation == "same" else words.names.get("relation", relation)


# ---- wording


def _wording(pair: Pair, words: Words) -> Iterator[tuple[Cell, ...]]:
    left, right = pair.documents
    for change in pair.comparison.tables.wording:
        yield (
            plain(turned(change, words)),
            plain(words.names.get("change", change.change)),
            _clause(left, change.left_clause, change.left, words),
            _clause(right, change.right_clause, change.right, words),
        )


def turned(change: WordingChange, words: Words) -> str:
    """The word that became another: 力争 → 确保."""
    one, other = (name.text if name else words.say("no_word") for name in (change.left, change.right))
    return words.say("turned", left=one, right=other)


def _clause(document: Document, index: int, name: Named | None, words: Words) -> Cell:
    """A clause with its section's number, the word that changed marked."""
    clause = document.clauses[index]
    place = path(document, document.by_id[clause.section], words)
    marks = [(name.start, name.end, "value")] if name else []
    runs = marked(document, clause.start, clause.end, marks)  # type: ignore[arg-type]
    return Cell(((Run(f"【{place}】", "note", (document, clause.start, clause.end)), *runs),))


# ---- tasks


def _tasks(pair: Pair, words: Words, sides: tuple[str, str]) -> Iterator[tuple[Cell, ...]]:
    for document, side in zip(pair.documents, sides, strict=True):
        for task in document.findings.tasks:
            yield plain(side), *_task_cells(document, task, words)


def _task_cells(document: Document, task: Task, words: Words) -> tuple[Cell, ...]:
    place, text, *units = _task(document, task, words)
    lead = Run(place, "plain", (document, task.start, task.end))
    return Cell(((lead,),)), *(plain(said) for said in (text, *units))


def _task(document: Document, task: Task, words: Words) -> tuple[str, ...]:
    units = task.responsible
    groups = (units.lead, units.responsible, units.cooperating)
    place = path(document, document.by_id[task.section], words)
    named = (words.listed(unit.text for unit in group) for group in groups)
    return place, task.task, *named, due(task.deadline, words)
