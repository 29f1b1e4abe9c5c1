"""Every colour of the terminal UI: themes for Textual, and the style of each kind of ink in each theme.

No state is told by colour alone: changed words are also underlined, bold or struck through, states have their
marks. The colour-blind themes use blue and orange (after Okabe and Ito), which all kinds of colour vision tell apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rich.style import Style
from textual.theme import Theme

from compare.writers.inline import Ink


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as Rich and Textual name them."""

    text: str
    back: str
    muted: str
    left: str
    right: str
    adapted: str
    value: str
    moved: str
    distinctive: str
    heading: str
    cursor: str
    hit_text: str
    hit: str
    select: str
    surface: str
    panel: str


_NIGHT = Colours(
    text="#d4d7dd", back="#15181e", muted="#868e9b", left="#ff9d8a", right="#8fd79a", adapted="#6fc7dd",
    value="#e2a6ff", moved="#8fb4ff", distinctive="#ffd27a", heading="#ffffff", cursor="#232a36", hit_text="#101216",
    hit="#ffd75f", select="#3b4d6b", surface="#1c2028", panel="#262c37",
)  # fmt: skip
_DAY = Colours(
    text="#22262c", back="#fbfbf7", muted="#646b75", left="#b3261a", right="#1a7034", adapted="#0a6391",
    value="#7a3fc8", moved="#2f56c4", distinctive="#8a5600", heading="#000000", cursor="#e7eef7", hit_text="#000000",
    hit="#ffe27a", select="#b9d2f2", surface="#f1f1ea", panel="#e4e5dc",
)  # fmt: skip
_BLUE_ORANGE_NIGHT = Colours(
    text="#d6d8dc", back="#14171c", muted="#8b929c", left="#f0a030", right="#62b8f0", adapted="#b8c4d0",
    value="#f5e663", moved="#9fb8d8", distinctive="#ffffff", heading="#ffffff", cursor="#242a33", hit_text="#000000",
    hit="#f0e442", select="#3d4b5f", surface="#1b1f26", panel="#252b34",
)  # fmt: skip
_BLUE_ORANGE_DAY = Colours(
    text="#20242a", back="#fcfcf9", muted="#636a74", left="#a85200", right="#005a9c", adapted="#4b5663",
    value="#6b5200", moved="#3f5f86", distinctive="#000000", heading="#000000", cursor="#e8edf3", hit_text="#000000",
    hit="#f5e76a", select="#bcd3ec", surface="#f1f2ee", panel="#e3e5e0",
)  # fmt: skip
_SIXTEEN_DARK = Colours(
    text="default", back="default", muted="bright_black", left="bright_red", right="bright_green",
    adapted="bright_cyan", value="bright_magenta", moved="bright_blue", distinctive="bright_yellow",
    heading="default", cursor="default", hit_text="black", hit="yellow", select="blue",
    surface="default", panel="default",
)  # fmt: skip
_SIXTEEN_LIGHT = Colours(
    text="default", back="default", muted="bright_black", left="red", right="green", adapted="cyan", value="magenta",
    moved="blue", distinctive="yellow", heading="default", cursor="default", hit_text="black", hit="yellow",
    select="cyan", surface="default", panel="default",
)  # fmt: skip

# name: (colours, dark, name in Chinese, name in English); in the order in which they follow each other.
THEMES: Mapping[str, tuple[Colours, bool, str, str]] = MappingProxyType(
    {
        "bidui-night": (_NIGHT, True, "夜", "night"),
        "bidui-day": (_DAY, False, "日", "day"),
        "bidui-cb-night": (_BLUE_ORANGE_NIGHT, True, "蓝橙（夜，色觉友好）", "blue and orange, night"),
        "bidui-cb-day": (_BLUE_ORANGE_DAY, False, "蓝橙（日，色觉友好）", "blue and orange, day"),
        "ansi-dark": (_SIXTEEN_DARK, True, "十六色（深底）", "16 colours on dark"),
        "ansi-light": (_SIXTEEN_LIGHT, False, "十六色（浅底）", "16 colours on light"),
    }
)


def textual_themes() -> list[Theme]:
    """Our themes as Textual takes them; the two of 16 colours are its own."""
    return [
        Theme(
            name=name, primary=c.moved, secondary=c.adapted, warning=c.distinctive, error=c.left, success=c.right,
            accent=c.distinctive, foreground=c.text, background=c.back, surface=c.surface, panel=c.panel, dark=dark,
            text_alpha=1.0,
            variables={
                "screen-selection-background": c.select, "input-selection-background": c.select,
                "block-cursor-background": c.select, "block-cursor-foreground": c.heading,
                "block-cursor-text-style": "bold", "footer-key-foreground": c.distinctive,
            },
        )
        for name, (c, dark, _, _) in THEMES.items() if not name.startswith("ansi")
    ]  # fmt: skip


_MARKS = {"~": "adapted", "!": "value", "<": "left", ">": "right", "^": "moved", "=": "muted", "·": "muted"}
_MARKS |= {"-": "left", "+": "right", "*": "distinctive"}


@dataclass(frozen=True)
class Palette:
    """Styles of one theme; every style has a text colour and a background of its own."""

    colours: Colours
    _made: dict[tuple[Ink, bool, bool, bool], Style] = field(default_factory=dict)

    def ink(self, ink: Ink, left: bool = True, struck: bool = False, cursor: bool = False) -> Style:
        """Style of a run of the left or right document. struck: a version's deletions are struck through;
        cursor: the run is in the row under the cursor."""
        key = ink, left, struck, cursor
        if key not in self._made:
            self._made[key] = self.base(cursor) + self._ink(ink, left, struck)
        return self._made[key]

    def base(self, cursor: bool = False) -> Style:
        """Plain text."""
        return Style(color=self.colours.text, bgcolor=self.colours.cursor if cursor else self.colours.back)

    def mark(self, mark: str) -> Style:
        """A mark in the gutter or on the ruler."""
        name = _MARKS.get(mark, "muted")
        return self.base() + Style(color=getattr(self.colours, name), bold=name != "muted")

    def named(self, name: str, *, bold: bool = False) -> Style:
        """Text in one of the theme's colours."""
        return self.base() + Style(color=getattr(self.colours, name), bold=bold)

    def heat(self, level: int) -> Style:
        """A similarity from none (0) to nearly the same (4); its number and shade say the same."""
        name = ("muted", "muted", "text", "adapted", "distinctive")[level]
        return self.named(name, bold=level == 4)

    @property
    def selection(self) -> Style:
        """What the mouse has selected."""
        return Style(bgcolor=self.colours.select)

    @property
    def pointer(self) -> Style:
        """The pointer at the cursor's row."""
        return self.base() + Style(color=self.colours.distinctive, bold=True)

    def bar(self, *, strong: bool = False) -> Style:
        """The bars at the top and the bottom."""
        c = self.colours
        plain = Style(color=c.heading if strong else c.text, bgcolor=c.panel, bold=strong)
        return plain + Style(reverse=c.panel == "default") if strong else plain

    def _ink(self, ink: Ink, left: bool, struck: bool) -> Style:
        c = self.colours
        if ink.op == "mark":
            name = _MARKS.get(ink.label, "muted")
            return Style(color=getattr(c, name), bold=name != "muted")
        if ink.op == "hit":
            return Style(color=c.hit_text, bgcolor=c.hit, bold=True, underline=ink.label in ("changed", "value"))
        if ink.op == "value":
            return Style(color=c.value, bold=True, underline=True)
        if ink.op == "changed":
            if left:
                return Style(color=c.left, underline=not struck, strike=struck)
            return Style(color=c.right, bold=True)
        plain = {
            "heading": Style(color=c.heading, bold=True),
            "rule": Style(color=c.muted),
            "note": Style(color=c.muted, italic=True),
            "ghost": Style(color=c.moved, italic=True),
            "remark": Style(color=c.distinctive, italic=True),
            "key": Style(color=c.muted),
            "muted": Style(color=c.muted),
        }
        if ink.op in plain:
            return plain[ink.op]
        if ink.op == "alone" and struck:
            return Style(color=c.left if left else c.right, strike=left)
        labels = {
            "boilerplate": Style(color=c.muted),
            "quotation": Style(italic=True),
            "distinctive": Style(color=c.distinctive, bold=True),
        }
        return labels.get(ink.label, Style())


def palette(theme: str) -> Palette:
    """The styles of a theme by its name; of the night theme for a name that is not ours."""
    return Palette(THEMES.get(theme, THEMES["bidui-night"])[0])


def theme_for(colours: str, light: bool | None) -> str:
    """The theme to begin with. colours: truecolor, 256, 16 or none; light: whether the background is, None unknown."""
    if colours == "16":
        return "ansi-light" if light else "ansi-dark"
    return "bidui-day" if light else "bidui-night"
