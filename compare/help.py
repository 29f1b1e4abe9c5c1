"""Lines of help texts cut by our own wrap function: rich lets 。 start a line and breaks words beside Chinese."""

from __future__ import annotations

import rich_click as click

from .writers.layout import cell_width, wrap

# What rich-click puts around the help of an option or command: two borders and two blanks, two between columns.
_FRAME, _GAP = 4, 2
_LEAST = 20  # columns; a narrower help column is cut by rich as well as may be


def wrap_help(command: click.Command, width: int) -> None:
    """Cut the help texts of a command, of its options and subcommands for a page of `width` columns, in place.

    rich-click keeps an empty line in a text as a line end, and a line end in the short help after \\b.
    """
    command.help = _lines(command.help or "", width - 2, "\n\n")
    command.epilog = _lines(command.epilog or "", width - 2, "\n\n")
    room = width - _FRAME - _GAP
    for kind in (click.RichArgument, click.RichOption):
        params = [param for param in command.params if isinstance(param, kind)]
        names = max((_name_width(param) for param in params), default=0)
        for param in params:
            param.help = _lines(param.help or "", room - names, "\n\n")
    if isinstance(command, click.Group):
        names = max((len(name) for name in command.commands), default=0)
        for name, child in command.commands.items():
            # rich-click widens the column of names with the page
            child.short_help = "\b\n" + _lines(child.help or name, room - names - width // 10, "\n")


def _name_width(param: click.Parameter) -> int:
    """Columns of an option's names and value, or of an argument and the star before it."""
    if isinstance(param, click.Argument):
        return len(f"*  {param.human_readable_name} (PATH)")
    assert isinstance(param, click.Option)
    names = ",".join(param.opts) + "".join(f"/{name}" for name in param.secondary_opts)
    return len(names) + (0 if param.is_flag else len(" ()") + cell_width(param.metavar or ""))


def _lines(text: str, width: int, end: str) -> str:
    paragraphs = (part.replace("\n", " ") for part in text.split("\n\n"))
    width = max(width, _LEAST)
    return end.join(part[start:stop].rstrip() for part in paragraphs for start, stop in wrap(part, width))
