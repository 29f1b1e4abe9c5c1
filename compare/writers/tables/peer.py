"""The table of two documents on one topic (比对表): by section and role, what each says, and how that differs."""

from __future__ import annotations

from .blocks import Block, Pair
from .findings import Side, findings
from .model import Cell, Column, Row, plain
from .vertical import own_text, places, quotations
from .words import SEVERAL, Words

_SAME = 0.8  # share of both texts from which they are nearly the same, or formula
_MUCH = 0.6  # and from which what one says the other says too, in other words


def columns(pair: Pair, words: Words) -> tuple[Column, ...]:
    """The columns of the table; the sides are named by their places, or issuers."""
    widths = {"number": 5, "role": 8, "left": 28, "right": 28, "remark": 19}
    heads = {key: words.say(f"peer_{key}") for key in widths}
    for key, document in zip(("left", "right"), pair.documents, strict=True):
        owner = (*document.metadata.places[:1], *document.metadata.issuers[:1], "")[0]
        heads[key] += words.say("brackets", text=owner) if owner else ""
    return tuple(Column(key, heads[key], width) for key, width in widths.items())


def rows(pair: Pair, words: Words) -> tuple[Row, ...]:
    """A row for every section of either document, in the order of the left one."""
    found: list[Row] = []
    number = 0
    for block in pair.blocks:
        cells = quotations(pair, block, words)
        if block.container:
            cells = (cells[0] if block.left else Cell(), cells[1] if block.rights else Cell())
            found.append(Row((Cell(), Cell(), *cells, Cell()), "band"))
            continue
        number += 1
        role = words.names.roles(block.section.roles)
        found.append(Row((plain(str(number)), plain(role), *cells, _remark(pair, block, words))))
    return tuple(found)


def _remark(pair: Pair, block: Block, words: Words) -> Cell:
    found = findings(pair, block)
    say = words.say
    parts: list[str] = []
    if not block.real and not block.pairs:
        if block.links:
            parts.append(say("same_role_only", role=words.names.roles(block.section.roles)))
        else:
            parts.append(_only(found.left if block.left else found.right, bool(block.left), words))
    else:
        parts += _both(found.left, found.right, words)
        parts += [say(f"peer_{c.kind}", left=c.left, right=c.right) for c in found.changes][:SEVERAL]
        parts += places(pair, block, words, "peer")
    lines = [words.sentences(parts)] if any(parts) else []
    lines += [say("remark", text=text) for text in block.remarks]
    return plain("\n".join(lines))


def _only(side: Side, left: bool, words: Words) -> str:
    name = words.names.side(left)
    if side.own:
        return words.say("only_with", side=name, own=own_text(side, words))
    ritual = side.total > 0 and side.ritual >= _SAME * side.total
    return words.say("only_ritual" if ritual else "only", side=name)


def _both(left: Side, right: Side, words: Words) -> list[str]:
    """How much two sections have in common, and what either names alone."""
    say = words.say
    total = sum(side.total for side in (left, right))
    ritual = sum(side.ritual for side in (left, right))
    same = sum(side.same for side in (left, right))
    echoed = sum(side.echoed for side in (left, right))
    if total and same >= _SAME * total:
        parts = [say("nearly_same")]
    elif total and ritual >= _SAME * total:
        parts = [say("both_ritual")]
    elif total and echoed >= _MUCH * total:
        parts = [say("much_alike")]
    elif echoed:
        parts = [say("partly_alike")]
    else:
        parts = [say("subject_alike")]
    for side, name in ((left, words.names.side(True)), (right, words.names.side(False))):
        if side.own:
            parts.append(say("names_alone", side=name, own=own_text(side, words)))
    return parts
