"""When a predicted fact and a gold fact agree.

The yardstick of ``dealfacts score``. It is kept apart from the rules that find facts, country
names included, so that a change of the rules never moves the yardstick.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib import resources

from pipeline.records import DealDate, Item, Obligation, Party, Value

# Legal forms and small words that do not tell one name from another.
_IDLE = (
    "inc incorporated corp corporation co company ltd limited llc llp plc gmbh ag sa spa ab asa "
    "oyj oy as bv nv srl kg se pte pty sp zoo s a p group holding holdings the of and for"
)
_IDLE_WORDS = frozenset(_IDLE.split())
_GOVERNMENT_WORD = re.compile(
    r"\b(?:department|government|govt|agency|administration|directorate|armament|procurement"
    r"|defen[cs]e forces?|army|navy|air force|marine|coast guard|command|armed forces|pentagon"
    r"|mod|dod|organi[sz]ation|office|bureau|force)\b|minist",
    re.IGNORECASE,
)
# Everyday names of states that the ISO list does not have.
_EVERYDAY_NAMES = frozenset(
    {
        "britain",
        "czech republic",
        "czechia",
        "korea",
        "netherlands",
        "russia",
        "south korea",
        "taiwan",
        "the netherlands",
        "turkey",
        "turkiye",
        "u s",
        "uae",
        "uk",
        "united arab emirates",
        "united kingdom",
        "united states",
        "us",
        "usa",
        "vietnam",
    }
)
_STATE_PREFIX = re.compile(r"^(?:government of |republic of )|(?: government| govt)$")
_NAME_SHARE = 0.6
_ITEM_SHARE = 0.5
_AMOUNT_SHARE = 0.005
_TEXT_F1 = 0.5


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case ASCII words with one space between them: accents and punctuation are gone."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others."""
    return tuple(word for word in fold(name).split() if word not in _IDLE_WORDS)


def _initials(words: list[str] | tuple[str, ...]) -> str:
    return "".join(word[0] for word in words)


def _is_acronym(short: str, long: str) -> bool:
    words = name_words(short)
    if len(words) != 1 or len(words[0]) < 2:
        return False
    return words[0] in (_initials(name_words(long)), _initials(fold(long).split()))


def names_agree(one: str, other: str) -> bool:
    """Whether two names may stand for the same: one within the other, an acronym, or close."""
    first, second = set(name_words(one)), set(name_words(other))
    if not first or not second:
        return fold(one) == fold(other)
    if first <= second or second <= first:
        return True
    if _is_acronym(one, other) or _is_acronym(other, one):
        return True
    return len(first & second) / len(first | second) >= _NAME_SHARE


@lru_cache(maxsize=1)
def _state_names() -> dict[str, frozenset[str]]:
    table = resources.files("pipeline").joinpath("country_names.tsv").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for line in table.splitlines():
        code, *names = line.split("\t")
        found[code] = frozenset(fold(name) for name in (*names, names[0].split(",")[0]))
    return found


def names_state(party: Party) -> bool:
    """Whether the party goes by the name of its own country or of its government."""
    name = fold(party.name).removeprefix("the ")
    names = _EVERYDAY_NAMES | _state_names().get(party.country or "", frozenset())
    if name in names or _STATE_PREFIX.sub("", name).strip() in names:
        return True
    return "government" in name.split()


def _is_body(party: Party) -> bool:
    return names_state(party) or bool(_GOVERNMENT_WORD.search(party.name))


def parties_agree(predicted: Party, gold: Party) -> bool:
    """Same party, whatever its role: by name, or a country beside one of its own bodies."""
    if names_agree(predicted.name, gold.name):
        return True
    if not predicted.country or predicted.country != gold.country:
        return False
    return (names_state(predicted) and _is_body(gold)) or (
        names_state(gold) and _is_body(predicted)
    )


def roles_agree(predicted: Party, gold: Party) -> bool:
    """Same party in the same role."""
    return predicted.role == gold.role and parties_agree(predicted, gold)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def items_agree(predicted: Item, gold: Item) -> bool:
    """Same item: one name within the other, a designation in common, or half the words."""
    first = {_singular(word) for word in name_words(predicted.name)}
    second = {_singular(word) for word in name_words(gold.name)}
    if not first or not second:
        return False
    common = first & second
    if first <= second or second <= first or any(re.search(r"\d", word) for word in common):
        return True
    return len(common) / len(first | second) >= _ITEM_SHARE


def values_agree(predicted: Value, gold: Value) -> bool:
    """Same sum within half a per cent, in the same currency."""
    if predicted.currency != gold.currency:
        return False
    return abs(predicted.amount - gold.amount) <= _AMOUNT_SHARE * max(abs(gold.amount), 1)


def dates_agree(predicted: DealDate, gold: DealDate) -> bool:
    """Same kind and the same date, to the letter."""
    return predicted.kind == gold.kind and predicted.date == gold.date


def obligations_agree(predicted: Obligation, gold: Obligation) -> bool:
    """Same kind, and half of the words of both texts in common (token F1)."""
    if predicted.kind != gold.kind:
        return False
    first = Counter(fold(predicted.text).split())
    second = Counter(fold(gold.text).split())
    common = (first & second).total()
    return bool(common) and 2 * common / (first.total() + second.total()) >= _TEXT_F1
