"""The page as a whole: the template, its style and script inline, and a policy that lets nothing else in."""

from __future__ import annotations

import json
from types import SimpleNamespace

from ...model import Comparison
from ..names import Names
from ..summary import percent, session_facts
from ..view import View
from . import extracts, facts
from .blocks import Block, Blocks
from .frame import asset, base_style, policy, template
from .markup import Markup
from .places import Places

_TEMPLATE = "page.html.jinja"
_BEST = 10  # measures of a side that stand open


def render(comparison: Comparison, names: Names, full: bool) -> str:
    """The whole page. full: folds are open."""
    view = View(comparison)
    places = Places(comparison, names)
    blocks = Blocks(view, places)
    style, script = base_style() + asset(__package__, "page.css"), asset(__package__, "page.js")
    english = names.lang == "en"
    words = SimpleNamespace(**json.loads(asset(__package__, "words.json"))[names.lang])
    page = template(__package__, _TEMPLATE).render(
        comparison=comparison,
        names=names,
        word=names.word,
        words=words,
        language="en" if english else "zh-CN",
        tongue=Markup(' lang="en"') if english else "",  # for what the page says among Chinese text
        policy=policy(style, script),
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
