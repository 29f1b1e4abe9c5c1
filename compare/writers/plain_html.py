"""A handout as a plain page: its tables in one file with its own style, nothing else loaded or run."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .archive import legal
from .tables.model import Handout, Mark, Paragraph, Table

_STYLE = (
    "body{font:16px/1.7 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;max-width:90rem;margin:2rem auto;"
    "padding:0 1rem;color:#1d1d1f;background:#fff}h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #c8c8cc;padding:.3rem .5rem;"
    "vertical-align:top;text-align:left;overflow-wrap:anywhere}th{background:#f2f2f4;position:sticky;top:0;"
    "white-space:nowrap}td.count,td.share{text-align:right;white-space:nowrap}td.text,td.quote{min-width:14rem}"
    "td.source{min-width:10rem}td.status,td.section{min-width:4.5rem}"
    "p{margin:.2rem 0}i{color:#595959}@media(prefers-color-scheme:dark){body{background:#17181a;"
    "color:#e6e6e8}th{background:#26282b}th,td{border-color:#45484d}i{color:#a8abb0}}@media print{th{position:static}}"
)
_TAGS: dict[Mark, str] = {"own": "u", "note": "i", "heading": "b", "inserted": "ins", "deleted": "del", "value": "b"}


def render(given: Handout) -> str:
    """A handout as HTML text, extracts before the main table."""
    return "\n".join(_lines(given)) + "\n"


def _lines(given: Handout) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{"en" if given.lang == "en" else "zh-CN"}">'
    yield '<meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_escaped(given.title)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield f"<h1>{_escaped(given.title)}</h1>"
    for line in given.sources:
        yield f"<p>{_escaped(line)}</p>"
    if given.legend:
        yield f"<p><b>{_runs(given.legend)}</b></p>"
    for line in given.preface:
        yield f"<p><i>{_escaped(line)}</i></p>"
    for table in (*given.extracts, given.main):
        yield from _table(table)
    for line in given.coverage:
        yield f"<p>{_escaped(line)}</p>"
    yield "</html>"


def _table(table: Table) -> Iterator[str]:
    yield f"<h2>{_escaped(table.name)}</h2>"
    for line in table.notes:
        yield f"<p><i>{_escaped(line)}</i></p>"
    yield "<table><thead><tr>"
    yield "".join(f'<th scope="col">{_escaped(column.heading)}</th>' for column in table.columns)
    yield "</tr></thead><tbody>"
    for row in table.rows:
        cells = []
        for column, cell in zip(table.columns, row.cells, strict=True):
            kinds = f"{column.key} {column.form}" if column.form != "text" else column.key
            said = "".join(f"<p>{_runs(paragraph)}</p>" for paragraph in cell.paragraphs)
            cells.append(f'<td class="{kinds}">{said}</td>')
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"


def _runs(paragraph: Paragraph) -> str:
    pieces = []
    for run in paragraph:
        tag = _TAGS.get(run.mark, "")
        text = _escaped(run.text)
        pieces.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "".join(pieces)


def _escaped(text: str) -> str:
    return escape(legal(text))
