"""In which time a passage speaks: of what was achieved or of what is to be, and by when, as its document, its headings
and the sentences before it say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..model import Document, Section
from ..vocabulary import table
from .dates import YEARS, Time, times
from .passages import DIGITS, Passage, passages

_TITLE_RANGE = re.compile(r"(20[0-9]{2})年?(?:[-—–－~～至]+)(20[0-9]{2})年?")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年|[〕\])）】])")
_OPENING = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年|-[0-9]{2}-|\.[0-9]{1,2}\.)")
_PLAN = re.compile(r"十[一二三四五六]五")
_AIMS = re.compile(r"目标|任务|安排|部署|建议|总体要求")
_SHORT = 1500  # characters of a text without genre in which one year in its head holds for all of it
_GOALS = ("objectives", "overall")


@dataclass(frozen=True, slots=True)
class Setting:
    """A passage with its dates.

    past: it tells what was achieved. deadline: inherited from before; source: inherited or document, empty without.
    goals: it stands in a section of goals; rules: the document lays down rules; opening: it stands before the first
    heading. places: the document's own, place: the nearest of them. expected: a list of 预期目标 goes on.
    """

    passage: Passage
    times: tuple[Time, ...]
    past: bool
    deadline: str
    source: str
    goals: bool
    rules: bool
    year: int | None
    places: tuple[str, ...]
    place: str
    opening: bool
    expected: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a whole document. year: it speaks from; deadline: of an annual document or a titled period;
    past: it reports what was done unless it says otherwise; open: whether that may change sentence by
    sentence; flowing: it is a report whose headings do not say where the
    review ends; report: a work report."""

    year: int | None
    deadline: str
    past: bool
    open: bool
    flowing: bool
    report: bool
    rules: bool


def settings(document: Document, frame: Frame) -> Iterator[Setting]:
    """The passages of a document in reading order, each in its setting."""
    place = _own_place(document)
    data = _data()
    past_switch, future_switch = _patterns()
    tense: dict[str, bool | None] = {}
    due: dict[str, str] = {}
    section: Section | None = None
    past, deadline, expected = frame.past, "", False
    running = frame.past
    for passage in passages(document):
        if passage.section is not section:
            section = passage.section
            tense[section.id] = _tense(document, section, frame, tense)
            above = due.get(section.parent or "", "")
            deadline = above
            fixed = tense[section.id]
            past = running if fixed is None else fixed
        found = tuple(times(passage.flat, frame.year))
        if tense[passage.section.id] is None and not frame.report:
            past = frame.past and not passage.flat.startswith(("下一步", "下步"))
        elif tense[passage.section.id] is None:
            running = past = _switched(passage, found, frame, past_switch, future_switch, running)
        elif frame.open and tense[passage.section.id] is False:
            past = _told(passage, found, frame, past)
        inherited = deadline or frame.deadline
        yield Setting(
            passage,
            found,
            past,
            inherited,
            "" if not inherited else "inherited" if deadline else "document",
            any(role in _GOALS for role in passage.section.roles)
            or bool(data["goals_heading"].search(passage.section.heading)),
            frame.rules,
            frame.year,
            document.metadata.places,
            place,
            section.level == 0 and len(document.sections) > 1,
            expected,
        )
        expected = (expected or "预期目标" in passage.flat) and passage.flat.endswith(";")
        deadline = lasting(passage.flat, found, frame.year) or deadline
        due[passage.section.id] = deadline


def lasting(flat: str, found: tuple[Time, ...], year: int | None) -> str:
    """The date that a passage leaves in force: the last that opens one of its phrases and lies ahead."""
    kept = ""
    for time in found:
        before = flat[: time.start].rstrip('"').removesuffix("到").removesuffix("截至")
        opens = time.start > 0 and flat[time.start - 1] in "到至" and flat[time.end : time.end + 1] in ("", ",")
        opens = (
            opens
            or not before
            or before[-1] in ',;:(、-"'
            or before.endswith(("提出", "明确", "今后", "力争", "其中", "通过"))
        )
        if time.role == "due" and time.lasts and opens and (year is None or time.year >= year):
            kept = time.iso
    return kept


def frame_of(document: Document) -> Frame:
    """Year, tense and deadline that a document sets for all its passages."""
    meta, data = document.metadata, table_data()
    reported = meta.genre == "" and bool(_cues().search(document.text[:600]))
    report = meta.genre == "政府工作报告" or reported
    annual = meta.genre in data["annual_genres"] or reported
    year = _year_of(document, annual, reported)
    past = meta.genre in data["past_genres"] or report or bool(_cues("past_titles").search(meta.title))
    reviewed = any(s.level <= 1 and _data()["past_heading"].search(s.heading) for s in document.sections)
    rules = meta.genre in data["rule_genres"] or _by_articles(document)
    return Frame(year, _deadline_of(document, annual, year), past, past, report and not reviewed, report, rules)


def _year_of(document: Document, annual: bool, reported: bool) -> int | None:
    """The year a document speaks from: an annual one names it in title or headings, others are dated."""
    meta = document.metadata
    titled = _title_years(document)
    dated = [int(date[:4]) for name in ("issued", "published", "effective") if (date := meta.date(name))][:1]
    numbered = [int(y) for y in _YEAR.findall(meta.number)]
    headed = _heading_years(document)
    found = titled or headed or dated or numbered if annual else dated or numbered or titled or headed
    found = [y for y in found if y in YEARS] or [
        y for y in map(int, _OPENING.findall(document.text[:300])) if y in YEARS
    ][:1]
    if reported and not found:
        found = _told_years(document)
    if not found:
        return None
    return max(found) if annual and headed else found[0]


def _title_years(document: Document) -> list[int]:
    """Years of a title; of a period the first, as it speaks from there."""
    period = _TITLE_RANGE.search(document.metadata.title)
    if period:
        return [int(period[1])]
    return [int(y) for y in _YEAR.findall(document.metadata.title + "年")]


def _deadline_of(document: Document, annual: bool, year: int | None) -> str:
    """By when everything is due unless a passage says otherwise: the end of the titled period, or the year itself."""
    meta = document.metadata
    title = f"{meta.title} {meta.outer_title}"
    period = _TITLE_RANGE.search(title)
    plan = _PLAN.search(meta.title)
    if period and int(period[2]) in YEARS:
        return period[2]
    if plan and ("规划" in title or "纲要" in title or "计划" in title):
        return next((t.iso for t in times(f'"{plan.group()}"', year)), "")
    if not year:
        return ""
    titled = [year] == _title_years(document) and meta.genre not in table_data()["rule_genres"]
    short = meta.genre == "" and len(document.text) <= _SHORT and not _several_years(document.text)
    return str(year) if annual or titled or short else ""


def _own_place(document: Document) -> str:
    """The place that issuer and title end on (上海市青浦区: 青浦区), empty where they name none."""
    said = f"{document.metadata.title} {' '.join(document.metadata.issuers)}"
    named = [(said.rfind(place) + len(place), place) for place in document.metadata.places if place in said]
    return max(named)[1] if named else ""


def _heading_years(document: Document) -> list[int]:
    """Years of headings that speak of work to be done (2010年主要任务), at the top of the outline."""
    found = []
    for section in document.sections:
        if section.level <= 1 and re.search(r"任务|工作|安排|部署|目标|建议|要求", section.heading):
            if not re.search(r"回顾|总结|十.五|成就", section.heading):
                found += [int(y) for y in re.findall(r"(20[0-9]{2}|19[5-9][0-9])年", section.heading)]
            elif "回顾" in section.heading and (y := re.match(r"(20[0-9]{2}|19[5-9][0-9])年", section.heading)):
                found.append(int(y[1]) + 1)
    return found


def _told_years(document: Document) -> list[int]:
    """The year after the one that the first third of a report speaks of most."""
    flat = "".join(document.text[: len(document.text) // 3].split()).translate(DIGITS)
    counts = Counter(int(y) for y in re.findall(r"(?<![0-9])(19[5-9][0-9]|20[0-9]{2})(?=年)", flat))
    return [max(counts, key=lambda y: (counts[y], y)) + 1] if counts else []


def _several_years(text: str) -> bool:
    return len(set(re.findall(r"(?<![0-9])(20[0-9]{2})年", text))) > 1 or bool(
        re.search(r"“十[一二三四五六]五”|未来五年", text)
    )


def _by_articles(document: Document) -> bool:
    articles = sum(section.style == "article" for section in document.sections)
    return articles >= 5 and 2 * articles >= len(document.sections)


def _tense(document: Document, section: Section, frame: Frame, known: dict[str, bool | None]) -> bool | None:
    """Whether a section tells the past; None where its sentences decide."""
    heading = section.heading
    reviews = bool(section.roles) and section.roles[0] in _data()["past_roles"]
    years = [int(y) for y in re.findall(r"(20[0-9]{2}|19[5-9][0-9])年", heading)]
    ahead = bool(frame.year and years and max(years) >= frame.year and "回顾" not in heading)
    if heading and not ahead and (reviews or _data()["past_heading"].search(heading)):
        return True
    if frame.flowing:
        return False if heading and _AIMS.search(heading) else None
    above = known.get(section.parent) if section.parent else None
    if above is not None:
        return above
    if reviews and section.level == 1:
        return True
    undecided = section.level == 0 or not section.roles or document.metadata.genre != "政府工作报告"
    return None if frame.open and undecided else False


def _told(passage: Passage, found: tuple[Time, ...], frame: Frame, now: bool) -> bool:
    """A section on what is to come may tell first what a past period brought: until a date ahead."""
    opening = [time for time in found if time.start <= 4 and time.role == "due" and frame.year is not None]
    if opening and opening[0].plan:
        return frame.year is not None and opening[0].year < frame.year
    return (
        now
        and not (opening and frame.year is not None and opening[0].year >= frame.year)
        and not _patterns()[1].search(passage.flat)
    )


def _switched(
    passage: Passage, found: tuple[Time, ...], frame: Frame, past: re.Pattern[str], future: re.Pattern[str], now: bool
) -> bool:
    """The tense after the opening of a passage, where headings do not settle it."""
    opening = passage.flat[:24]
    if past.search(opening):
        return True
    if future.search(passage.flat):
        return False
    for time in found:
        if time.start <= 4 and time.role == "due" and time.lasts and frame.year is not None:
            return time.year < frame.year
    return now


@lru_cache(maxsize=4)
def _cues(name: str = "report_cues") -> re.Pattern[str]:
    return re.compile(table_data()[name])


@lru_cache(maxsize=1)
def table_data() -> dict[str, Any]:
    """The words of targets.json."""
    found: dict[str, Any] = table("targets.json")
    return found


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data = table_data()
    return {
        "past_heading": re.compile(data["past_headings"]),
        "past_roles": frozenset(data["past_roles"]),
        "goals_heading": re.compile(r"目标|指标|愿景"),
    }


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table_data()
    return re.compile(data["past_switch"]), re.compile(data["future_switch"])
