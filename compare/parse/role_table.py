"""The role table of `data/roles.json`: names, compatibility, body cues, and the roles a heading names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..vocabulary import table

ANY = ""  # the setting of wordings that count everywhere, and the group of no role

_LONG = 14  # characters of a heading beyond which only its first comma clause names a role
_LEXICON_MIN = 4  # shorter wordings (原则, 定义) also open sentences

_BLANKS = re.compile(r"\s+")
_TRAIL = re.compile(r"(?:[(\[][^()\[\]]*[)\]])?[。.:;、,]*$")
_COMMA = re.compile(r"[,;:。]")

Roles = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Literal words that speak for a role: anywhere, at the start, or several in order within one sentence."""

    anywhere: Roles
    opening: Roles
    ordered: tuple[Roles, ...]

    def found(self, text: str) -> bool:
        """Whether any cue stands in the text."""
        if text.startswith(self.opening):
            return True
        for word in self.anywhere:
            if word in text:
                return True
        return any(_in_order(text, words) for words in self.ordered)

    def count(self, text: str) -> int:
        """How many of the cues stand in the text."""
        return (
            sum(word in text for word in self.anywhere)
            + sum(text.startswith(word) for word in self.opening)
            + sum(_in_order(text, words) for words in self.ordered)
        )


def _in_order(text: str, words: Roles) -> bool:
    begin = text.find(words[0])
    while begin >= 0:
        stop = text.find("。", begin)
        end = len(text) if stop < 0 else stop
        at = begin
        for word in words:
            at = text.find(word, at, end)
            if at < 0:
                break
            at += len(word)
        else:
            return True
        begin = text.find(words[0], end)
    return False


@dataclass(frozen=True, slots=True)
class ArticleRule:
    """Roles of an article with one of the cues, among the first or last so many (0: anywhere), or only under a
    chapter of the role `under`."""

    roles: Roles
    under: str
    first: int
    last: int
    cues: Cues

    @property
    def anywhere(self) -> bool:
        return not (self.under or self.first or self.last)


@dataclass(frozen=True, slots=True)
class RoleTable:
    """`data/roles.json`, compiled. names: code to Chinese name, English name, group. exact and patterns carry
    the setting they count in: anywhere, below a group, `root`, `chapter`, or a genre."""

    names: dict[str, tuple[str, str, str]]
    exact: dict[str, tuple[tuple[str, str], ...]]
    patterns: tuple[tuple[str, str, re.Pattern[str]], ...]
    cues: dict[str, Cues]
    articles: tuple[ArticleRule, ...]
    money: Cues
    strip: re.Pattern[str]
    split: re.Pattern[str]
    bodies: frozenset[str]
    prose: frozenset[str]
    defaults: dict[str, str]
    genre_cues: dict[str, Cues]
    close: frozenset[frozenset[str]]

    def group(self, roles: Roles) -> str:
        """Group of the main role; ANY without one, or for a role that a user has named."""
        return self.names[roles[0]][2] if roles and roles[0] in self.names else ANY


@lru_cache(maxsize=1)
def role_table() -> RoleTable:
    data = table("roles.json")
    exact: dict[str, list[tuple[str, str]]] = {}
    patterns: list[tuple[str, str, re.Pattern[str]]] = []
    for row in data["roles"]:
        for setting, words in {**row.get("inside", {}), ANY: row}.items():
            for heading in words.get("headings", ()):
                exact.setdefault(heading, []).append((row["code"], setting))
            if words.get("patterns"):
                source = "|".join(words["patterns"])
                for name, fragment in data["fragments"].items():
                    source = source.replace(f"<{name}>", fragment)
                patterns.append((row["code"], setting, re.compile(source)))
    return RoleTable(
        names={row["code"]: (row["zh"], row["en"], row["group"]) for row in data["roles"]},
        exact={heading: tuple(found) for heading, found in exact.items()},
        patterns=tuple(patterns),
        cues={row["code"]: _cues(row["cues"]) for row in data["roles"] if "cues" in row},
        articles=tuple(_article_rule(row) for row in data["articles"]),
        money=_cues(data["money_cues"]),
        strip=re.compile(f"(?:{'|'.join(data['strip'])})+"),
        split=re.compile(data["split"]),
        bodies=frozenset(data["body_roles"]),
        prose=frozenset(data["unstructured_genres"]),
        defaults=data["genre_defaults"],
        genre_cues={genre: _cues(cues) for genre, cues in data["genre_cues"].items()},
        close=frozenset(frozenset(pair) for pair in data["compatible"]),
    )


def _cues(sources: Iterable[str]) -> Cues:
    words = tuple(sources)
    return Cues(
        anywhere=tuple(word for word in words if not word.startswith("^") and "…" not in word),
        opening=tuple(word[1:] for word in words if word.startswith("^")),
        ordered=tuple(tuple(word.split("…")) for word in words if "…" in word),
    )


def _article_rule(row: Any) -> ArticleRule:
    return ArticleRule(
        tuple(row["roles"]), row.get("under", ""), row.get("first", 0), row.get("last", 0), _cues(row["cues"])
    )


def role_name(code: str, lang: str = "zh") -> str:
    """Name of a role in Chinese, or in English with lang `en`; the code itself where it is unknown."""
    names = role_table().names.get(code)
    return code if names is None else names[lang == "en"]


@lru_cache(maxsize=4096)
def compatible(a: Roles, b: Roles) -> float:
    """How well two sections' roles go together, 0..1: 1.0 one role in common, 0.5 a compatible pair or one
    group, 0.0 otherwise or where a side has no role. Symmetric."""
    if set(a) & set(b):
        return 1.0
    data = role_table()
    pairs = [(x, y) for x in a for y in b if x in data.names and y in data.names]
    return 0.5 if any({x, y} in data.close or data.group((x,)) == data.group((y,)) for x, y in pairs) else 0.0


@lru_cache(maxsize=1)
def heading_lexicon() -> Roles:
    """Heading wordings that name a role, longest first: where a glued heading ends, its body begins."""
    data = role_table()
    words = (word for word, found in data.exact.items() if len(word) >= _LEXICON_MIN and any(not s for _, s in found))
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _plain(heading: str) -> str:
    """Heading without blanks, trailing bracket and punctuation, width folded."""
    return _TRAIL.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", heading)))


def match_heading(heading: str, settings: Iterable[str]) -> tuple[Roles, str]:
    """Roles that a heading names in these settings (at most two), and how: heading_exact, heading_regex, none."""
    key = _plain(heading)
    clause = _COMMA.split(key, maxsplit=1)[0] if len(key) > _LONG else key
    return _match_clause(clause, frozenset(settings))


@lru_cache(maxsize=8192)
def _match_clause(clause: str, settings: frozenset[str]) -> tuple[Roles, str]:
    """`match_heading` of a plain clause: as a whole, then by its parts, then by pattern."""
    data = role_table()
    stripped = data.strip.match(clause)
    core = clause[stripped.end() :] if stripped and stripped.end() < len(clause) else clause
    for key in dict.fromkeys((clause, core)):
        found = _exact(key, settings)
        if found:
            return found[:2], "heading_exact"
    parts = [part for part in data.split.split(core) if part]
    if len(parts) > 1:
        named = [_single(part, settings) for part in parts]
        if named[0][0]:
            codes = dict.fromkeys(code for roles, _ in named for code in roles)
            order = sorted(codes, key=lambda code: data.names[code][2] != "CONTEXT")
            sure = all(confidence == "heading_exact" for _, confidence in named)
            return tuple(order)[:2], "heading_exact" if sure else "heading_regex"
    found, confidence = _single(core, settings)
    if not found and core != clause:
        found, confidence = _by_pattern(clause, settings)
    if not found and data.group(_exact(core[:_LEXICON_MIN], settings)) == "AIM":
        return _exact(core[:_LEXICON_MIN], settings), "heading_regex"  # glued to its body: 基本原则市场主导
    return found, confidence


def _single(part: str, settings: frozenset[str]) -> tuple[Roles, str]:
    data = role_table()
    stripped = data.strip.match(part)
    core = part[stripped.end() :] if stripped and stripped.end() < len(part) else part
    found = _exact(core, settings)
    if found:
        return found[:2], "heading_exact"
    return _by_pattern(core, settings)


def _by_pattern(key: str, settings: frozenset[str]) -> tuple[Roles, str]:
    """The first pattern's role, and a second one of the same particular setting."""
    data = role_table()
    codes: Roles = ()
    where = ANY
    for code, setting, pattern in data.patterns:
        if setting in settings and (not codes or setting == where != ANY) and pattern.fullmatch(key):
            codes, where = (*codes, code), setting
    return codes[:2], "heading_regex" if codes else "none"


def _exact(key: str, settings: frozenset[str]) -> Roles:
    return tuple(code for code, setting in role_table().exact.get(key, ()) if setting in settings)
