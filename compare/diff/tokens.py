"""Tokens of a clause for the word diff: numbers with units, dates, titles and document numbers whole, else words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..basics.words import words

_NUMBER = r"[0-9０-９](?:[0-9０-９,，.．]*[0-9０-９])?"
_ATOM = re.compile(
    r"《[^》\n]{1,80}》|首[台批版件][（(][套次][）)]"
    r"|[一-龥]{1,8}[〔\[（(【][0-9０-９]{4}[〕\]）)】]\s*第?[0-9０-９]+号"
    rf"|(?:{_NUMBER}年)(?:{_NUMBER}月)?(?:{_NUMBER}日)?(?:年?底|末)?|{_NUMBER}月(?:{_NUMBER}日)?"
    rf"|第?{_NUMBER}\s*(?:[—–~～至\-]\s*{_NUMBER})?\s*(?:[十百千万亿]+)?(?:个百分点|平方公里|平方米|公里|工作日|[%％‰元个家项件种条座处台套人名户所米亩吨倍次年月日天号度])?元?"
    r"|[A-Za-zＡ-Ｚａ-ｚ]+"
)
_DROP = re.compile(r"(?<![0-9])[.,\-]|[.,\-](?![0-9])|,|[^\w.%‰\-]|_")
_DASHES = dict.fromkeys(map(ord, "—–~～−‐‑"), "-")
_OPENING = re.compile(r"[（(“‘「『〔\[【]+")
_DIGITS = re.compile(r"[0-9](?:[0-9.]*[0-9])?(?:-[0-9](?:[0-9.]*[0-9])?)?(?:[百千万亿]+)?%?")


@dataclass(frozen=True, slots=True)
class Token:
    """Half-open source span and the form that is compared; blanks and punctuation after it belong to it."""

    start: int
    end: int
    form: str


def plain(text: str) -> str:
    """Comparable form: NFKC, lower case, without blanks and punctuation other than within numbers."""
    folded = "".join(unicodedata.normalize("NFKC", text).lower().split()).translate(_DASHES)
    return _DROP.sub("", folded)


def numbers(text: str) -> tuple[str, ...]:
    """Numbers of a text in comparable form, in order (`1,000.5` is `1000.5`)."""
    return tuple(_DIGITS.findall(plain(text)))


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Tokens of text[start:end]; they tile it. Blanks and punctuation join the token before, opening brackets and quotes the one after."""
    pieces: list[tuple[int, int]] = []
    at = start
    for match in _ATOM.finditer(text, start, end):
        pieces += [(at + low, at + high) for _, low, high in words(text[at : match.start()])]
        pieces.append(match.span())
        at = match.end()
    pieces += [(at + low, at + high) for _, low, high in words(text[at:end])]
    tokens: list[Token] = []
    lead = start
    for low, high in pieces:
        form = plain(text[low:high])
        if form:
            tokens.append(Token(lead, high, form))
            lead = high
        elif tokens and not _OPENING.fullmatch(text, low, high):
            last = tokens[-1]
            tokens[-1] = Token(last.start, high, last.form)
            lead = high
    if lead < end and tokens:
        tokens[-1] = Token(tokens[-1].start, end, tokens[-1].form)
        lead = end
    if lead < end and not tokens:
        tokens.append(Token(lead, end, ""))
    return tokens
