"""The page as a whole: the template, its style and script inline, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from types import SimpleNamespace

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from ...model import Comparison
from ..names import Names
from ..summary import percent, session_facts
from ..view import View
from . import extracts, facts
from .blocks import Block, Blocks
from .markup import Markup, clean
from .places import Places

_TEMPLATE = "page.html.jinja"
_BEST = 10  # measures of a side that stand open


def render(comparison: Comparison, names: Names, full: bool) -> str:
    """The whole page. full: folds are open."""
    view = View(comparison)
    places = Places(comparison, names)
    blocks = Blocks(view, places)
    style, script = _asset("page.css"), _asset("page.js")
    english = names.lang == "en"
    words = SimpleNamespace(**json.loads(_asset("words.json"))[names.lang])
    page = _template().render(
        comparison=comparison,
        names=names,
        word=names.word,
        words=words,
        language="en" if english else "zh-CN",
        tongue=Markup(' lang="en"') if english else "",  # for what the page says among Chinese text
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        full=full,
        percent=percent,
        says=blocks.says,
        blocks=blocks.all(),
        is_block=lambda one: isinstance(one, Block),
        sources=facts.sources(comparison, names),
        shares=facts.shares(view, places),
        replacements=list(facts.replacements(comparison, places)),
        notes=facts.notes(comparison, names),
        heat=facts.heat(comparison, places),
        kinds=[(kind, names.get("kind", kind)) for kind in facts.KINDS],
        measures=facts.measures(view, places),
        best=_BEST,
        extracts=extracts.extracts(comparison, places),
        alone=(facts.alone(view, places, True), facts.alone(view, places, False)),
        outside=(facts.outside(comparison.left, names), facts.outside(comparison.right, names)),
        reason=comparison.regime_reason_en if english and comparison.regime_reason_en else comparison.regime_reason,
        session=session_facts(comparison, names) if comparison.session else "",
    )
    return page.lstrip()  # the macros leave line feeds


def _template() -> Template:
    environment = Environment(
        loader=DictLoader({_TEMPLATE: _asset(_TEMPLATE)}),
        autoescape=True,
        finalize=clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE)


def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Content-Security-Policy: our own style and script by their hashes, an empty icon, and nothing else."""
    style_hash, script_hash = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
