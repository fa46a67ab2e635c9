"""English inflection of the verbs and nouns in the rule files.

The blank spaCy pipeline has no lemmatizer, so the inflected forms are made when rules load.
Regular spelling rules after Quirk et al., *A Comprehensive Grammar of the English Language*,
sections 3.3-3.10 (verbs) and 5.78-5.84 (nouns).
"""

from __future__ import annotations

_IRREGULAR: dict[str, tuple[str, str]] = {
    "build": ("built", "built"),
    "fly": ("flown", "flown"),  # "flew" tells of no deal
    "freeze": ("froze", "frozen"),
    "offset": ("offset", "offset"),
    "teach": ("taught", "taught"),
    "buy": ("bought", "bought"),
    "choose": ("chose", "chosen"),
    "get": ("got", "got"),
    "give": ("gave", "given"),
    "lend": ("lent", "lent"),
    "let": ("let", "let"),
    "make": ("made", "made"),
    "pay": ("paid", "paid"),
    "sell": ("sold", "sold"),
    "send": ("sent", "sent"),
    "strike": ("struck", "struck"),
    "take": ("took", "taken"),
    "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"),
    "seek": ("sought", "sought"),
    "come": ("came", "come"),
    "go": ("went", "gone"),
    "begin": ("began", "begun"),
    "hand": ("handed", "handed"),
    "cut": ("cut", "cut"),
    "set": ("set", "set"),
    "bring": ("brought", "brought"),
    "undertake": ("undertook", "undertaken"),
    "hold": ("held", "held"),
    "keep": ("kept", "kept"),
    "rebuild": ("rebuilt", "rebuilt"),
    "find": ("found", "found"),
    "see": ("saw", "seen"),
    "leave": ("left", "left"),
    "mean": ("meant", "meant"),
    "bear": ("bore", "borne"),
    "lead": ("led", "led"),
    "meet": ("met", "met"),
    "put": ("put", "put"),
    "run": ("ran", "run"),
    "undergo": ("underwent", "undergone"),
    "lay": ("laid", "laid"),
    "spend": ("spent", "spent"),
    "tear": ("tore", "torn"),
    "break": ("broke", "broken"),
    "show": ("showed", "shown"),
}
# Final consonant doubled before -ed/-ing although the last syllable is not always stressed
# (British and American spellings both occur in news).
_DOUBLING = frozenset(
    "bag ship shop equip refit retrofit offset outfit scrap drop tap net cancel commit submit "
    "transfer get let cut set pen win plan snap nab fit allot grab snag run".split()
)
_VOWELS = frozenset("aeiou")
# The few nouns in -o that take -es; "radios" and "gyros" do not.
_ES_BEHIND_O = ("torpedo", "cargo", "veto", "embargo")


def _ends_consonant_y(word: str) -> bool:
    return len(word) > 1 and word[-1] == "y" and word[-2] not in _VOWELS


def third_person(verb: str) -> str:
    """``supply`` -> ``supplies``, ``purchase`` -> ``purchases``."""
    if _ends_consonant_y(verb):
        return verb[:-1] + "ies"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb + "s"


def plural(noun: str) -> str:
    """Regular plural of a noun or noun phrase: of its last word, or of the one before ``of``."""
    head, of, rest = noun.partition(" of ")
    if head.endswith("o") and not head.endswith(_ES_BEHIND_O):
        return head + "s" + of + rest
    return third_person(head) + of + rest


def past(verb: str) -> tuple[str, ...]:
    """Past tense and past participle, all spellings."""
    if verb in _IRREGULAR:
        return tuple(dict.fromkeys(_IRREGULAR[verb]))
    if verb.endswith("e"):
        return (verb + "d",)
    if _ends_consonant_y(verb):
        return (verb[:-1] + "ied",)
    if verb in _DOUBLING:
        forms = (verb + verb[-1] + "ed",)
        return (*forms, verb + "ed") if verb == "cancel" else forms
    return (verb + "ed",)


def gerund(verb: str) -> tuple[str, ...]:
    """The -ing form, all spellings."""
    if verb.endswith("ie"):
        return (verb[:-2] + "ying",)
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return (verb[:-1] + "ing",)
    if verb in _DOUBLING:
        forms = (verb + verb[-1] + "ing",)
        return (*forms, verb + "ing") if verb == "cancel" else forms
    return (verb + "ing",)


def verb_forms(phrase: str) -> dict[str, frozenset[str]]:
    """Forms of a verb phrase by form name; the first word inflects (``hand over``).

    Returns ``{surface: {"base" | "s" | "past" | "part" | "ing", ...}}``.
    """
    head, _, tail = phrase.partition(" ")
    tail = f" {tail}" if tail else ""
    forms: dict[str, set[str]] = {}

    def add(word: str, name: str) -> None:
        forms.setdefault(word + tail, set()).add(name)

    add(head, "base")
    add(third_person(head), "s")
    pasts = past(head)
    irregular = head in _IRREGULAR
    add(pasts[0], "past")
    add(_IRREGULAR[head][1] if irregular else pasts[0], "part")
    for word in pasts[1:] if not irregular else ():
        add(word, "past")
        add(word, "part")
    for word in gerund(head):
        add(word, "ing")
    return {surface: frozenset(names) for surface, names in forms.items()}
