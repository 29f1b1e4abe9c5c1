"""The table of tasks: what is to be done, who leads, who answers for it, by when; a row for each mention of units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..findings import Task
from ..model import Document
from .dates import times
from .responsible import Statement, responsible_data

_MOST = 80  # characters of a task's text in its row; its span covers all of it


def tasks_of(document: Document, year: int | None, mentions: Mapping[str, Sequence[Statement]]) -> list[Task]:
    """Rows in reading order. mentions: of responsible units by section. A task is the text from the mention before it,
    or from the start of its section; where a section has one mention its heading names the task."""
    found: list[Task] = []
    for section in document.sections:
        begin = section.start
        here = mentions[section.id]
        for mention in here:
            text = document.text[begin : mention.start]
            named = section.heading if len(here) == 1 and section.heading else ""
            words = "".join(text.split()).lstrip("。；;，,）)").rstrip("（(【")
            if len(words) < 4:
                begin = mention.end
                continue
            shown = "".join(named.split()) or _first(words)
            low = begin + len(text) - len(text.lstrip(" \n\t　。；;，,）)"))
            high = begin + len(text.rstrip(" \n\t　（(【"))
            near = document.text[begin : min(section.end, mention.end + 40)]
            found.append(Task(shown, low, high, section.id, mention.units, _deadline(near, year)))
            begin = mention.end
    return found


def _first(words: str) -> str:
    sentence = re.split(r"[。；;]", words, maxsplit=1)[0]
    return sentence if len(sentence) <= _MOST else sentence[: _MOST - 1] + "…"


def _deadline(text: str, year: int | None) -> str:
    """The date behind 完成时限：, else the last date by which something in the text is due."""
    flat = "".join(text.split())
    labelled = _label().search(flat)
    found = [time for time in times(labelled[1] if labelled else flat, year) if time.role == "due"]
    ahead = [time for time in found if year is None or time.year >= year]
    return ahead[-1].iso if ahead else ""


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(responsible_data()["deadline_labels"] + r"[:：]([^。；;）)]{2,24})")
