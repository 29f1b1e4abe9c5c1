"""The one room of jieba: words of Chinese text, with a policy dictionary.

jieba is loaded at the first call (0.6 s) and quietly; its cache file saves nothing and is not written.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..vocabulary import policy_words

_WORD_FREQUENCY = 20_000  # enough to win over jieba's own splits of the same characters


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SyntaxWarnings of jieba's own sources on Python >= 3.12
        import jieba

    class QuietTokenizer(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
        initialized: bool

        def initialize(self, dictionary: str | None = None) -> None:
            if not self.initialized:
                self.FREQ, self.total = self.gen_pfdict(self.get_dict_file())
                self.initialized = True

    tokenizer = QuietTokenizer()
    tokenizer.initialize()
    for word in policy_words():
        tokenizer.add_word(word, _WORD_FREQUENCY)
    return tokenizer


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Words of a text as (word, start, end); they tile the text."""
    at = 0
    for word in _tokenizer().cut(text, HMM=True):
        yield word, at, at + len(word)
        at += len(word)


def word_list(text: str) -> list[str]:
    """Words of a text in order, as `words` finds them."""
    return list(_tokenizer().cut(text, HMM=True))


def longest_words(text: str) -> list[str]:
    """Words of two to four characters by longest match from the end, without those between; many times faster than
    `words`, good enough to say what a text is about."""
    known, endings = _tokenizer().FREQ, _endings()
    found = []
    end = len(text)
    while end > 1:
        if text[end - 2 : end] in endings:
            for length in (4, 3, 2):
                if known.get(text[max(0, end - length) : end]):
                    found.append(text[max(0, end - length) : end])
                    end -= length
                    break
            else:
                end -= 1
        else:
            end -= 1
    return found


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    """The last two characters of every word that `longest_words` can find."""
    return frozenset(word[-2:] for word, count in _tokenizer().FREQ.items() if count and 2 <= len(word) <= 4)


def warm() -> None:
    """Load jieba and its dictionary now, so that later calls do not wait."""
    _tokenizer()
