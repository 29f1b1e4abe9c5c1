"""Pairs of policy documents with their ground truth, from a grammar of our own or from real sentences.

Everything is a function of its seed. A pair is made as ../shared/design/peers.md describes:

edit       a revision: 12 % of sentences lightly edited, 4 % deleted, 4 % inserted, 17 % of the text moved
adapt      another government's adaptation: 18 % of sentences dropped, 70 % of the kept ones re-worded (20-40 % of
           their characters), 35 % of the result new, 30 % of the blocks moved
unrelated  two documents of different topics

Sources: `made` (our grammar, sentences built word by word from 600 words: two of them are no more alike than two real
ones), `templated` (few frames filled with one topic's words, so that any two sentences resemble each other: harder
than real text) and `real` (sentences of ../shared/corpus/dev/same_topic, where it is there).
Layouts: `headed` (title, 一、（一）1.) and `plain` (one paragraph a line and nothing else).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from vocabulary import (
    ACTIONS,
    ADVERBS,
    FACETS,
    MANNERS,
    NAMES,
    NOUNS,
    PLACE_KINDS,
    PURPOSES,
    QUALITIES,
    RESULTS,
    SYNONYMS,
    TOPICS,
    UNITS,
    VERBS,
    Topic,
)

REAL = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "dev" / "same_topic"
KINDS = ("edit", "adapt", "unrelated")
SOURCES = ("made", "templated", "real")
LAYOUTS = ("headed", "plain")

_SHORTEST = 12  # characters; a shorter sentence joins the next one, so that every sentence has a wording of its own


@dataclass(frozen=True)
class Truth:
    """One sentence of the right text: where it stands, where its source stands in the left text (None for a new
    one), kind (same, edited, adapted, new) and whether its block was moved. Half-open, in code points."""

    start: int
    end: int
    source: tuple[int, int] | None
    kind: str
    moved: bool


@dataclass(frozen=True)
class Pair:
    """Two texts and, for edit and adapt, the truth about every sentence of the right one."""

    kind: str
    source: str
    layout: str
    left: str
    right: str
    truth: tuple[Truth, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence and the number of the left one it comes from; -1 for a new one."""

    text: str
    origin: int
    kind: str = "same"
    moved: bool = False


@dataclass
class Paragraph:
    """Sentences in one line; heading is for a 1. before them, or empty."""

    sentences: list[Sentence]
    heading: str = ""


@dataclass
class Block:
    """What stands under one （一）."""

    heading: str
    paragraphs: list[Paragraph]


@dataclass
class Draft:
    """A document before numbers: chapters of blocks."""

    title: str
    chapters: list[tuple[str, list[Block]]] = field(default_factory=list)


def make_pair(kind: str, size: int, source: str = "made", layout: str = "headed", seed: int = 1) -> Pair:
    """A pair of about `size` characters a side. Raises FileNotFoundError where real text is not there."""
    rng = random.Random(f"{kind} {size} {source} {seed}")
    supplies = _supplies(source, kind, size, rng)
    size = round(size * (0.95 if layout == "headed" else 1.0) / (1.12 if kind == "adapt" else 1.0))  # headings; growth
    draft = _draft(supplies[0], size, rng)
    left, spans = _render(draft, layout)
    if kind == "unrelated":
        right, _ = _render(_draft(supplies[1], size, rng), layout)
        return Pair(kind, source, layout, left, right, ())
    derived = _edit(draft, supplies[2], rng) if kind == "edit" else _adapt(draft, supplies[2], rng)
    right, places = _render(derived, layout)
    origins = {sentence.origin: span for sentence, span in spans}
    truth = tuple(Truth(*span, origins[s.origin] if s.origin >= 0 else None, s.kind, s.moved) for s, span in places)
    return Pair(kind, source, layout, left, right, truth)


# ---- where sentences come from


class Supply:
    """Paragraphs and headings without end (made) or until the files are used up (real)."""

    def paragraph(self, rng: random.Random) -> list[str]:
        """Sentences of the next paragraph. Raises ValueError where there are no more."""
        raise NotImplementedError

    def heading(self, rng: random.Random, sentences: Sequence[str]) -> str:
        """A heading for what these sentences say."""
        raise NotImplementedError


class Templated(Supply):
    """Sentences from frames, on one topic; none comes twice."""

    def __init__(self, topic: Topic, seen: set[str]) -> None:
        self.topic = topic
        self.seen = seen

    def paragraph(self, rng: random.Random) -> list[str]:
        return [self._sentence(rng) for _ in range(rng.randint(2, 7))]

    def heading(self, rng: random.Random, sentences: Sequence[str]) -> str:
        topic = self.topic
        return f"{rng.choice(VERBS[:20])}{rng.choice(topic.fields)}{rng.choice(topic.things)}{rng.choice(FACETS)}"

    def _sentence(self, rng: random.Random) -> str:
        while True:
            text = self._draw(rng)
            if text not in self.seen:
                self.seen.add(text)
                return text

    def _draw(self, rng: random.Random) -> str:
        return _templated(self.topic, rng)


class Made(Templated):
    """Sentences built word by word. part: 0 or 1 for one half of the common words, None for all of them."""

    def __init__(self, topic: Topic, seen: set[str], part: int | None) -> None:
        super().__init__(topic, seen)
        step = slice(part, None, None if part is None else 2)
        self.words = Words(*(tuple(w[step]) for w in (ACTIONS, NOUNS, MANNERS, QUALITIES, RESULTS, VERBS, FACETS)))

    def _draw(self, rng: random.Random) -> str:
        return _built(self.topic, self.words, rng)


class Real(Supply):
    """Paragraphs of real files, in order; those of used-up files do not come again."""

    def __init__(self, paragraphs: list[list[str]]) -> None:
        self.rest = paragraphs[::-1]

    def paragraph(self, rng: random.Random) -> list[str]:
        if not self.rest:
            raise ValueError("not enough real text for a pair of this size")
        return self.rest.pop()

    def heading(self, rng: random.Random, sentences: Sequence[str]) -> str:
        return re.split(r"[，。；：、]", sentences[0])[0][:16]


def _supplies(source: str, kind: str, size: int, rng: random.Random) -> tuple[Supply, Supply, Supply]:
    """For the left text, for an unrelated text, and for new sentences in a derived text."""
    seen: set[str] = set()
    if source == "made":
        one, two = rng.sample(TOPICS, 2)
        part = 0 if kind == "unrelated" else None
        return Made(one, seen, part), Made(two, seen, 1), Made(one, seen, part)
    if source == "templated":
        one, two = rng.sample(TOPICS, 2)
        return Templated(one, seen), Templated(two, seen), Templated(one, seen)
    if not REAL.is_dir():
        raise FileNotFoundError(REAL)
    topics = [topic for topic in _real_topics() if len(topic)]
    rng.shuffle(topics)
    amount = [sum(len(s) for paragraph in topic for s in paragraph) for topic in topics]
    used = 1
    room = 1.1 if kind == "unrelated" else 1.8  # clauses that stood before will fall out
    while sum(amount[:used]) < size * room and used < len(topics) - 1:
        used += 1
    left = [p for topic in topics[:used] for p in topic]
    other = [p for topic in topics[used:] for p in topic]
    if kind == "unrelated":
        return Real(left), Real(other), Real([])
    grams: set[str] = set()
    return Real(_distinct(left, grams)), Real([]), Real(_distinct(other[::-1], grams))


def _distinct(paragraphs: Sequence[list[str]], grams: set[str], run: int = 6, most: float = 0.3) -> list[list[str]]:
    """Without sentences of which more than `most` stood before, counted in runs of characters, which `grams` collects:
    regulations of several provinces share clauses, and then the true source is anybody's guess."""
    found = []
    for paragraph in paragraphs:
        kept = []
        for sentence in paragraph:
            own = {sentence[i : i + run] for i in range(len(sentence) - run + 1)}
            if len(own & grams) <= most * len(own):
                kept.append(sentence)
            grams |= own
        if kept:
            found.append(kept)
    return found


@lru_cache(maxsize=1)
def _real_topics() -> tuple[list[list[str]], ...]:
    """Paragraphs (lists of sentences) by topic folder, without wordings that stood before."""
    seen: set[str] = set()
    found = []
    for folder in sorted(REAL.iterdir()):
        if not folder.is_dir() or folder.name.endswith("_body"):
            continue
        paragraphs = []
        for path in sorted(folder.glob("*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                sentences = [s for s in _sentences(line) if s not in seen]
                seen.update(sentences)
                if sentences:
                    paragraphs.append(sentences)
        found.append(paragraphs)
    return tuple(found)


_MARKER = re.compile(
    r"^[\s　]*(?:第[一二三四五六七八九十百零]+[条章节][\s　]*|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|"
    r"[0-9]+[.．、]\s*|（[0-9]+）|[①-⑳])[\s　]*"
)


def _sentences(line: str) -> list[str]:
    """Sentences of a line that has any, without the line's number."""
    line = re.sub(r"[\s　]+", "", _MARKER.sub("", line))
    if not line.endswith(("。", "；")) or len(line) < _SHORTEST:
        return []
    found: list[str] = []
    for piece in re.findall(r"[^。]*[。；]", line):
        if found and len(found[-1]) < _SHORTEST:
            found[-1] += piece
        else:
            found.append(piece)
    return [piece for piece in found if len(piece) >= _SHORTEST]


# ---- the grammar


@dataclass(frozen=True)
class Words:
    """The common words one document may use."""

    actions: tuple[str, ...]
    nouns: tuple[str, ...]
    manners: tuple[str, ...]
    qualities: tuple[str, ...]
    results: tuple[str, ...]
    verbs: tuple[str, ...]
    facets: tuple[str, ...]


def _built(topic: Topic, words: Words, rng: random.Random) -> str:
    """A sentence of two to five phrases; the first names who, where or when."""
    pick, chance = rng.choice, rng.random

    def noun() -> str:
        kind = chance()
        if kind < 0.35:
            return pick(topic.fields) + pick(topic.things) + (pick(words.facets) if chance() < 0.3 else "")
        quality = pick(words.qualities) if chance() < 0.5 else ""
        return quality + pick(words.nouns) + (pick(words.facets) if kind > 0.8 else "")

    def act() -> str:
        manner = pick(words.manners) if chance() < 0.5 else ""
        return f"{manner}{pick(words.actions) if chance() < 0.6 else pick(words.verbs)}{noun()}"

    def amount() -> str:
        return f"{rng.randint(2, 999)}{pick(UNITS)}"

    def phrase() -> str:
        kind = rng.randrange(12)
        if kind < 6:
            return act()
        return (
            lambda: f"{act()}和{noun()}",
            lambda: f"{pick(words.results)}",
            lambda: f"{pick(topic.things)}由{pick(topic.departments)}{pick(words.actions)}",
            lambda: f"{place(rng)}{pick(words.actions)}{amount()}{noun()}",
            lambda: f"{noun()}、{noun()}、{pick(words.nouns)}一并{pick(words.actions)}",
            lambda: f"{pick(words.verbs)}{pick(words.manners)}{pick(words.actions)}",
        )[kind - 6]()

    opening = (
        lambda: f"{pick(topic.actors)}{act()}",
        lambda: f"{rng.randint(2025, 2035)}年{rng.randint(1, 12)}月前{act()}",
        lambda: f"{pick(topic.departments)}、{pick(topic.departments)}{act()}",
        lambda: f"在{place(rng)}{act()}",
        lambda: f"对{noun()}{pick(words.manners)}{pick(words.actions)}",
        act,
        phrase,
    )
    phrases = [pick(opening)(), *(phrase() for _ in range(rng.choice((1, 1, 2, 2, 3))))]
    return "，".join(dict.fromkeys(phrases)) + "。"


def _templated(topic: Topic, rng: random.Random) -> str:
    pick = rng.choice

    def noun() -> str:
        return f"{pick(topic.fields)}{pick(topic.things)}{pick(FACETS) if rng.random() < 0.7 else ''}"

    def act() -> str:
        return f"{pick(VERBS)}{noun()}"

    def things(least: int = 3) -> str:
        return "、".join(rng.sample(topic.things, rng.randint(least, 4)))

    def share() -> str:
        return f"{rng.randint(31, 98)}%"

    actor, other = rng.sample(topic.actors, 2)
    lead, second, third = rng.sample(topic.departments, 3)
    amount = rng.randint(2, 90) * 10
    number = rng.randint(3, 480)
    year = rng.randint(2025, 2035)
    frames = (
        lambda: f"{pick(ADVERBS)}，{act()}，{act()}",
        lambda: f"{act()}，{act()}，{pick(PURPOSES)}",
        lambda: (
            f"到{year}年，{place(rng)}新建{number}{pick(UNITS)}{noun()}，"
            f"{pick(topic.fields)}{pick(topic.things)}覆盖率达到{share()}以上"
        ),
        lambda: f"支持{actor}在{place(rng)}{act()}，对符合条件的给予最高{amount}万元补助",
        lambda: f"由{lead}牵头，会同{second}、{third}，于{rng.randint(1, 12)}月底前{act()}",
        lambda: f"围绕{things()}，{act()}，{pick(PURPOSES)}",
        lambda: f"对{noun()}每季度开展不少于{rng.randint(2, 9)}次检查，发现问题的，由{lead}及时处理",
        lambda: f"{actor}应当{act()}，不得挪用{noun()}的资金",
        lambda: f"鼓励{actor}与{other}合作，{act()}，{act()}",
        lambda: f"依托{place(rng)}{actor}，建设{number}{pick(UNITS)}{noun()}，逐步覆盖{place(rng)}、{place(rng)}",
        lambda: f"将{things()}纳入{pick(topic.fields)}{pick(FACETS)}，{act()}",
        lambda: f"{act()}；{actor}{pick(ADVERBS)}，{act()}",
        lambda: f"{lead}每年向社会公布{noun()}，{act()}",
        lambda: f"{pick(topic.fields)}{pick(topic.things)}实行{pick(FACETS)}管理，{act()}，确保{things()}到位",
        lambda: f"在{place(rng)}、{place(rng)}试点{noun()}，{rng.randint(1, 3)}年内培养{number}名{actor}骨干",
        lambda: f"完善{things(2)}等标准，{act()}，{act()}，{pick(PURPOSES)}",
    )
    return pick(frames)() + "。"


def place(rng: random.Random) -> str:
    """An invented place."""
    return rng.choice(NAMES) + rng.choice(PLACE_KINDS)


def _draft(supply: Supply, size: int, rng: random.Random) -> Draft:
    """A document of about `size` characters: the longer it is, the longer are its blocks and chapters."""
    block_size = 400 * (size / 10_000) ** 0.18
    per_chapter = round(4 * (size / 10_000) ** 0.3)
    blocks: list[Block] = []
    total, count = 0, 0
    while total < size:
        paragraphs: list[Paragraph] = []
        length = 0
        numbered = rng.random() < 0.35
        while length < block_size * rng.uniform(0.6, 1.4) and total + length < size:
            texts = supply.paragraph(rng)
            sentences = [Sentence(text, count + n) for n, text in enumerate(texts)]
            count += len(texts)
            length += sum(map(len, texts))
            paragraphs.append(Paragraph(sentences, supply.heading(rng, texts) if numbered else ""))
        if paragraphs:
            blocks.append(Block(supply.heading(rng, [s.text for s in paragraphs[0].sentences]), paragraphs))
        total += length
    name = supply.topic.name if isinstance(supply, Templated) else "重点领域"
    draft = Draft(f"{rng.choice(NAMES)}市{name}高质量发展实施方案")
    for at in range(0, len(blocks), per_chapter):
        group = blocks[at : at + per_chapter]
        draft.chapters.append((supply.heading(rng, [group[0].paragraphs[-1].sentences[-1].text]), group))
    return draft


# ---- a revision and an adaptation


def _edit(draft: Draft, supply: Supply, rng: random.Random) -> Draft:
    def change(paragraph: Paragraph) -> Paragraph:
        kept: list[Sentence] = []
        for sentence in paragraph.sentences:
            chance = rng.random()
            if chance < 0.04:
                continue
            kept.append(
                replace(sentence, text=lightly_edited(sentence.text, rng), kind="edited") if chance < 0.16 else sentence
            )
            if rng.random() < 0.04:
                kept += [Sentence(supply.paragraph(rng)[0], -1, "new")]
        return Paragraph(kept, paragraph.heading)

    derived = _mapped(draft, change, lambda heading: heading)
    _move_blocks(derived, 0.085, rng)
    _move_paragraphs(derived, 0.085, rng)
    return derived


def _adapt(draft: Draft, supply: Supply, rng: random.Random) -> Draft:
    """Half of the new sentences stand between the old ones, half in paragraphs of their own."""
    kept_share = 0.82
    new_share = 0.35 * kept_share / 0.65  # new sentences for each of the left ones, so that they are 35 % of the right
    towns = rng.sample(NAMES, len(NAMES))
    names = dict(zip(NAMES, towns, strict=True))
    waiting = 0.0

    def change(paragraph: Paragraph) -> Paragraph:
        nonlocal waiting
        kept: list[Sentence] = []
        for sentence in paragraph.sentences:
            if rng.random() < kept_share:
                if rng.random() < 0.70:
                    text = adapted(sentence.text, names, rng)
                    sentence = replace(sentence, text=text, kind="adapted" if text != sentence.text else "same")
                kept.append(sentence)
            if rng.random() < new_share / 2:
                kept.append(Sentence(supply.paragraph(rng)[0], -1, "new"))
            waiting += new_share / 2
        return Paragraph(kept, reworded(paragraph.heading, 0.5, rng))

    derived = _mapped(draft, change, lambda heading: reworded(heading, 0.5, rng))
    while waiting > 0:
        texts = supply.paragraph(rng)
        waiting -= len(texts)
        block = rng.choice([block for _, blocks in derived.chapters for block in blocks])
        heading = supply.heading(rng, texts) if block.paragraphs[0].heading else ""
        where = rng.randint(0, len(block.paragraphs))
        block.paragraphs.insert(where, Paragraph([Sentence(text, -1, "new") for text in texts], heading))
    derived.title = f"{rng.choice(NAMES)}市{draft.title[3:]}"
    _move_blocks(derived, 0.30, rng)
    return derived


def _mapped(draft: Draft, change: Callable[[Paragraph], Paragraph], heading: Callable[[str], str]) -> Draft:
    chapters = []
    for title, blocks in draft.chapters:
        kept = []
        for block in blocks:
            paragraphs = [p for p in map(change, block.paragraphs) if p.sentences]
            if paragraphs:
                kept.append(Block(heading(block.heading), paragraphs))
        if kept:
            chapters.append((heading(title), kept))
    return Draft(draft.title, chapters)


def _move_blocks(draft: Draft, share: float, rng: random.Random) -> None:
    """Put blocks with this share of the text somewhere else, three blocks away at least."""
    flat = [(c, block) for c, (_, blocks) in enumerate(draft.chapters) for block in blocks]
    goal = share * sum(_length(block) for _, block in flat)
    order = rng.sample(range(len(flat)), len(flat))
    moved: list[int] = []
    for index in order:
        if goal <= 0:
            break
        if _length(flat[index][1]) <= goal * 1.5:
            moved.append(index)
            goal -= _length(flat[index][1])
    stay = [n for n in range(len(flat)) if n not in set(moved)]
    for index in moved:
        far = [n for n in stay if abs(n - index) > 3] or stay
        chapter, anchor = flat[rng.choice(far)]
        draft.chapters[flat[index][0]][1].remove(flat[index][1])
        target = draft.chapters[chapter][1]
        target.insert(target.index(anchor) + rng.randint(0, 1), flat[index][1])
        _mark(flat[index][1].paragraphs)
    draft.chapters = [chapter for chapter in draft.chapters if chapter[1]]


def _move_paragraphs(draft: Draft, share: float, rng: random.Random) -> None:
    """Put paragraphs with this share of the text under other headings."""
    blocks = [block for _, group in draft.chapters for block in group]
    goal = share * sum(map(_length, blocks))
    moves: list[tuple[int, Paragraph]] = []
    for n in rng.sample(range(len(blocks)), len(blocks)):
        still = [p for p in blocks[n].paragraphs if not any(s.moved for s in p.sentences)]
        if goal > 0 and len(blocks[n].paragraphs) > 1 and still:
            chosen = rng.choice(still)
            moves.append((n, chosen))
            goal -= sum(len(s.text) for s in chosen.sentences)
    for n, paragraph in moves:
        blocks[n].paragraphs.remove(paragraph)
    for n, paragraph in moves:
        far = [m for m in range(len(blocks)) if abs(m - n) > 3] or [m for m in range(len(blocks)) if m != n]
        target = blocks[rng.choice(far)].paragraphs
        target.insert(rng.randint(0, len(target)), paragraph)
        _mark([paragraph])


def _length(block: Block) -> int:
    return sum(len(s.text) for p in block.paragraphs for s in p.sentences)


def _mark(paragraphs: Sequence[Paragraph]) -> None:
    for paragraph in paragraphs:
        paragraph.sentences = [replace(s, moved=s.origin >= 0) for s in paragraph.sentences]


# ---- other words for a sentence

_GROUP_OF = {word: group for group in SYNONYMS for word in group}
_WORDS = re.compile("|".join(sorted((w for w in _GROUP_OF if len(w) > 1), key=lambda w: (-len(w), w))))
_NUMBERS = re.compile(r"[0-9]+")
_LIST = re.compile(r"[^，。；：、（）《》]{2,12}(?:、[^，。；：、（）《》]{2,12}){2,}")
_PLACES = re.compile("|".join(NAMES))
_ADDED = ("进一步", "切实", "因地制宜", "分类分级", "分年度", "会商后")


def _other(word: str, rng: random.Random) -> str:
    """Another word of the same meaning."""
    return rng.choice([w for w in _GROUP_OF[word] if w != word])


def reworded(text: str, share: float, rng: random.Random) -> str:
    """Words with synonyms replaced at random, `share` of them."""
    return _WORDS.sub(lambda m: _other(m.group(), rng) if rng.random() < share else m.group(), text)


def lightly_edited(text: str, rng: random.Random) -> str:
    """One small change: a word, a number, an item of a list, a phrase more or less."""
    body, stop = text[:-1], text[-1]
    steps: list[Callable[[], str]] = [
        lambda: _one_word(body, rng),
        lambda: _NUMBERS.sub(lambda m: str(int(m.group()) + rng.randint(1, 9)), body, count=1),
        lambda: _inserted(body, rng),
        lambda: _without_phrase(body, rng),
        lambda: _shuffled_lists(body, rng),
    ]
    for step in rng.sample(steps, len(steps)):
        result = step()
        if result != body:
            return result + stop
    return f"{body}并报主管机关备案{stop}"


def adapted(text: str, names: dict[str, str], rng: random.Random) -> str:
    """Re-worded until 20-40 % of the characters have changed, as far as the words allow it."""
    wanted = rng.uniform(0.20, 0.40) * len(text)
    body, stop = text[:-1], text[-1]
    changed = 0.0
    fresh = _PLACES.sub(lambda m: names[m.group()], body)
    fresh = _NUMBERS.sub(lambda m: str(max(1, int(m.group()) + rng.randint(-9, 19))), fresh)
    changed += sum(a != b for a, b in zip(body, fresh, strict=False))
    body = fresh
    spots = [m.span() for m in _WORDS.finditer(body)]
    pieces: dict[int, tuple[int, str]] = {}
    for start, end in rng.sample(spots, len(spots)):
        if changed >= wanted:
            break
        word = body[start:end]
        other = _other(word, rng)
        pieces[start] = (end, other)
        changed += max(len(word), len(other))
    for start in sorted(pieces, reverse=True):
        end, other = pieces[start]
        body = body[:start] + other + body[end:]
    steps: list[Callable[[str, random.Random], str]] = [_shuffled_lists, _inserted, _without_phrase]
    for step in rng.sample(steps, len(steps)):
        if changed < wanted:
            result = step(body, rng)
            changed += 6 if result != body else 0
            body = result
    return body + stop


def _one_word(body: str, rng: random.Random) -> str:
    spots = list(_WORDS.finditer(body))
    if not spots:
        return body
    spot = rng.choice(spots)
    return body[: spot.start()] + _other(spot.group(), rng) + body[spot.end() :]


def _inserted(body: str, rng: random.Random) -> str:
    spots = [m.start() for m in _WORDS.finditer(body)]
    if not spots:
        return body
    at = rng.choice(spots)
    return body[:at] + rng.choice(_ADDED) + body[at:]


def _without_phrase(body: str, rng: random.Random) -> str:
    """Without one of the phrases after the first, where three or more make up the sentence; at most a third of it."""
    phrases = body.split("，")
    small = [n for n in range(1, len(phrases)) if len(phrases[n]) < len(body) / 3]
    if len(phrases) < 3 or not small:
        return body
    gone = rng.choice(small)
    return "，".join(phrase for n, phrase in enumerate(phrases) if n != gone)


def _shuffled_lists(body: str, rng: random.Random) -> str:
    def shuffled(match: re.Match[str]) -> str:
        items = match.group().split("、")
        return "、".join(rng.sample(items[:-1], len(items) - 1) + items[-1:])  # the last one carries what follows

    return _LIST.sub(shuffled, body)


# ---- numbers and lines


def numeral(number: int) -> str:
    """Chinese numeral of 1..999."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def _render(draft: Draft, layout: str) -> tuple[str, list[tuple[Sentence, tuple[int, int]]]]:
    """Text of a draft and the place of each sentence in it."""
    pieces: list[str] = []
    spans: list[tuple[Sentence, tuple[int, int]]] = []
    at = 0
    for sentence, text in _pieces(draft, layout == "headed"):
        pieces.append(text)
        if sentence is not None:
            spans.append((sentence, (at, at + len(text))))
        at += len(text)
    return "".join(pieces), spans


def _pieces(draft: Draft, headed: bool) -> Iterator[tuple[Sentence | None, str]]:
    if headed:
        yield None, f"{draft.title}\n\n"
    for chapter, (title, blocks) in enumerate(draft.chapters, 1):
        if headed:
            yield None, f"{numeral(chapter)}、{title}\n"
        for number, block in enumerate(blocks, 1):
            if headed:
                yield None, f"（{numeral(number)}）{block.heading}\n"
            item = 0
            for paragraph in block.paragraphs:
                if headed and paragraph.heading:
                    item += 1
                    yield None, f"{item}.{paragraph.heading}。"
                for sentence in paragraph.sentences:
                    yield sentence, sentence.text
                yield None, "\n"
