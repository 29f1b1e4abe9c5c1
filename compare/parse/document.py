"""One text becomes a Document: parts, envelope, headings, sections, roles, clauses, in that order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..corrections import Corrections, lost_note
from ..errors import ReadError
from ..model import Document, Item, Layout, Metadata, Region, Section
from ..vocabulary import table
from .contents import find_contents
from .corrected import correct_headings, correct_roles
from .envelope import find_envelope
from .flow import Flow, make_flow
from .formatted import Formatted, contents_of, fields_end, formatted, heads_in, outside, take_title, with_styled
from .markers import candidates
from .metadata import read_metadata
from .outline import Heading, find_headings, lead_headings
from .parts import find_parts
from .roles import assign_roles
from .segment import segment
from .signs import Envelope

_LEAD_PARENT = re.compile(r"(?:原则|目标|定位|愿景|理念)(?:和[^，。]{2,8})?$")
_NONE = Corrections()
_PLAIN = Layout()
_NEWS_SHARE = 0.0015  # speaker verbs per character from which an unnumbered text is a news story


def understand(
    text: str,
    path: str = "",
    part: int = 0,
    encoding: str = "utf-8",
    corrections: Corrections = _NONE,
    layout: Layout = _PLAIN,
) -> Document:
    """Document of a text as read (line feeds, no BOM). part: which document of the file, from 1; 0 takes the
    longest. corrections: made by hand; those whose place is not in the body are named in the notes. layout: what the
    file's format says of the text. Raises ReadError where there is no such part."""
    flow = make_flow(text)
    known = formatted(flow, layout)
    ranges = _ranges(flow.text, known)
    record, records = layout.record
    part = 0 if record else part
    if part > len(ranges):
        raise ReadError(
            f"没有第 {part} 部分，全文共 {len(ranges)} 个文件。",
            f"there is no part {part}; the file holds {len(ranges)}.",
            path=path,
        )
    index = part - 1 if part else max(range(len(ranges)), key=lambda i: ranges[i][1] - ranges[i][0])
    low, high = ranges[index]
    contents = contents_of(flow.text, known, low, high) or find_contents(flow.text, low, high)
    skip = [contents] if contents else []
    seen = outside(candidates(flow.text), known)
    rough = find_headings(flow.text, low, high, skip, seen)
    begin = fields_end(known, low)
    heads = heads_in(flow.text, known, begin, high)
    rough = with_styled(flow.text, (begin, high), rough, heads)
    starts = [h.start for h in rough if not h.item and h.style.name not in ("box", "dash")]
    env = find_envelope(flow.text, low, high, starts, contents, begin)
    take_title(flow.text, env, known)
    metadata = read_metadata(flow.text, env, flow.text[low : env.body[1]])
    headings = find_headings(flow.text, *env.body, seen=seen)
    metadata = _news(flow.text, env, metadata, headings)
    if metadata.genre == table("metadata.json")["news"]["genre"]:
        headings = []
    headings = _with_leads(flow.text, env, with_styled(flow.text, env.body, headings, heads))
    headings, lost = correct_headings(text, flow, env.body, headings, corrections, seen)
    sections, items = _sections(text, flow, env, headings)
    fixed, lost_roles = correct_roles(text, sections, corrections)
    sections = assign_roles(text, sections, metadata.genre, fixed)
    lost += lost_roles
    regions = _regions(text, flow, env, sections, (low, high), known.notes)
    return Document(
        path=path,
        text=text,
        metadata=metadata,
        regions=regions,
        sections=sections,
        items=items,
        clauses=segment(text, sections, flow.breaks()),
        encoding=encoding,
        part=record or index + 1,
        parts=records or len(ranges),
        notes=(*layout.notes, *((lost_note(lost),) if lost else ())),
        corrected=bool(corrections),
        layout=layout,
    )


def _ranges(flow: str, known: Formatted) -> list[tuple[int, int]]:
    """Flow ranges of the documents in a file; the footnotes behind them belong to none."""
    ranges = find_parts(flow[: known.notes])
    return ranges if known.notes == len(flow) else [(low, min(high, known.notes)) for low, high in ranges]


def _news(flow: str, env: Envelope, metadata: Metadata, headings: Sequence[Heading]) -> Metadata:
    """News stories and articles: no number, no addressees, hardly any numbering, people who speak."""
    if metadata.number or metadata.addressees or len([h for h in headings if not h.item]) > 2:
        return metadata
    body = flow[slice(*env.body)]
    news = table("metadata.json")["news"]
    spoken = len(re.findall(news["verbs"], body))
    unnamed = metadata.genre == "" and not metadata.issuers
    if spoken >= 3 and spoken >= _NEWS_SHARE * len(body) and (unnamed or not headings):
        return replace(metadata, genre=news["genre"])
    if unnamed and not headings and len(body) > 400:
        return replace(metadata, genre=news["genre"] if spoken >= 3 else "文章")
    return metadata


def _with_leads(flow: str, env: Envelope, headings: list[Heading]) -> list[Heading]:
    """Add paragraphs under principles and objectives whose first sentence is their heading."""
    result = list(headings)
    for index, heading in enumerate(headings):
        if heading.item or not _LEAD_PARENT.search(heading.title.replace(" ", "")):
            continue
        stop = headings[index + 1].start if index + 1 < len(headings) else env.body[1]
        for lead in lead_headings(flow, heading.body, stop):
            result.append(replace(lead, level=max(lead.level, heading.level + 1)))
    return sorted(result, key=lambda h: h.start)


def _sections(
    source: str, flow: Flow, env: Envelope, headings: Sequence[Heading]
) -> tuple[tuple[Section, ...], tuple[Item, ...]]:
    real = [h for h in headings if not h.item]
    low, high = env.body
    text = flow.text
    first = real[0].start if real else high
    sections: list[Section] = []
    if text[low:first].strip():
        begin = low + len(text[low:first]) - len(text[low:first].lstrip())
        sections.append(
            Section("0", 0, "", "", flow.source(begin), flow.source(first), flow.source(begin), style="preamble")
        )
    stack: list[tuple[int, str]] = []
    counts: dict[str, int] = {}
    for index, h in enumerate(real):
        stop = real[index + 1].start if index + 1 < len(real) else high
        while stack and stack[-1][0] >= h.level:
            stack.pop()
        parent = stack[-1][1] if stack else None
        counts[parent or ""] = counts.get(parent or "", 0) + 1
        ident = f"{parent}.{counts[parent]}" if parent else str(counts[""])
        stack.append((h.level, ident))
        body = min(h.body, stop)
        while body < stop and text[body].isspace():
            body += 1
        end = flow.source(stop)
        sections.append(
            Section(
                ident,
                h.level,
                text[h.start : h.mark].strip(),
                h.title,
                flow.source(h.start),
                end,
                min(flow.source(body), end),
                parent,
                h.style.name,
            )
        )
    if sections:
        last = sections.pop()
        tail = last.end
        while tail < len(source) and source[tail].isspace():
            tail += 1
        sections.append(replace(last, end=tail))
    items = []
    for index, h in enumerate(headings):
        if not h.item:
            continue
        stop = headings[index + 1].start if index + 1 < len(headings) else high
        start = flow.source(h.start)
        owner = next((s.id for s in reversed(sections) if s.start <= start), "0")
        items.append(Item(text[h.start : h.mark].strip(), start, flow.source(stop), owner))
    return tuple(sections), tuple(items)


def _regions(
    text: str, flow: Flow, env: Envelope, sections: Sequence[Section], part: tuple[int, int], notes: int
) -> tuple[Region, ...]:
    """Regions in order; with the sections they tile the text. Unnamed stretches take the kind that suits
    their side of the body, blank ones join the region before."""
    body = (sections[0].start, sections[-1].end) if sections else (len(text), len(text))
    low = flow.source(part[0]) if part[0] else 0
    high = flow.source(part[1]) if part[1] < len(flow.text) else len(text)
    behind = flow.source(notes) if notes < len(flow.text) else len(text)
    wanted = [Region("other_part", 0, low)]
    for kind, begin, end in sorted(env.marks, key=lambda mark: mark[1]):
        start, stop = flow.source(begin), flow.source(end)
        wanted += [Region(kind, start, min(stop, body[0])), Region(kind, max(start, body[1]), stop)]
    wanted += [
        Region("metadata", body[0], body[0]),
        Region("other_part", high, behind),
        Region("note", behind, len(text)),
    ]
    result: list[Region] = []
    at = 0
    for region in sorted(wanted, key=lambda r: (r.start, r.end)):
        gap_end = min(region.start, body[0]) if at < body[0] else region.start
        if at < gap_end:
            _append(text, result, "metadata" if at < body[0] else "chrome", at, gap_end)
            at = gap_end
        if at == body[0]:
            at = body[1]
        if max(at, region.start) < region.end:
            _append(text, result, region.kind, max(at, region.start), region.end)
            at = region.end
            if at == body[0]:
                at = body[1]
    if at < len(text):
        _append(text, result, "chrome" if sections else "metadata", at, len(text))
    return tuple(sorted([*result, *flow.furniture], key=lambda r: (r.start, r.end)))


def _append(text: str, regions: list[Region], kind: str, start: int, end: int) -> None:
    adjoining = bool(regions) and regions[-1].end == start
    if adjoining and (not text[start:end].strip() or regions[-1].kind == kind):
        last = regions.pop()
        regions.append(Region(last.kind, last.start, end))
    else:
        regions.append(Region(kind, start, end))
