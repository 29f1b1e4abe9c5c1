"""The whole order of a report on one page: from paths to a frozen Report.

collect → read (cache, processes) → user's knowledge → copies → families → passages → versions → matrix and clustering
→ shared clauses → distinctive measures → dimensions, checks → coverage, folder pairs → targets, benefits → Report
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import ReadError
from ..options import Options
from ..report import Coverage, Entry, Failure, Family, Report
from ..vocabulary import role_names
from . import copies, knowledge, versions
from .cache import Cache
from .checks import run_checks
from .collect import Input, collect
from .coverage import cover
from .dimensions import role_rows, topic_rows
from .distinctive import distinctive_measures
from .figures import figure_rows
from .folders import pair_folders
from .knowledge import Knowledge
from .matrix import make_matrix, make_weights
from .naming import core_of, date_of, issuer_of, place_of, title_of
from .passages import MOST, find_passages
from .reading import Progress, Reading, read_all
from .shared import Head, frequent_clauses, shared_rows
from .sheet import Sheet

_ISSUED = ("issued", "given")  # dates that a re-post keeps
MEASURES = 30  # distinctive measures kept a family


@dataclass(frozen=True, slots=True)
class Task:
    """What a report is asked for. paths: files, folders and .jsonl files. base: the superior document, topics,
    knowledge: files of the user's, pairs: two folders; empty where there are none. only: of the documents that are
    found, those with these paths; all where empty. workers: processes, 0 for one a processor."""

    paths: tuple[str, ...]
    base: str = ""
    topics: str = ""
    pairs: tuple[str, ...] = ()
    knowledge: str = ""
    cached: bool = True
    workers: int = 0
    only: tuple[str, ...] = ()


def survey(task: Task, options: Options | None = None, progress: Progress | None = None) -> Report:
    """The report on all documents that the paths name.

    Raises ReadError where a path is not there, or nothing among the documents can be read.
    """
    options = options or Options()
    paths = tuple(filter(None, (*task.paths, *task.pairs, task.base)))
    known = knowledge.load(knowledge.find(paths, task.knowledge), task.topics)
    inputs, failures = collect(paths)
    if task.only:
        inputs, failures = type(inputs)(item for item in inputs if item.path in task.only), ()
    reading = _read(inputs, task, progress)
    if not reading.sheets:
        raise _nothing([*failures, *reading.failures], paths)
    reading = replace(reading, sheets=tuple(knowledge.apply(sheet, known) for sheet in reading.sheets))
    return _report(reading, (*failures, *reading.failures), known, task, options)


def _read(inputs: Sequence[Input], task: Task, progress: Progress | None) -> Reading:
    cache = Cache() if task.cached else None
    try:
        return read_all(inputs, cache, task.workers, progress)
    finally:
        if cache:
            cache.close()


def _nothing(failures: Sequence[Failure], paths: Sequence[str]) -> ReadError:
    first = failures[0] if failures else None
    return ReadError(
        f"没有可读的文件。{first.path}：{first.reason}" if first else "里面没有文件。",
        f"nothing can be read. {first.path}: {first.reason_en}" if first else "there are no files in it.",
        path="" if first else "、".join(paths),
        advice_zh="请给出公文所在的文件或文件夹。",
        advice_en="Name files or folders with documents.",
    )


def _report(reading: Reading, failures: Sequence[Failure], known: Knowledge, task: Task, options: Options) -> Report:
    sheets, inputs = reading.sheets, reading.inputs
    dates = [date_of(sheet, item) for sheet, item in zip(sheets, inputs, strict=True)]
    years = [date[:4] if name in _ISSUED else "" for date, name in dates]
    likely = copies.candidates([sheet.sketch for sheet in sheets])
    likeness = copies.compare_bodies(copies.bodies_of(sheets, years, likely), likely)
    members = [_in_order(group, sheets, dates) for group in copies.group(len(sheets), likeness)]
    families = tuple(
        Family(f"F{number}", tuple(group), tuple(_share(group[0], one, likeness) for one in group))
        for number, group in enumerate(members, 1)
    )
    family_of = {document: number for number, group in enumerate(members) for document in group}
    entries = tuple(
        _entry(sheet, item, dates[index], family_of[index], known)
        for index, (sheet, item) in enumerate(zip(sheets, inputs, strict=True))
    )
    everyone = [
        Head(sheet, n, entries[n].place, entries[n].date, core_of(sheet, inputs[n])) for n, sheet in enumerate(sheets)
    ]
    heads = [everyone[n] for n, *_ in members]
    roles = _roles(heads)
    passages = find_passages([head.sheet for head in heads], [head.sheet.keys for head in heads])
    weights = make_weights([head.sheet for head in heads], {role: n for n, role in enumerate(roles)})
    matrix = make_matrix([head.sheet for head in heads], weights, passages, frequent_clauses(heads, MOST))
    between = versions.shares_between(members, likeness)
    linked = versions.find_versions(heads, between, matrix.gross, options)
    groups = versions.groups(len(heads), linked)
    return Report(
        entries=entries,
        failures=tuple(sorted(failures, key=lambda failure: failure.path)),
        families=families,
        versions=linked,
        roles=roles,
        matrix=matrix,
        shared=shared_rows(heads, passages),
        distinctive=distinctive_measures(heads, groups, MEASURES),
        dimensions=(*topic_rows(heads, known.topics), *role_rows(heads, roles)),
        checks=run_checks(heads, matrix, groups),
        coverage=_coverage(task.base, entries, families, options),
        folder_pairs=pair_folders((task.pairs[0], task.pairs[1]), everyone, entries, options) if task.pairs else None,
        knowledge=known.uses,
        figures=figure_rows(heads),
    )


def _coverage(path: str, entries: Sequence[Entry], families: Sequence[Family], options: Options) -> Coverage | None:
    """Uptake of the base document by all families but its own. Raises ReadError where it could not be read."""
    if not path:
        return None
    base = next((entry for entry in entries if Path(entry.path).resolve() == Path(path).resolve()), None)
    if base is None:
        raise ReadError("上级文件没有读出来。", "the superior document could not be read.", path=path)
    return _cover(base.family, entries, families, options)


def _cover(base: int, entries: Sequence[Entry], families: Sequence[Family], options: Options) -> Coverage:
    heads = [family.documents[0] for family in families]
    others = [*heads[:base], *heads[base + 1 :]]
    return cover(heads[base], others, [entry.document for entry in entries], options)


def with_base(report: Report, family: int, options: Options | None = None) -> Report:
    """The same report, which now says who took up each item of a family's document."""
    return replace(report, coverage=_cover(family, report.entries, report.families, options or Options()))


def _in_order(group: Sequence[int], sheets: Sequence[Sheet], dates: Sequence[tuple[str, str]]) -> list[int]:
    """Copies with the one in front that speaks for them: that says most of itself and has most sections."""

    def rank(index: int) -> tuple[int, int, int]:
        document = sheets[index].document
        meta = document.metadata
        said = sum(map(bool, (meta.title, meta.issuers, meta.number, dates[index][0])))
        return -said, -len(document.sections), index

    head = min(group, key=rank)
    return [head, *(index for index in group if index != head)]


def _share(one: int, two: int, likeness: dict[tuple[int, int], copies.Likeness]) -> float:
    if one == two:
        return 1.0
    found = likeness.get((min(one, two), max(one, two)))
    return found.share if found else 1.0  # copies of a copy: their bodies have one sketch


def _entry(sheet: Sheet, item: Input, date: tuple[str, str], family: int, known: Knowledge) -> Entry:
    issuer = issuer_of(sheet, item)
    named = knowledge.issuer_name(issuer, known)
    return Entry(
        path=item.path,
        document=sheet.document,
        title=title_of(sheet, item),
        issuer=named,
        place=place_of(sheet, item) if named == issuer else named,
        date=date[0],
        date_from=date[1],
        family=family,
        characters=len(sheet.key),
        formula=int(sheet.ritual.sum()),
    )


def _roles(heads: Sequence[Head]) -> tuple[str, ...]:
    """Roles that occur, in the order of the role table."""
    seen = {section.roles[0] for head in heads for section in head.sheet.document.sections if section.roles}
    known = [role for role in role_names("zh") if role in seen]
    return (*known, *sorted(seen - set(known)))
