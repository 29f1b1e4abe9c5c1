"""A user's own knowledge: formulas, synonyms, roles, topics and issuers of a bidui.toml, checked, and put into effect.

It is looked for beside the documents and in the user's configuration folder. It changes sheets after they were read,
so that the cache serves with and without it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import numpy as np
from platformdirs import user_config_path

from ..basics.key import make_key
from ..errors import KnowledgeError
from ..model import Section
from ..pipeline import key_of
from ..report import KnowledgeUse
from ..vocabulary import role_names
from .sheet import Sheet, ritual_of

NAME = "bidui.toml"
KINDS = ("formulas", "synonyms", "roles", "topics", "issuers")
OWN = "own:"  # before the words of a user's formula, as its id
_BARE = re.compile(r"^([ \t]*)([^\s\"'#=\[\]{},][^\"'#=\[\]{}\n]*?)[ \t]*=", re.M)
_SLOT = "…"
_SLOT_LENGTH = 20  # characters that … in a formula may stand for
_CONFIDENCE = "given"
_LOOSE = frozenset(("inherited", "position", "cue", "none"))

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Knowledge:
    """What one or several files say. synonyms, issuers: other names by the name that stands for them; roles: words of
    headings by role; topics: keywords by topic. uses: the files."""

    formulas: tuple[str, ...]
    synonyms: Words
    roles: Words
    topics: Words
    issuers: Words
    uses: tuple[KnowledgeUse, ...]


def find(paths: Sequence[str], given: str = "") -> tuple[str, ...]:
    """The files that apply: the one given, else those beside the documents and the user's own, without doubles."""
    if given:
        return (given,)
    places = [user_config_path("bidui") / NAME]
    for path in paths:
        place = Path(path)
        places.append((place if place.is_dir() else place.parent) / NAME)
    found = {str(place.resolve()): str(place) for place in places if place.is_file()}
    return tuple(dict.fromkeys(found.values()))


def load(files: Sequence[str], topics: str = "") -> Knowledge:
    """Knowledge of the files together; later ones add. topics: a file with topics only. Raises KnowledgeError."""
    tables: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in KINDS[1:]}
    formulas: dict[str, None] = {}
    uses = []
    for path in files:
        data = _parsed(path)
        _check_names(path, data)
        own = _list(path, "formulas", data.get("formulas", []), least=2)
        formulas.update(dict.fromkeys(own))
        counts = [("formulas", len(own))]
        for kind in KINDS[1:]:
            table = _table(path, kind, data.get(kind, {}))
            tables[kind].update(table)
            counts.append((kind, len(table)))
        uses.append(KnowledgeUse(path, tuple((kind, count) for kind, count in counts if count)))
    if topics:
        data = _parsed(topics)
        table = _table(topics, "topics", data.get("topics", data))
        if not table:
            raise _fault(topics, "里面没有主题", "holds no topics", '[topics]\n资金 = ["资金", "补贴"]')
        tables["topics"].update(table)
        uses.append(KnowledgeUse(topics, (("topics", len(table)),)))
    return Knowledge(
        tuple(formulas), tables["synonyms"], tables["roles"], tables["topics"], tables["issuers"], tuple(uses)
    )


def apply(sheet: Sheet, knowledge: Knowledge) -> Sheet:
    """A sheet with the user's roles, formulas and synonyms in effect."""
    if knowledge.roles:
        sheet = replace(
            sheet, document=replace(sheet.document, sections=_with_roles(sheet.document.sections, knowledge))
        )
    if knowledge.formulas:
        sheet = _with_formulas(sheet, knowledge.formulas)
    return _with_synonyms(sheet, knowledge.synonyms) if knowledge.synonyms else sheet


def issuer_name(issuer: str, knowledge: Knowledge) -> str:
    """The name that stands for an issuer; the issuer itself where the user names no other."""
    return next(
        (
            name
            for name, others in knowledge.issuers.items()
            if issuer == name or any(other in issuer for other in others)
        ),
        issuer,
    )


def _with_roles(sections: Sequence[Section], knowledge: Knowledge) -> tuple[Section, ...]:
    codes = {name: code for code, name in role_names("zh").items()}
    found: dict[str, tuple[str, ...]] = {}
    result = []
    for section in sections:
        roles: tuple[str, ...] = next(
            (
                (codes.get(name, name),)
                for name, words in knowledge.roles.items()
                if any(w in section.heading for w in words)
            ),
            (),
        )
        if not roles and section.confidence in _LOOSE and section.parent in found:
            roles = found[section.parent]
        if roles:
            found[section.id] = roles
            section = replace(section, roles=roles, confidence=_CONFIDENCE)
        result.append(section)
    return tuple(result)


def _with_formulas(sheet: Sheet, formulas: Sequence[str]) -> Sheet:
    text = sheet.document.text
    hits = [
        (match.start(), match.end(), OWN + formula)
        for formula in formulas
        for match in _pattern(formula).finditer(text)
    ]
    if not hits:
        return sheet
    found = tuple(sorted([*sheet.formulas, *hits]))
    ritual = ritual_of(sheet.document, key_of(sheet.document), found, sheet.starts, sheet.stops)
    return replace(sheet, formulas=found, ritual=ritual)


def _pattern(formula: str) -> re.Pattern[str]:
    """The formula with … as a slot inside one clause; a hard wrap may stand anywhere."""
    slot = rf"[^。；;\n]{{0,{_SLOT_LENGTH}}}?"
    parts = (r"\s*".join(map(re.escape, part)) for part in re.sub(r"…+|\.{3,}", _SLOT, formula).split(_SLOT))
    return re.compile(slot.join(parts))


def _with_synonyms(sheet: Sheet, synonyms: Words) -> Sheet:
    """Other names replaced in the matching key; the text stays as it is."""
    pairs = [(make_key(other).text, make_key(name).text) for name, others in synonyms.items() for other in others]
    pairs = sorted((pair for pair in pairs if pair[0]), key=lambda pair: (-len(pair[0]), pair))
    if not any(other in sheet.key for other, _ in pairs):
        return sheet
    pieces = []
    for piece in sheet.piece_keys:
        for other, name in pairs:
            piece = piece.replace(other, name)
        pieces.append(piece)
    ends = np.cumsum([len(piece) for piece in pieces], dtype=np.int32)
    lengths = np.diff(ends, prepend=0)
    return replace(sheet, key="".join(pieces), ends=ends, ritual=np.minimum(sheet.ritual, lengths).astype(np.int32))


def _parsed(path: str) -> dict[str, object]:
    try:
        return tomllib.loads(_BARE.sub(_quoted, Path(path).read_text(encoding="utf-8-sig")))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(
            f"不是正确的 TOML：{error}。",
            f"is not TOML: {error}.",
            path=path,
            advice_zh='每行应当是“名称 = ["词", "词"]”，引号和括号用半角。',
            advice_en='A line reads NAME = ["word", "word"].',
        ) from None
    except UnicodeDecodeError:
        raise KnowledgeError("不是 UTF-8 编码。", "is not UTF-8.", path=path) from None
    except OSError as error:
        detail = error.strerror or str(error)
        raise KnowledgeError(f"无法读取（{detail}）。", f"cannot be read ({detail}).", path=path) from None


def _quoted(match: re.Match[str]) -> str:
    """A bare Chinese name with the quotation marks that TOML asks for and nobody thinks of."""
    lead, name = match.groups()
    return match.group() if name.isascii() else f'{lead}"{name}" ='


def _check_names(path: str, data: Mapping[str, object]) -> None:
    for name in data:
        if name not in KINDS:
            near = get_close_matches(name, KINDS, 1)
            guess = f"，是不是 {near[0]}" if near else ""
            raise _fault(path, f"不认得“{name}”{guess}", f"{name!r} is none of its names", " ".join(KINDS))


def _table(path: str, kind: str, value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise _fault(path, f"{kind} 应当是一张表", f"{kind} should be a table", f'[{kind}]\n名称 = ["词", "词"]')
    found = {}
    for name, words in value.items():
        if not name.strip():
            raise _fault(path, f"{kind} 里有空的名称", f"{kind} has an empty name", f'[{kind}]\n名称 = ["词"]')
        found[name.strip()] = _list(path, f"{kind}.{name}", [words] if isinstance(words, str) else words)
    return found


def _list(path: str, name: str, value: object, least: int = 1) -> tuple[str, ...]:
    """Words of a list, each once. least: characters of each."""
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _fault(
            path, f"{name} 应当是一列文字", f"{name} should be a list of texts", f'{name.split(".")[-1]} = ["词", "词"]'
        )
    words = tuple(dict.fromkeys(word.strip() for word in value))
    if any(len(word.strip(_SLOT)) < least for word in words) or (not words and "." in name):
        raise _fault(path, f"{name} 里有空的或太短的词", f"{name} has an empty or too short word", '["词", "词"]')
    return words


def _fault(path: str, zh: str, en: str, example: str) -> KnowledgeError:
    shown = " ".join(example.split("\n"))
    return KnowledgeError(
        f"{zh}。", f"{en}.", path=path, advice_zh=f"可以写：{shown}", advice_en=f"It may say: {shown}"
    )
