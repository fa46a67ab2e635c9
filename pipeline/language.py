"""The language layer: the news tokenizer, sentence bounds, and the component that sets them.

Entity matching decides how words are cut. Phrases are matched token by token and without regard
to case, so no cut between letters depends on case (headlines write ``Air-To-Air``), and names must
stand alone where words are glued to them: ``Poland-based``, ``U.S.-made``, ``F-35-related`` and
``India-Indonesia`` are cut at the hyphen. Designations (``AN/AAR-47A(V)2``, ``CN235-220``,
``AIM-120C-8``) and calibres (``155mm``) stay whole, abbreviations keep their stop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from spacy.attrs import LOWER, NORM  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import DummyTokenizer

from pipeline.sentences import (
    Abbreviations,
    default_abbreviations,
    looks_english,
    sentences,
)

__all__ = [
    "ARTICLE_KEY",
    "NewsTokenizer",
    "lean_vocabulary",
    "looks_english",
    "make_tokenizer",
    "news_sentences",
    "sentences",
    "set_sentence_starts",
]

# Where a ``Doc`` keeps the ``Article`` it was made of, in ``doc.user_data``.
ARTICLE_KEY = "dealfacts_article"

# Words that are glued by a hyphen to a designation, which keeps its other hyphens.
_GLUED = (
    "made|based|built|led|owned|backed|designed|developed|related|type|class|style|series|era"
    "|supplied|produced|manufactured|funded|controlled|run|operated|equipped|armed|compatible"
    "|capable|powered|licensed|licenced|derived|like|variant|standard|sized|only|specific|launched"
)
_QUOTES = '"“”„«»`´'
_SIGNS = "€£¥₹₩₽₺₴₦₱₪₫₡₲₵₸₼₾"
_PREFIX = re.compile(
    rf"(?:[{_QUOTES}'‘’‚(\[{{<>,;:!?*#=%§~_/|…•+—–―{_SIGNS}](?<!\+)|\+(?![0-9])"
    r"|(?:US|AU|CA|NZ|HK|NT|A|C|S|R)?\$|\.\.+|[.\-](?![0-9]))"
)
_SUFFIX = re.compile(
    rf"(?:['’][sS]|[{_QUOTES}'‘’\]}}>,;:!?*#=%~_/|…—–―\-©®™{_SIGNS}$]|\.\.+"
    # The bracket of a variant, ``AAR-47A(V)``, belongs to it.
    r"|(?<!\([A-Z0-9])(?<!\([A-Z0-9]{2})\)"
    # A stop stays on an initial and on ``U.S.``, and goes after ``10M`` and ``F-35B``.
    r"|(?<=[^A-Z])\.|(?<=[^\W_][A-Z])\.|(?<=[&/\-][A-Z])\.)$"
)
# The character itself comes first, what must stand before it after: ``re`` then skips most words.
_INFIX = re.compile(
    r"[\-–~—―.…!?,;:<>=|/\"“”(](?:"
    r"(?<=\.)\.+|(?<=[…—―])|(?<=-)-+"
    r"|(?<=[^\W\d_][\-–~])(?=[^\W\d_])"  # Poland-based, air-to-air
    r"|(?<=[A-Za-z]\.[\-–])(?=[^\W\d_])"  # U.S.-made
    rf"|(?<=[0-9)][\-–])(?=(?i:{_GLUED})(?![\w\-]))"  # F-35-related
    r"|(?<=[^\W\d_]–)(?=\S)"
    r"|(?<=[a-z0-9%)\"”'’][.!?])(?=[A-Z\"“])"  # said.Replying
    r"|(?<=[a-z][.,!?][\"“”])(?=\w)|(?<=\w[\"“”])(?=\w)"
    r"|(?<=[^\W_][,;])(?=[^\W\d_])|(?<=[^\W\d_][,;])(?=[0-9])"
    r"|(?<=[^\W_][:<>=|])(?=[^\W\d_])"
    r"|(?<![0-9][A-Z]/)(?<!\bAN/)(?<=[^\W\d_]/)(?=[^\W\d_])"  # but AN/AAR-47, F-16C/D
    r"|(?<=[a-z]\()(?=[A-Za-z])"
    r")"
)
_URL = re.compile(
    r"(?:(?:https?|ftp)://\S*[\w/]"
    r"|www\.[\w\-./~%?=&#]*[\w/]"
    r"|[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+){1,5}"
    r"|(?:[a-z0-9][a-z0-9\-]*\.){1,4}(?:com|org|net|gov|mil|edu|int|info|io|[a-z]{2})(?:/\S*)?"
    r"|[A-Z0-9]{2,}\.(?:COM|ORG|NET))$"
)
# Runs of blanks become tokens of their own; spaCy's tokenizer knows how.
_ODD_SPACES = (
    *("  ", " \n", "\n ", " \t", "\t "),
    *(char for char in map(chr, range(0x3001)) if char.isspace() and char not in " \t\n"),
)
_BREAKS = re.compile(r"([\t\n]+)")
_CACHE_CHARACTERS = 1_000_000

_ID = np.dtype(np.uint64)


def _abbreviation_pattern(abbreviations: Abbreviations) -> re.Pattern[str]:
    """Abbreviations with their stop, and dotted acronyms, as whole tokens."""
    forms = "|".join(sorted(map(re.escape, abbreviations.kinds), reverse=True))
    # The look ahead spares most words the long alternation.
    return re.compile(rf"(?=\S{{1,24}}(?<=\.)$)(?:(?:[A-Za-z]\.){{2,8}}|[A-Z]\.|{forms})$")


_LONGEST_WORD = 150  # characters; longer runs without a blank are no words


class NewsTokenizer(DummyTokenizer):
    """Callable text -> ``Doc``: spaCy's own tokenizer with a cache of whole words before it.

    The tokens are those of ``inner``; looking the words up here takes a third of the time.
    """

    def __init__(self, inner: Tokenizer) -> None:
        """``inner`` cuts the words that the cache does not know."""
        self.inner = inner
        self.vocab = inner.vocab
        self._cache: dict[str, bytes] = {}
        self._held = 0

    def __call__(self, text: str) -> Doc:
        """Tokenize ``text``; the tokens with their spaces are exactly ``text``."""
        if (
            not text
            or text[0] == " "
            or text[-1] == " "
            or any(map(text.__contains__, _ODD_SPACES))
            or self.vocab.in_memory_zone  # ids of new words end with the zone
        ):
            doc: Doc = self.inner(text)
            return doc
        pieces = text.split(" ")
        try:
            known = b"".join(map(self._cache.__getitem__, pieces))
        except KeyError:
            self._extend(pieces)
            known = b"".join(map(self._cache.__getitem__, pieces))
        pairs = np.frombuffer(known, _ID)
        spaces = pairs[1::2].tolist()
        spaces[-1] = 0
        return Doc(self.vocab, words=pairs[::2].tolist(), spaces=spaces)

    def _extend(self, pieces: Sequence[str]) -> None:
        """Put into the cache those of ``pieces`` (words without blanks) that it lacks."""
        new = [piece for piece in dict.fromkeys(pieces) if piece not in self._cache]
        self._held += sum(map(len, new))
        if self._held > _CACHE_CHARACTERS:
            self._cache, self._held = {}, 0
            new = [*dict.fromkeys(pieces)]
        # Line breaks and tabs are tokens themselves.
        cut = {piece: _BREAKS.split(piece) for piece in new if "\n" in piece or "\t" in piece}
        parts = (part for split in cut.values() for part in split[::2] if part)
        whole = (piece for piece in new if piece not in cut)
        words = [w for w in dict.fromkeys(chain(whole, parts)) if w not in self._cache]
        if words:
            self._learn(words)
        add = self.vocab.strings.add
        for piece, split in cut.items():
            ids: list[int] = []
            for place, part in enumerate(split):
                if part:
                    held = np.frombuffer(self._cache[part], _ID)[::2] if place % 2 == 0 else ()
                    ids += [*map(int, held)] or [add(part)]
            self._cache[piece] = _packed(ids)

    def _learn(self, pieces: list[str]) -> None:
        # One call for all of them: a ``Doc`` for each would cost more than its tokens.
        endless = [piece for piece in pieces if len(piece) > _LONGEST_WORD]
        for piece in endless:
            # spaCy takes affixes off one by one, each time over the rest of the word
            cut = [piece[i : i + _LONGEST_WORD] for i in range(0, len(piece), _LONGEST_WORD)]
            self._cache[piece] = _packed([self.vocab.strings.add(part) for part in cut])
        pieces = [piece for piece in pieces if len(piece) <= _LONGEST_WORD]
        if not pieces:
            return
        ids: list[int] = []
        at = 0
        for token in self.inner(" ".join(pieces)):
            ids.append(token.orth)
            if token.whitespace_:
                self._cache[pieces[at]] = _packed(ids)
                at += 1
                ids = []
        self._cache[pieces[at]] = _packed(ids)

    def explain(self, text: str) -> list[tuple[str, str]]:
        """Which rule made each token, for debugging."""
        explained: list[tuple[str, str]] = self.inner.explain(text)
        return explained

    def __reduce__(self) -> tuple[type[NewsTokenizer], tuple[Tokenizer]]:
        """Pickled without its cache."""
        return NewsTokenizer, (self.inner,)


def _packed(ids: list[int]) -> bytes:
    """Token ids in turn with whether a blank follows, in the order of the machine's bytes.

    Bytes rather than lists: an article's words lie far apart in memory, and each hop costs.
    """
    pairs = np.zeros((len(ids), 2), _ID)
    pairs[:, 0] = ids
    pairs[-1, 1] = 1
    return pairs.tobytes()


def make_tokenizer(nlp: Language, abbreviations: Abbreviations | None = None) -> NewsTokenizer:
    """The news tokenizer over the vocabulary of ``nlp``: ``nlp.tokenizer = make_tokenizer(nlp)``.

    Set it before any phrase is added to a matcher: patterns cut in another way never match.
    """
    keep = _abbreviation_pattern(abbreviations or default_abbreviations())
    inner = Tokenizer(
        nlp.vocab,
        rules={},
        prefix_search=_PREFIX.match,
        suffix_search=_SUFFIX.search,
        infix_finditer=_INFIX.finditer,
        token_match=keep.match,
        url_match=_URL.match,
    )
    return NewsTokenizer(inner)


def lean_vocabulary(nlp: Language) -> None:
    """Let new words of ``nlp`` carry no lexical attributes but LOWER and NORM.

    spaCy computes some twenty of them for every new word, which costs more than all the rest of a
    cold run. Not for a pipeline whose patterns use others, such as LIKE_NUM.
    """
    vocab: Any = nlp.vocab
    getters = vocab.lex_attr_getters
    vocab.lex_attr_getters = {key: getters[key] for key in (LOWER, NORM) if key in getters}


def set_sentence_starts(doc: Doc, starts: Sequence[int]) -> None:
    """Let a sentence of ``doc`` begin at each character offset of ``starts``.

    An offset inside a token counts for the next one. Sentences set before are replaced.
    """
    if not len(doc):
        return
    offsets = doc.to_array(["IDX"])
    marks = np.full(len(doc), -1, dtype=np.int64)
    found = np.searchsorted(offsets, np.asarray(starts, dtype=offsets.dtype))
    marks[found[found < len(doc)]] = 1
    marks[0] = 1
    bounds: Any = marks.astype(np.uint64)
    doc.from_array(["SENT_START"], bounds)


@Language.component("news_sentences")
def news_sentences(doc: Doc) -> Doc:
    """spaCy component: sentence starts of ``doc``, by the blocks of its article if it has one."""
    article = doc.user_data.get(ARTICLE_KEY)
    blocks = article.blocks if article is not None else None
    set_sentence_starts(doc, [start for start, _ in sentences(doc.text, blocks)])
    return doc
