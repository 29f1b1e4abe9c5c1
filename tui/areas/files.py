"""Area 0: the documents to choose from: those of a folder with their metadata, and what was opened lately."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

from compare.writers import layout

from ..collect import Entry, Listing, entries, listing
from ..colours import Palette
from ..recent import Recent
from .base import Area

_BATCH = 8  # rows that are added to the table at once, so that a large folder does not repaint for each file


class FilesArea(Area):
    """A table of files: parsed one after the other in a thread, any two of them to be compared."""

    name_ = "files"

    def __init__(self) -> None:
        super().__init__()
        self._listing: Listing | None = None
        self._entries: list[Entry] = []
        self._chosen: list[str] = []
        self._recent: list[Recent] = []
        self._done = 0
        self._stop = threading.Event()

    def compose(self) -> ComposeResult:
        yield Static("", id="recent-title")
        yield OptionList(id="recent")
        yield Static("", id="files-title")
        yield DataTable(cursor_type="row", id="files-table")
        yield Static("", id="files-hint")

    # ---- what is shown

    @property
    def has_listing(self) -> bool:
        """Whether there is something to go back to."""
        return self._listing is not None

    def list_paths(self, paths: Sequence[str]) -> None:
        """Show the documents of these files and folders; without any, what was opened lately and this folder."""
        picker = not paths
        self._recent = self.work.recents.entries() if picker else []
        recent = self.query_one("#recent", OptionList)
        recent.clear_options()
        recent.add_options(self._recent_line(entry) for entry in self._recent)
        for ident in ("#recent", "#recent-title"):
            self.query_one(ident).set_class(not self._recent, "hidden")
        self.query_one("#recent-title", Static).update(Content(" " + self.say("recent")))
        folder = paths[0] if len(paths) == 1 else "" if paths else "."
        shown = str(Path(folder).resolve()) if folder else "、".join(Path(p).name for p in paths)
        self.query_one("#files-title", Static).update(Content(" " + self.say("files", folder=shown)))
        self.query_one("#files-hint", Static).update(Content(" " + self.say("files_hint")))
        self._listing = listing(list(paths) or ["."], recursive=not picker)
        self._entries, self._done = [], 0
        self._columns()
        self._parse(self._listing)

    def _recent_line(self, entry: Recent) -> Option:
        names = " ⇄ ".join(Path(path).name for path in entry.paths)
        gone = "" if entry.exists else " " + self.say("gone")
        return Option(
            Content(layout.printable(f" {names}  {entry.time[:16].replace('T', ' ')}{gone}")), disabled=not entry.exists
        )

    def _columns(self) -> None:
        table = self.query_one("#files-table", DataTable)
        table.clear(columns=True)
        room = max(60, self.size.width or 100)
        title = max(20, room - 2 - 22 - 16 - 12 - 12 - 6 - 8 - 14)
        sizes = (
            ("", 2),
            ("file", 20),
            ("title", title),
            ("issuer", 16),
            ("number", 18),
            ("date", 10),
            ("sections", 4),
            ("size", 7),
        )
        for name, size in sizes:
            table.add_column(self.say(f"column_{name}") if name else "", width=size, key=name or "mark")

    def entered(self) -> None:
        focus = "#recent" if self._recent and not self.work.pair else "#files-table"
        self.query_one(focus).focus()

    def set_palette(self, palette: Palette) -> None:
        self.refresh()

    def status(self) -> str:
        if self._listing is None:
            return ""
        total = len(self._listing.files)
        if self._done < total:
            return self.say("parsing", done=self._done, all=total)
        failed = sum(entry.error is not None for entry in self._entries) + len(self._listing.left_out)
        return self.say("parsed", all=total, failed=failed)

    # ---- parsing in a thread

    @work(thread=True, exclusive=True, group="folder")
    def _parse(self, found: Listing) -> None:
        self._stop.set()
        stop = self._stop = threading.Event()
        waiting: list[Entry] = []
        for entry in entries(found, stop=stop):
            waiting.append(entry)
            if len(waiting) >= _BATCH:
                self.app.call_from_thread(self._add, found, waiting)
                waiting = []
        if not stop.is_set():
            self.app.call_from_thread(self._add, found, waiting, True)

    def on_unmount(self) -> None:
        self._stop.set()

    def _add(self, found: Listing, batch: Sequence[Entry], last: bool = False) -> None:
        if found is not self._listing:
            return
        table = self.query_one("#files-table", DataTable)
        for entry in batch:
            self._entries.append(entry)
            table.add_row(*self._cells(entry), key=entry.path)
        self._done += len(batch)
        if last:
            for left_out in found.left_out:
                table.add_row(
                    "×",
                    Content(left_out.name),
                    Content(left_out.reason[self.work.lang]),
                    "",
                    "",
                    "",
                    "",
                    "",
                    key=left_out.path,
                )
        self.work.refresh_bars()

    def _cells(self, entry: Entry) -> list[Content]:
        mark = "×" if entry.error else "√" if entry.path in self._chosen else ""
        if entry.error:
            return [
                Content(mark),
                _cut(entry.name, 20),
                Content(entry.error[self.work.lang]),
                *(Content("") for _ in range(5)),
            ]
        title = self.query_one("#files-table", DataTable).columns
        size = next(column.width for key, column in title.items() if key.value == "title")
        return [
            Content(mark), _cut(entry.name, 20), _cut(entry.title, size), _cut("、".join(entry.issuers), 16),
            _cut(entry.number, 18), Content(entry.date), Content(str(entry.sections).rjust(4)),
            Content(str(entry.characters).rjust(7)),
        ]  # fmt: skip

    # ---- commands

    @on(OptionList.OptionSelected, "#recent")
    def _on_recent(self, event: OptionList.OptionSelected) -> None:
        entry = self._recent[event.option_index]
        if entry.kind == "pair":
            self.work.keeper.use(entry.session)
            self.work.open_pair(entry.paths[0], entry.paths[1])
        elif entry.kind == "folder":
            self.list_paths(entry.paths)
        else:
            self.work.open_single(entry.paths[0])

    @on(DataTable.RowSelected, "#files-table")
    def _on_row(self) -> None:
        self._open_row()

    def do_choose(self) -> None:
        path = self._here
        if path is None:
            return
        if path in self._chosen:
            self._chosen.remove(path)
        else:
            self._chosen = [*self._chosen, path][-2:]
        table = self.query_one("#files-table", DataTable)
        for entry in self._entries:
            if not entry.error:
                number = self._chosen.index(entry.path) if entry.path in self._chosen else -1
                mark = self.work.names.side(number == 0) if number >= 0 else ""
                table.update_cell(entry.path, "mark", Content(mark))

    @property
    def _here(self) -> str | None:
        """The path under the cursor, where it is a readable document."""
        table = self.query_one("#files-table", DataTable)
        if not table.row_count:
            return None
        key = table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value
        return key if any(entry.path == key and not entry.error for entry in self._entries) else None

    def _open_row(self) -> None:
        here = self._here
        pair = [*self._chosen]
        if len(pair) == 1 and here is not None and here != pair[0]:
            pair.append(here)
        if len(pair) == 2:
            self.work.open_pair(pair[0], pair[1], (0, 0))
        elif here is not None:
            self.work.open_single(here)


def _cut(text: str, size: int) -> Content:
    return Content(layout.printable(layout.truncate(text, size)))
