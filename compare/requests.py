"""What a user asked for: one frozen request a command. Types only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """What `bidui diff` was asked for. format, output, session: empty where not given; width: 0, colour: None.
    right: empty with track_changes only."""

    left: str
    right: str
    format: str
    output: str
    force: bool
    regime: str
    left_part: int
    right_part: int
    session: str
    full: bool
    width: int
    colour: bool | None
    exit_code: bool
    t2s: bool = False
    track_changes: bool = False


@dataclass(frozen=True, slots=True)
class OutlineRequest:
    """What `bidui outline` was asked for. format, output, session: empty where not given; width: 0, colour: None."""

    file: str
    format: str
    output: str
    force: bool
    part: int
    session: str
    width: int
    colour: bool | None
    t2s: bool = False


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What `bidui report` was asked for. paths: files, folders, .jsonl files, none with pairs. base, topics,
    knowledge, library, cluster, scratch, format, output: empty where not given; pairs: two folders or none; collection:
    None where it follows from how many documents there are; width: 0, colour: None."""

    paths: tuple[str, ...]
    base: str
    topics: str
    pairs: tuple[str, ...]
    knowledge: str
    no_cache: bool
    library: str
    collection: bool | None
    other_issuers: bool
    cluster: str
    scratch: str
    format: str
    output: str
    force: bool
    full: bool
    width: int
    colour: bool | None


@dataclass(frozen=True, slots=True)
class TuiRequest:
    """What `bidui tui` was asked for. paths: files and folders, maybe none; session, theme, library: empty where not
    given; ambiguous: auto, narrow or wide; port: 0 where not given."""

    paths: tuple[str, ...]
    regime: str
    left_part: int
    right_part: int
    session: str
    theme: str
    ambiguous: str
    library: str
    serve: bool
    port: int


@dataclass(frozen=True, slots=True)
class LibraryRequest:
    """What `bidui library` was asked for. action: one of LIBRARY_ACTIONS. names: paths to add, terms to search for,
    or what to remove; none for list and verify. library, issuer, years, format, output: empty where not given; limit:
    documents quoted, 0 where not given; width: 0, colour: None."""

    action: str
    library: str
    names: tuple[str, ...] = ()
    issuer: str = ""
    years: str = ""
    limit: int = 0
    format: str = ""
    output: str = ""
    force: bool = False
    width: int = 0
    colour: bool | None = None


@dataclass(frozen=True, slots=True)
class TraceRequest:
    """What `bidui trace` was asked for. library, format, output: empty where not given; width: 0, colour: None."""

    file: str
    library: str
    format: str
    output: str
    force: bool
    full: bool
    width: int
    colour: bool | None


LIBRARY_ACTIONS = ("add", "list", "search", "remove", "verify")
Request = DiffRequest | OutlineRequest | ReportRequest | TuiRequest | LibraryRequest | TraceRequest
