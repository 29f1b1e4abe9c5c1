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
        self._paths: tuple[str, ...] = ()
        self._entries: list[Entry] = []
        self._chosen: list[str] = []
        self._recent: list[Recent] = []
        self._done = 0
        self._complete = False
        self._width = 0
        self._stop = threading.Event()

    def compose(self) -> ComposeResult:
        yield Static("", id="recent-title")
        yield OptionList(id="recent")
        yield Static("", id="files-title")
        yield DataTable(cursor_type="row", id="files-table")
        yield Static("", id="files-hint")

    # ---- what is shown

    @property
    def listed(self) -> tuple[str, ...]:
        """The files and folders that are listed."""
        return self._paths

    @property
    def has_listing(self) -> bool:
        """Whether there is something to go back to."""
        return self._listing is not None

    def list_paths(self, paths: Sequence[str]) -> None:
        """Show the documents of these files and folders; without any, what was opened lately and this folder."""
        picker = not paths
        self._paths = tuple(paths) or (".",)
        self._recent = self.work.recents.entries() if picker else []
        recent = self.query_one("#recent", OptionList)
        recent.clear_options()
        recent.add_options(self._recent_line(entry) for entry in self._recent)
        recent.highlighted = next((n for n, entry in enumerate(self._recent) if entry.exists), None)
        for ident in ("#recent", "#recent-title"):
            self.query_one(ident).set_class(not self._recent, "hidden")
        self.query_one("#recent-title", Static).update(Content(" " + self.say("recent")))
        folder = paths[0] if len(paths) == 1 else "" if paths else "."
        shown = str(Path(folder).resolve()) if folder else "、".join(Path(p).name for p in paths)
        self.query_one("#files-title", Static).update(Content(" " + self.say("files", folder=shown)))
        self.query_one("#files-hint", Static).update(Content(self.say("files_hint")))
        self._listing = listing(list(paths) or ["."], recursive=not picker)
        self._entries, self._done, self._complete = [], 0, False
        self._fill()
        self._parse(self._listing)

    def _recent_line(self, entry: Recent) -> Option:
        names = " ⇄ ".join(Path(path).name for path in entry.paths)
        gone = "" if entry.exists else " " + self.say("gone")
        return Option(
            Content(layout.printable(f" {names}  {entry.time[:16].replace('T', ' ')}{gone}")), disabled=not entry.exists
        )

    def on_resize(self) -> None:
        if self._listing is not None and self.size.width != self._width:
            self._fill()

    def _fill(self) -> None:
        """The table anew: the width or the list has changed."""
        self._width = self.size.width
        table = self._table
        at = table.cursor_row
        table.clear(columns=True)
        for name, size in self._sizes().items():
            table.add_column("" if name == "mark" else self.say(f"column_{name}"), width=size, key=name)
        for entry in self._entries:
            table.add_row(*self._cells(entry), key=entry.path)
        if self._listing is not None and self._complete:
            self._add_left_out(self._listing)
        if table.row_count:
            table.move_cursor(row=min(at, table.row_count - 1))

    def _sizes(self) -> dict[str, int]:
        """Columns and their cells: the title takes what the others leave."""
        width = max(60, self._width or 100)
        sizes = {"mark": 2, "file": 30 if width >= 140 else 20, "title": 0}
        if width >= 96:
            sizes["issuer"] = 24 if width >= 150 else 16
        if width >= 120:
            sizes["number"] = 20
        sizes |= {"date": 10, "sections": 4, "size": 7}
        sizes["title"] = max(16, width - sum(sizes.values()) - 2 * len(sizes) - 2)
        return sizes

    @property
    def _table(self) -> DataTable[Content]:
        return self.query_one("#files-table", DataTable)

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
        for entry in batch:
            self._entries.append(entry)
            self._table.add_row(*self._cells(entry), key=entry.path)
        self._done += len(batch)
        if last:
            self._complete = True
            self._add_left_out(found)
        self.work.refresh_bars()

    def _add_left_out(self, found: Listing) -> None:
        """Files that are not read, each with the reason."""
        for left_out in found.left_out:
            cells = {"mark": "×", "file": left_out.name, "title": left_out.reason[self.work.lang]}
            self._table.add_row(*self._row(cells), key=left_out.path)

    def _cells(self, entry: Entry) -> list[Content]:
        if entry.error:
            return self._row({"mark": "×", "file": entry.name, "title": entry.error[self.work.lang]})
        chosen = self._chosen.index(entry.path) if entry.path in self._chosen else -1
        cells = {
            "mark": self.work.names.side(chosen == 0) if chosen >= 0 else "",
            "file": entry.name,
            "title": entry.title,
            "issuer": "、".join(entry.issuers),
            "number": entry.number,
            "date": entry.date,
            "sections": str(entry.sections).rjust(4),
            "size": str(entry.characters).rjust(7),
        }
        return self._row(cells)

    def _row(self, cells: dict[str, str]) -> list[Content]:
        sizes = self._sizes()
        dots = "." if self.work.ambiguous == 2 else "…"
        return [
            Content(layout.printable(layout.truncate(cells.get(name, ""), size, self.work.ambiguous, dots)))
            for name, size in sizes.items()
        ]

    # ---- commands

    @on(OptionList.OptionSelected, "#recent")
    def _on_recent(self, event: OptionList.OptionSelected) -> None:
        entry = self._recent[event.option_index]
        if entry.kind == "pair":
            self.work.keeper.use(entry.session)
            self.work.opening.pair(entry.paths[0], entry.paths[1])
        elif entry.kind == "folder":
            self.list_paths(entry.paths)
        else:
            self.work.opening.single(entry.paths[0])

    @on(DataTable.RowSelected, "#files-table")
    def _on_row(self) -> None:
        self._open_row()

    def do_next_pane(self) -> None:
        recent = self.query_one("#recent", OptionList)
        if recent.has_focus or not self._recent:
            self._table.focus()
        else:
            recent.focus()

    def do_previous_pane(self) -> None:
        self.do_next_pane()

    def do_choose(self) -> None:
        path = self._here
        if path is None:
            return
        if path in self._chosen:
            self._chosen.remove(path)
        else:
            self._chosen = [*self._chosen, path][-2:]
        for entry in self._entries:
            if not entry.error:
                self._table.update_cell(entry.path, "mark", self._cells(entry)[0])

    @property
    def _here(self) -> str | None:
        """The path under the cursor, where it is a readable document."""
        table = self._table
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
            self.work.opening.pair(pair[0], pair[1], (0, 0))
        elif here is not None:
            self.work.opening.single(here)
