"""Making the tables of the areas that show tables, in a thread, once for what is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from compare.model import Comparison, Document

from . import sheets
from .overview import Overview

if TYPE_CHECKING:
    from compare.writers.tables.model import Table

    from .areas.tables import TablesArea
    from .screen import WorkScreen

_Subject = Comparison | Overview | Document


class Tabling:
    """Gives the areas their tables: of the pair, of all documents or of one."""

    def __init__(self, screen: WorkScreen) -> None:
        self._screen = screen
        self._made: dict[str, _Subject] = {}  # what the tables of an area are of
        self.wants_all = {"targets": False, "report": True}  # rather of all documents than of the pair

    def subject(self, area: str) -> _Subject | None:
        """What the tables of an area would be of."""
        screen = self._screen
        found: list[_Subject | None] = [screen.pair.comparison if screen.pair else None, screen.overview]
        if self.wants_all[area]:
            found.reverse()
        found += [screen.single] if area == "targets" and screen.pair is None else []
        return next((one for one in found if one is not None), None)

    @property
    def has_other(self) -> bool:
        """Whether there are both a pair and all documents to list."""
        screen = self._screen
        return screen.overview is not None and screen.pair is not None and screen.pair.comparison is not None

    def other(self, area: TablesArea) -> bool:
        """Between the pair and all documents; False where there is only one of them."""
        if not self.has_other:
            return False
        self.wants_all[area.name_] = not self.wants_all[area.name_]
        self.ask(area)
        return True

    def again(self) -> None:
        """The report has changed: what was made of it is void."""
        overview = self._screen.overview
        self._made = {area: subject for area, subject in self._made.items() if subject is not overview}

    def ask(self, area: TablesArea) -> None:
        """Have an area show the tables of what is open."""
        subject = self.subject(area.name_)
        if subject is None or self._made.get(area.name_) is subject:
            return
        screen = self._screen
        self._made[area.name_] = subject
        area.show(())
        screen.working(screen.say("making_tables"))

        def work() -> None:
            tables = _tables(area.name_, subject, screen.lang)
            if not get_current_worker().is_cancelled:
                screen.app.call_from_thread(show, tables)

        def show(tables: Sequence[Table]) -> None:
            screen.busy = ""
            if self._made.get(area.name_) is subject:
                area.show(tables)
            screen.refresh_bars()

        screen.run_worker(work, thread=True, exclusive=True, group=f"tables-{area.name_}")


def _tables(area: str, subject: _Subject, lang: str) -> Sequence[Table]:
    if isinstance(subject, Overview):
        return sheets.of_report(subject.report, lang, only_figures=area == "targets")
    if isinstance(subject, Document):
        return sheets.of_document(subject, lang)
    extracted, handed_in = sheets.of_comparison(subject, lang)
    return extracted if area == "targets" else handed_in
