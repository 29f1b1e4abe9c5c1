"""What `bidui diff` and `bidui outline` do with a request: read, compare, write, and the exit code."""

from __future__ import annotations

from . import terminal
from .arguments import DiffRequest, OutlineRequest, Request
from .errors import OptionError
from .messages import both, say
from .model import Comparison, Document
from .options import Options
from .writers import Style, format_of, write_diff, write_outline
from .writers.output import check_target, write

DIFFERENT = 1
_SAME = frozenset(("shared", "boilerplate", "quotation"))


def run(request: Request, lang: str) -> int:
    """Do what was asked and return the exit code."""
    if isinstance(request, OutlineRequest):
        return _outline(request, lang)
    return _diff(request, lang)


def _diff(request: DiffRequest, lang: str) -> int:
    if request.left == request.right == "-":
        raise OptionError(*both("two_stdin"))
    options = Options(regime=request.regime, left_part=request.left_part, right_part=request.right_part)
    name = format_of(request.format, request.output)
    check_target(request.output, inputs=(request.left, request.right), force=request.force)
    with terminal.note(say("working_diff", lang)):
        from .pipeline import compare, read_document

        left = read_document(request.left, request.left_part)
        right = read_document(request.right, request.right_part)
        comparison = compare(left, right, options)
        style = _style(request.output, request.width, request.colour, lang, full=request.full)
        result = write_diff(name, comparison, style)
    write(result, request.output, force=request.force)
    return DIFFERENT if request.exit_code and differs(comparison) else 0


def _outline(request: OutlineRequest, lang: str) -> int:
    name = format_of(request.format, request.output)
    check_target(request.output, inputs=(request.file,), force=request.force)
    with terminal.note(say("working_outline", lang)):
        from .pipeline import read_document

        document = read_document(request.file, request.part)
        result = write_outline(name, document, _style(request.output, request.width, request.colour, lang))
    write(result, request.output, force=request.force)
    return 0


def differs(comparison: Comparison) -> bool:
    """Whether there is a substantive difference: a label other than shared, boilerplate and quotation, or a
    section at the ends of either outline that no link but one of kind same_role touches."""
    if any(span.label not in _SAME for side in comparison.spans for span in side):
        return True
    links = [link for link in comparison.links if link.kind != "same_role"]
    sides = ((comparison.left, {link.left for link in links}), (comparison.right, {link.right for link in links}))
    return any(_unlinked(document, linked) for document, linked in sides)


def _unlinked(document: Document, linked: set[str]) -> bool:
    return any(
        section.id not in linked
        and section.id not in document.children
        and document.text[section.start : section.end].strip()
        for section in document.sections
    )


def _style(output: str, width: int, colour: bool | None, lang: str, *, full: bool = False) -> Style:
    on_screen = output in ("", "-")
    if colour is None:
        colour = on_screen and terminal.colourful()
    return Style(width or (terminal.columns() if on_screen else terminal.NO_TERMINAL), colour, full, lang)
