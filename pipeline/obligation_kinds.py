"""The kind of an undertaking by its verb and its nouns."""

from __future__ import annotations

import re

from pipeline.obligation_patterns import either
from pipeline.records import ObligationKind

# Nouns and the kind of undertaking they tell; of two that begin at one place the first counts.
_KINDS_OF_NOUNS: tuple[tuple[str, ObligationKind], ...] = (
    (
        either(
            r"technology transfer|transfer of (?:\w+ )?technolog|know-how|technical data package",
            r"transfer technolog|technolog\w+ and know",
        ),
        "technology_transfer",
    ),
    (
        either(
            # "training simulators" are goods
            r"\btraining\b(?! (?:aircraft|simulators?|devices?|equipment|rounds?|ammunition))",
            r"\btrain\b|instruct(?:ors?|ion)\b|schooling",
        ),
        "training",
    ),
    (r"\boffsets?\b|industrial participation", "offset"),
    (r"joint development|\bresearch\b|\bdevelopment\b|design of", "development"),
    (
        either(
            # "close air support aircraft" are goods
            r"\bmaintenance\b|(?<!\bair )\bsupport\b|upkeep|servicing|warranty|guarantee",
            r"site preparation|spares?|spare parts|sustainment|logistic|\brepairs?\b",
            "engineering services|services|overhaul|assistance|publications|documentation",
        ),
        "support",
    ),
    (
        either(
            "production|manufactur|assembly|indigenous content|local content|construction",
            "co-produc|build",
        ),
        "production",
    ),
    (r"install|\bintegrat(?:e|es|ing|ion)\b|replac", "integration"),
    (r"\binvest", "investment"),
    ("payment|paid in|advance against|liquidated damages|penalt(?:y|ies)|instal?lments", "payment"),
    (r"\bdeliver|(?<!-)\bsuppl", "delivery"),
)
NOUN = re.compile("|".join(f"({pattern})" for pattern, _ in _KINDS_OF_NOUNS), re.IGNORECASE)
# The kinds that the groups of NOUN tell.
_NOUN_KINDS = tuple(kind for _, kind in _KINDS_OF_NOUNS)

# What is handed over as knowledge.
_KNOW_HOW = re.compile(
    r"know-how|\btechnolog|technical (?:data|documentation)|\bdrawings\b|source codes?\b|"
    r"\bblueprints\b|\bskills\b|\blicen[cs]es?\b|"
    r"right to (?:manufacture|build|produce)|\bdesigns\b",
    re.IGNORECASE,
)
# "give Tonga a loan of", "provide it with 420 million yen": money is what is handed over.
_MONEY_GIVEN = re.compile(
    r"(?:be )?\w+ (?:(?!worth|valued)[\w’'-]+ ){0,4}?(?:with )?"
    r"(?:(?:an? )?(?:soft |performance |bid |bank |advance |down )*"
    r"(?:loans?|credit|bonds?|security of|payments?|penalties|damages)\b|"
    r"(?:\b(?:US|A|C|S|NZ|HK)?\$|[€£¥₹]|"
    r"\b(?:USD|EUR|GBP|SEK|NOK|DKK|CHF|PLN|CZK|RM|Rs\.?|INR) ?)\d|"
    r"\d[\d.,]* (?:(?:million|billion|crore|lakh) )?"
    r"(?:yen|won|dollars|euros?|pounds|kroner|kronor|rupees|pesos|lei|leva|USD|EUR)\b)"
)
# "provide the crews with driver training": a service is what is given, not "training aircraft".
_SERVICE_GIVEN = re.compile(
    r"(?:be )?\w+ (?:[\w’'-]+,? |\(\w+\) ){0,6}?"
    r"(?P<what>training(?: support)?|instruction|maintenance|"
    r"support|spare parts|spares|assistance|warranty|guarantee|logistics|upkeep|services|"
    r"production|development|manufacture)"
    r"(?=[,;.]|$| (?:for|to|of|in|at|and|over|until|under|through|by|during|from|as|on)\b)",
    re.IGNORECASE,
)
_WHO_IS_TRAINED = re.compile(
    r"\btraining of (?:[\w'’-]+ ){0,3}?(?:crews?|operators?|pilots?|personnel|technicians?|"
    r"soldiers|sailors|staff|engineers|instructors|maintainers|members|troops)\b",
    re.IGNORECASE,
)

_SUBJECT = 60  # characters before a passive verb that tell what is done
_SPARES = re.compile(r"\b(?:spare parts|spares)\W*$", re.IGNORECASE)
_FOR_TRAINING = re.compile(r"\bfor (?:[\w’'-]+ )?training\b")
_GIVING = ("provid", "furnish", "giv", "suppl", "offer", "render", "make", "making")
_MOVING = ("transfer", "hand", "provid", "share", "suppl", "giv", "make", "making")
# Verbs that say little themselves: what is done stands in their object.
_LIGHT = (
    "carry", "carried", "perform", "conduct", "collaborat", "cooperat", "co-operat", "ensur",
    "undertak", "tak", "manag", "explor", "study", "provide for", "provided for",
)  # fmt: skip
_MAKE = ("make", "made", "making")
_DELIVERIES = re.compile(r"\w+ (?:the )?(?:first |final )?deliver(?:y|ies)\b")
_GIVEN = frozenset({"training", "support", "production", "development"})
_DONE = _GIVEN | {"integration"}


# "support and production of 120 systems": services that come along with what is made.
_GOODS_MADE = re.compile(r"\b(?:production|manufacture|assembly) of (?:the|an?|\d[\d,]*)\b")


def noun_kind(words: str) -> ObligationKind | None:
    """The kind that the nouns of a phrase tell: the first that occurs."""
    match = NOUN.search(words)
    return _NOUN_KINDS[match.lastindex - 1] if match and match.lastindex else None


def list_kind(words: str) -> ObligationKind | None:
    """The kind of a list of services: of training or design and others together, support.

    Where it says who is trained ("spare parts and the training of crews"), training.
    """
    if _WHO_IS_TRAINED.search(words):
        return "training"
    kind = noun_kind(words)
    if kind == "support" and _GOODS_MADE.search(words):
        return "production"
    if kind not in ("training", "development"):
        return kind
    kinds = {_NOUN_KINDS[(m.lastindex or 1) - 1] for m in NOUN.finditer(words)}
    return "support" if "support" in kinds else kind


# "set up a repair shop", "install a final assembly line": what is built tells what it is for.
_FOUNDING = re.compile(r"(?:be )?(?:set|establish|creat|open|install)|put up")
_WORKSHOP = re.compile(
    r"\b(?:maintenance|repairs?|overhaul|MRO|workshop|servic(?:e|ing)|support|depot|spare parts)\b",
    re.IGNORECASE,
)
# "support the customer in integrating the gun"
_FITTING = re.compile(r"\b(?:integrat(?:ion|ing)|install(?:ation|ing))\b")
_LINE = re.compile(r"\b(?:assembly|production) (?:lines?|plant)\b")


def of_subject(kind: ObligationKind, subject: str) -> ObligationKind:
    """The kind of a passive undertaking of ``kind`` by the ``subject`` that it is told of.

    ``Technology will be transferred``, ``a production line is to be established``.
    """
    words = subject[max(map(subject.rfind, ",;:")) + 1 :][-_SUBJECT:]
    if kind == "delivery":
        if _KNOW_HOW.search(words):
            return "technology_transfer"
        return "support" if _SPARES.search(words) else kind
    if kind == "investment":
        if _WORKSHOP.search(words):
            return "support"
        return "production" if _LINE.search(words) else kind
    return kind


def refine(kind: ObligationKind, verb: str, words: str) -> ObligationKind:
    """The kind of the undertaking ``words`` whose ``verb`` alone tells ``kind``.

    ``provide training`` is training, ``hand over the drawings`` technology transfer, ``grant a
    loan`` payment, ``collaborate to build`` production.
    """
    if kind in ("investment", "integration") and _FOUNDING.match(verb):
        if _WORKSHOP.search(words[:80]):
            return "support"
        return "production" if _LINE.search(words[:80]) else kind
    if verb.startswith(_LIGHT) and kind in ("support", "other"):
        other = noun_kind(words[:80])
        return other if other in _DONE else kind
    if kind == "support" and verb.startswith("support") and _FITTING.search(words[:60]):
        return "integration"
    if kind == "support" and words.startswith(("be upgraded", "be modernis", "be moderniz")):
        return "production"  # "the guns will be upgraded to": what becomes of the goods
    if kind == "technology_transfer":  # "share maintenance of the ships"
        other = noun_kind(words[:60]) if _KNOW_HOW.search(words) is None else None
        return other if other in ("support", "training") else kind
    if (kind == "delivery" or verb in _MAKE) and _MONEY_GIVEN.match(words):
        return "payment"
    if verb in _MAKE and _DELIVERIES.match(words):
        return "delivery"
    if kind != "delivery":
        return kind
    if verb.startswith("send") and _FOR_TRAINING.search(words):
        return "training"
    if noun_kind(words[:60]) == "technology_transfer" or (
        verb.startswith(_MOVING) and _KNOW_HOW.search(words[:80])
    ):
        return "technology_transfer"
    given = _SERVICE_GIVEN.match(words) if verb.startswith(_GIVING) else None
    other = noun_kind(given.group("what")) if given else None
    return other if other in _GIVEN else kind
