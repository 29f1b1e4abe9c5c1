"""Many documents with known passages: texts of the bulk corpus in varied alphabets, and passages planted in them.

A round through the bulk corpus takes its texts as they are; each further round swaps the Han characters of all its
texts for others, one to one, so that rounds share nothing but what is planted, and each has the shared wording of
real documents. A plant is two to four neighbouring sentences of one document put between two sentences of another:
verbatim (L0), with about 8 % of the characters changed (L1), or with about 22 % changed and its lists shuffled (L2).
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from compare.corpus.scale.store import Text

CHANGED = {"L0": 0.0, "L1": 0.08, "L2": 0.22}
SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_DROP = re.compile(r"[\W_]+")
_SHORTEST = 20  # characters of a sentence that is planted
_LEAST = 3  # sentences of a document


@dataclass(frozen=True)
class Plant:
    """Where a passage stands: document and sentences [first, last) of its source and of the copy, whose characters
    are `sizes`."""

    kind: str
    source: int
    source_at: tuple[int, int]
    target: int
    target_at: tuple[int, int]
    sizes: tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """A document as sentences, already without blanks and punctuation."""

    sentences: list[str]


def texts(rows: Iterable[Row]) -> Iterator[Text]:
    """The documents as the pipeline takes them; every sentence is a clause."""
    for row in rows:
        ends = np.cumsum([0, *map(len, row.sentences)]).astype(np.int32)
        yield Text("".join(row.sentences), ends)


def write(shared: Path, count: int, folder: Path) -> None:
    """Leave documents and plants in a folder, so that a program measured need not hold them: a line a document, its
    sentences parted by tabs."""
    rows, plants = make(shared, count)
    with (folder / "documents.txt").open("w", encoding="utf-8", errors="surrogatepass") as stream:
        stream.writelines("\t".join(row.sentences) + "\n" for row in rows)
    (folder / "plants.json").write_text(json.dumps([vars(plant) for plant in plants]), encoding="utf-8")


def read(folder: Path) -> Iterator[Row]:
    """The documents again, one by one."""
    with (folder / "documents.txt").open(encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
        for line in stream:
            yield Row([part for part in line.rstrip("\n").split("\t") if part])


def read_plants(folder: Path) -> list[Plant]:
    """The plants again."""
    return [Plant(**row) for row in json.loads((folder / "plants.json").read_text(encoding="utf-8"))]


def make(shared: Path, count: int, seed: int = 7) -> tuple[list[Row], list[Plant]]:
    """`count` documents, and a plant of each kind in turn in each second document. Deterministic."""
    with gzip.open(shared / "corpus" / "bulk.jsonl.gz", "rt", encoding="utf-8") as stream:
        bulk = [json.loads(line)["text"] for line in stream]
    chooser = random.Random(seed)
    chooser.shuffle(bulk)
    alphabet = sorted({char for text in bulk for char in text if "\u4e00" <= char <= "\u9fff"})
    rows: list[Row] = []
    table: dict[int, int] = {}
    for number in range(count):
        if number % len(bulk) == 0 and number:
            other = alphabet[:]
            chooser.shuffle(other)
            table = {ord(a): ord(b) for a, b in zip(alphabet, other, strict=True)}
        text = bulk[number % len(bulk)].translate(table)
        rows.append(Row([key for part in SENTENCE.findall(text) if (key := _DROP.sub("", part))]))
    return rows, _plants(rows, chooser)


def _plants(rows: list[Row], chooser: random.Random) -> list[Plant]:
    """Plants; sources keep the even places, copies go to the odd ones, so that no plant shifts another's source."""
    found = []
    kinds = list(CHANGED)
    for target in range(1, len(rows), 2):
        source = chooser.randrange(0, len(rows), 2)
        lines = rows[source].sentences
        many = chooser.randint(2, 4)
        places = [
            at
            for at in range(len(lines) - many + 1)
            if all(_SHORTEST <= len(line) <= 200 for line in lines[at : at + many])
        ]
        if len(rows[target].sentences) < _LEAST or not places:
            continue
        at = chooser.choice(places)
        kind = kinds[target // 2 % len(kinds)]
        put = [_changed(line, kind, chooser) for line in lines[at : at + many]]
        where = chooser.randint(1, len(rows[target].sentences) - 1)
        rows[target].sentences[where:where] = put
        found.append(Plant(kind, source, (at, at + many), target, (where, where + many), tuple(map(len, put))))
    return found


def _changed(text: str, kind: str, chooser: random.Random) -> str:
    """The text with a share of its characters replaced, left out or doubled by words of two; in L2 its middle parts
    are shuffled too, as lists are."""
    goal = CHANGED[kind] * len(text)
    if not goal:
        return text
    chars = list(text)
    if kind == "L2" and len(chars) >= 24:
        third = len(chars) // 3
        a, b = third, third + chooser.randint(4, 6)
        c = b + chooser.randint(4, 6)
        chars = chars[:a] + chars[b:c] + chars[a:b] + chars[c:]
        goal -= min(b - a, c - b)
    done = 0
    while done < goal:
        at = chooser.randrange(len(chars) - 1)
        word = [chr(chooser.randrange(0x4E00, 0x9000)) for _ in range(2)]
        way = chooser.random()
        chars[at : at + (0 if way < 0.2 else 2)] = [] if way > 0.8 else word
        done += 2
    return "".join(chars)
