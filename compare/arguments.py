"""The command line as click parses it: arguments in, one frozen request out. No work is done here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any

import rich_click as click

from .errors import OptionError
from .help import wrap_help
from .messages import LANGUAGES, both, say
from .options import REGIMES
from .requests import (
    LIBRARY_ACTIONS,
    DiffRequest,
    LibraryRequest,
    OutlineRequest,
    ReportRequest,
    Request,
    TraceRequest,
    TuiRequest,
)
from .terminal import columns
from .writers import DIFF_FORMATS, LIBRARY_FORMATS, OUTLINE_FORMATS, REPORT_FORMATS, TRACE_FORMATS

_MOST_PARTS = 999
_MOST_HITS = 100_000  # documents that a search quotes
THEMES = ("night", "day", "cb-night", "cb-day", "ansi-dark", "ansi-light")
_WIDTHS = (40, 1000)  # columns; narrower than 40 no line of Chinese reads well
_HELP_WIDTH = 100  # columns; longer lines of help are hard to follow


def parse(args: Sequence[str], lang: str) -> Request | int:
    """The request that the arguments make, or the exit code when help was shown. Raises OptionError."""
    group = _group(lang)
    try:
        found: Request | int = group.main(list(args), prog_name="bidui", standalone_mode=False)
    except click.UsageError as error:
        path, command = _called(group, args)
        raise _usage_error(error, command, path) from None
    return found


def _called(group: click.Group, args: Sequence[str]) -> tuple[str, click.Command]:
    """The command, or the command below it, that the arguments name, and how it is called."""
    path, command = "bidui", group
    for arg in args:
        if isinstance(command, click.Group) and arg in command.commands:
            path, command = f"{path} {arg}", command.commands[arg]  # type: ignore[assignment]
    return path, command


def _group(lang: str) -> click.RichGroup:
    config = {
        "options_panel_title": say("panel_options", lang),
        "arguments_panel_title": say("panel_arguments", lang),
        "commands_panel_title": say("panel_commands", lang),
        "default_string": say("default", lang),
        "required_long_string": say("required", lang),
        "text_markup": None,  # brackets in help texts are brackets
        "show_arguments": True,
        "options_table_column_types": ["required", "opt_all_metavar", "help"],
        "width": min(columns(), _HELP_WIDTH),
    }
    group = _Group(
        name="bidui",
        help=say("about", lang),
        epilog=say("epilog", lang),
        params=[_switch("--version", "version", lang), _language(lang), _help(lang)],
        add_help_option=False,
        options_metavar=say("usage_options", lang),
        subcommand_metavar=say("usage_command", lang),
        invoke_without_command=True,
        no_args_is_help=False,
        callback=_without_command,
        context_settings={"rich_help_config": config},
    )
    group.lang = lang
    group.add_command(_command("diff", lang, _diff_params(lang), DiffRequest))
    group.add_command(_command("outline", lang, _outline_params(lang), OutlineRequest))
    group.add_command(_command("report", lang, _report_params(lang), ReportRequest))
    group.add_command(_library(lang, config))
    group.add_command(_command("trace", lang, _trace_params(lang), TraceRequest))
    group.add_command(_command("tui", lang, _tui_params(lang), TuiRequest))
    return group


def _library(lang: str, config: dict[str, Any]) -> click.RichGroup:
    """The commands of a library, each a subcommand."""
    group = _Group(
        name="library",
        help=say("library", lang),
        params=[_language(lang), _help(lang)],
        add_help_option=False,
        options_metavar=say("usage_options", lang),
        subcommand_metavar=say("usage_command", lang),
        invoke_without_command=True,
        no_args_is_help=False,
        callback=_without_command,
        context_settings={"rich_help_config": config},
    )
    group.lang = lang
    for action in LIBRARY_ACTIONS:
        group.add_command(_action(action, lang))
    return group


def _action(action: str, lang: str) -> click.RichCommand:
    def request(**values: Any) -> LibraryRequest:
        return LibraryRequest(action, **values)

    named = {"add": "PATH...", "search": "PHRASE...", "remove": "NAME..."}
    params: list[click.Parameter] = [_file(["--library"], "library_file", lang)]
    if action in named:
        metavar, text = named[action], say(f"library_{action}_names", lang)
        names = click.RichArgument(["names"], type=click.Path(), metavar=metavar, nargs=-1, required=True, help=text)
        params.insert(0, names)
    if action in ("list", "search"):
        params.append(_option(["--issuer"], "library_issuer", lang, metavar="NAME", default="", show_default=False))
        params.append(_option(["--years"], "library_years", lang, metavar="YEARS", default="", show_default=False))
    if action == "search":
        params.append(_option(["--limit"], "library_limit", lang, **_whole(1, _MOST_HITS)))
    params += [*_output_params(lang, LIBRARY_FORMATS), *_display_params(lang)]
    return _command(action, lang, params, request)


def _trace_params(lang: str) -> list[click.Parameter]:
    return [
        _argument("file", lang),
        _file(["--library"], "library_file", lang),
        *_output_params(lang, TRACE_FORMATS),
        _switch("--full", "full_trace", lang),
        *_display_params(lang),
    ]


@click.pass_context
def _without_command(ctx: click.RichContext, /, **_: Any) -> int:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), color=ctx.color)
    return 0


def _command(name: str, lang: str, params: list[click.Parameter], request: Callable[..., Request]) -> click.RichCommand:
    def callback(lang: str | None = None, **values: Any) -> Request:
        if "track_changes" in values:
            _check_sides(values)
        return request(**values)

    command = _Command(
        name=name,
        help=say(name, lang) if name not in LIBRARY_ACTIONS else say(f"library_{name}", lang),
        params=[*params, _language(lang), _help(lang)],
        callback=callback,
        add_help_option=False,
        options_metavar=say("usage_options", lang),
    )
    command.lang = lang
    return command


def _diff_params(lang: str) -> list[click.Parameter]:
    return [
        _argument("left", lang),
        _argument("right", lang, required=False),
        *_output_params(lang, DIFF_FORMATS),
        _option(["--regime"], "regime", lang, **_among(REGIMES, default="auto") | {"metavar": "NAME"}),
        _option(["--left-part"], "left_part", lang, **_whole(1, _MOST_PARTS)),
        _option(["--right-part"], "right_part", lang, **_whole(1, _MOST_PARTS)),
        _session("session", lang),
        _switch("--full", "full", lang),
        *_display_params(lang),
        _switch("--exit-code", "exit_code", lang),
        _switch("--t2s", "t2s", lang),
        _switch("--track-changes", "track_changes", lang),
    ]


def _outline_params(lang: str) -> list[click.Parameter]:
    part = _option(["--part"], "part", lang, **_whole(1, _MOST_PARTS))
    return [
        _argument("file", lang),
        *_output_params(lang, OUTLINE_FORMATS),
        part,
        _session("session", lang),
        *_display_params(lang),
        _switch("--t2s", "t2s", lang),
    ]


def _report_params(lang: str) -> list[click.Parameter]:
    paths = click.RichArgument(
        ["paths"], type=click.Path(), metavar="PATH...", nargs=-1, help=say("report_paths", lang)
    )
    return [
        paths,
        _file(["--base"], "base", lang),
        _file(["--topics"], "topics", lang),
        _option(["--pairs"], "pairs", lang, nargs=2, metavar="LEFT RIGHT", default=None, callback=_or_none_given),
        _file(["--knowledge"], "knowledge", lang),
        *_output_params(lang, REPORT_FORMATS),
        _switch("--full", "full_report", lang),
        _switch("--no-cache", "no_cache", lang),
        _file(["--library"], "report_library", lang),
        _option(["collection", "--collection/--no-collection"], "collection", lang, default=None),
        _switch("--other-issuers", "other_issuers", lang),
        _option(["--cluster"], "cluster", lang, metavar="ADDRESS", default="", show_default=False),
        _option(["--scratch"], "scratch", lang, metavar="FOLDER", default="", show_default=False),
        *_display_params(lang),
    ]


def _or_none_given(_: click.Context, __: click.Parameter, value: tuple[str, ...] | None) -> tuple[str, ...]:
    return value or ()


def _tui_params(lang: str) -> list[click.Parameter]:
    paths = click.RichArgument(["paths"], type=click.Path(), metavar="PATH...", nargs=-1, help=say("paths", lang))
    return [
        paths,
        _option(["--regime"], "regime", lang, **_among(REGIMES, default="auto") | {"metavar": "NAME"}),
        _option(["--left-part"], "left_part", lang, **_whole(1, _MOST_PARTS)),
        _option(["--right-part"], "right_part", lang, **_whole(1, _MOST_PARTS)),
        _session("tui_session", lang),
        _option(["--theme"], "theme", lang, **_among(THEMES) | {"metavar": "NAME"}),
        _option(["--ambiguous"], "ambiguous", lang, **_among(("auto", "narrow", "wide"), default="auto")),
        _file(["--library"], "tui_library", lang),
        _switch("--serve", "serve", lang),
        _option(["--port"], "port", lang, **_whole(1024, 65535)),
    ]


def _session(key: str, lang: str) -> click.Parameter:
    return _file(["--session"], key, lang)


def _file(names: list[str], key: str, lang: str) -> click.Parameter:
    return _option(names, key, lang, metavar="FILE", default="", show_default=False)


def _output_params(lang: str, formats: Sequence[str]) -> list[click.Parameter]:
    return [
        _option(["--format"], "format", lang, **_among(formats)),
        _option(["-o", "--output"], "output", lang, metavar="FILE", default="", show_default=False),
        _switch("--force", "force", lang),
    ]


def _display_params(lang: str) -> list[click.Parameter]:
    return [
        _option(["--width"], "width", lang, **_whole(*_WIDTHS)),
        _option(["colour", "--color/--no-color"], "color", lang, default=None),
    ]


def _argument(name: str, lang: str, *, required: bool = True) -> click.Parameter:
    metavar = name.upper()
    return click.RichArgument([name], type=click.Path(), metavar=metavar, help=say(name, lang), required=required)


def _check_sides(values: dict[str, Any]) -> None:
    """Two documents, or one with --track-changes."""
    values["right"] = values["right"] or ""
    if values["track_changes"] and values["right"]:
        raise _fault("surplus", values["right"], command="bidui diff")
    if not values["track_changes"] and not values["right"]:
        raise _fault("missing", "RIGHT", command="bidui diff")


def _option(names: list[str], key: str, lang: str, **settings: Any) -> click.Parameter:
    return click.RichOption(names, help=say(key, lang), **settings)


def _switch(name: str, key: str, lang: str) -> click.Parameter:
    return _option([name], key, lang, is_flag=True, default=False)


def _language(lang: str) -> click.Parameter:
    return _option(["--lang"], "lang", lang, **_among(LANGUAGES))


def _help(lang: str) -> click.Parameter:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return _option(["--help", "-h"], "help", lang, is_flag=True, is_eager=True, expose_value=False, callback=show)


class _Command(click.RichCommand):
    """A subcommand; what it returns is the request."""

    lang = "zh"
    allow_extra_args = True  # so that we, not click, say which arguments are too many

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, self.lang, ctx, formatter)

    def format_help(self, ctx: click.RichContext, formatter: click.RichHelpFormatter) -> None:  # type: ignore[override]
        wrap_help(self, min(columns(), _HELP_WIDTH))
        super().format_help(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.args:
            raise _fault("surplus", " ".join(ctx.args), command=ctx.command_path)
        return super().invoke(ctx)


class _Group(click.RichGroup):
    """The command `bidui` itself."""

    lang = "zh"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, self.lang, ctx, formatter)

    def format_help(self, ctx: click.RichContext, formatter: click.RichHelpFormatter) -> None:  # type: ignore[override]
        wrap_help(self, min(columns(), _HELP_WIDTH))
        super().format_help(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        command = self.get_command(ctx, name)
        if command is not None:
            return name, command, args[1:]
        if name.startswith("-") and name != "-":
            raise _fault("no_option", name, near=get_close_matches(name, ["--lang", "--help", "--version"]))
        if len(args) >= 2 and any(mark in name for mark in "./\\-"):  # two paths and no command
            reasons, advice = both("no_command", name), both("forgot_diff", " ".join(args))
            raise OptionError(*reasons, advice_zh=advice[0], advice_en=advice[1])
        raise _fault("no_command", name, near=get_close_matches(name, list(self.commands)))


def _write_usage(command: click.Command, lang: str, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The line "Usage: ...", which rich-click has in English only."""
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix=say("usage", lang))


def _among(words: Sequence[str], default: str = "") -> dict[str, Any]:
    """Settings of an option whose value is one of a few words; empty where it is not given."""

    def check(ctx: click.Context, param: click.Parameter, value: str) -> str:
        if value != default and value not in words:
            raise _fault("not_among", param.opts[-1], value, " ".join(words), command=ctx.command_path)
        return value

    return {"metavar": "|".join(words), "callback": check, "default": default, "show_default": bool(default)}


def _whole(least: int, most: int) -> dict[str, Any]:
    """Settings of an option whose value is a whole number from `least` to `most`; 0 where it is not given."""

    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> int:
        if value is None:
            return 0
        number = int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1
        if not least <= number <= most:
            raise _fault("not_whole", param.opts[-1], least, most, value, command=ctx.command_path)
        return number

    return {"metavar": "N", "callback": check}


def _fault(key: str, *values: object, command: str = "bidui", near: Sequence[str] = ()) -> OptionError:
    advice = both("near", near[0]) if near else both("try_help", command)
    return OptionError(*both(key, *values), advice_zh=advice[0], advice_en=advice[1])


def _usage_error(error: click.UsageError, command: click.Command, path: str) -> OptionError:
    """click's own usage errors in our words. command, path: the command that was called."""
    if isinstance(error, click.NoSuchOption):
        return _fault("no_option", error.option_name, command=path, near=list(error.possibilities or ()))
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _fault("missing", error.param.human_readable_name, command=path)
    if isinstance(error, click.BadOptionUsage):
        key = "takes_no_value" if error.option_name in _flags(command) else "needs_value"
        return _fault(key, error.option_name, command=path)
    return _fault("usage_fault", error.format_message(), command=path)


def _flags(command: click.Command) -> set[str]:
    options = (param for param in command.params if isinstance(param, click.Option))
    return {name for option in options if option.is_flag for name in (*option.opts, *option.secondary_opts)}
