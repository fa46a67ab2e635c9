"""Patterns and word lists by which undertakings are found; how they combine is not told here.

In every alternation the first branch that fits wins, so the order of the words matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.numerals import word_set
from pipeline.records import ObligationKind


def _either(*branches: str) -> str:
    """Pattern of what fits one of ``branches``, each of which may hold several parted by bars."""
    return "|".join(branches)


# Words before the verb of an undertaking, by how firm they make it.
_BINDING = _either(
    "will|shall|must|is to|are to|was to|has agreed to|have agreed to|agreed to|agrees to|agree to",
    "commits to|committed to|has committed to|undertakes to|undertook to|undertake to",
    "is required to|are required to|is obliged to|is obligated to|pledges to|pledged to",
    "promised to|is contracted to|has been contracted to|is tasked with|has been tasked to",
    "is due to|are due to|would|calls for|is responsible for|are responsible for",
    "will be responsible for|has undertaken to|vowed to|are bound to|is bound to",
    "undertaken to|committed itself to|commits itself to|have committed to|are obliged to",
    "are obligated to|guarantees to|guaranteed to|pledge to|have undertaken to|pledging to",
    "undertaking to|committing to|agreeing to|has to|have to|is going to|are going to",
    "binds itself to|has committed itself to|have committed themselves to|has undertaken to",
    "has accepted to|is entrusted with|has been entrusted with|is in charge of|takes on to",
)
_PLANNED = _either(
    "aims to|aim to|plans to|plan to|intends to|intend to|is expected to|are expected to",
    "expected to|is scheduled to|are scheduled to|scheduled to|is slated to|is set to|are set to",
    "is planned to|are planned to|envisions to|envisages to|hopes to|is likely to|are likely to",
    "scheduled for|are planned to be|has offered to|have offered to|wants to|envision to",
)
_CONDITIONAL = "could|may|might|can be|will only|would only|may later|could later"

# "will", "plans to", "may": opens a clause of undertaking and tells its modality.
MODAL = re.compile(
    rf"\b(?:(?P<planned>{_PLANNED})|(?P<conditional>{_CONDITIONAL})|(?P<binding>{_BINDING}))\b",
    re.IGNORECASE,
)
# The words a match of MODAL begins with.
MODAL_HEADS = frozenset(
    phrase.split()[0] for phrase in _either(_BINDING, _PLANNED, _CONDITIONAL).split("|")
)

_DEAL_NOUN = _either(
    r"contracts?|deals?|agreements?|orders?|pacts?|accords?|memorand\w+(?: of understanding)?|mou",
    "awards?|subcontracts?|modification|option|tender|arrangement|job|mission|task",
    "tapped|taps|contracted|hired|commissioned|selected|selects|chosen|tasked|appointed|picked",
    "picks|chose|chooses|authori[sz]ed",
)
# "a contract worth $5 million to supply": a noun for a deal and the infinitive of what it is for.
DEAL_INFINITIVE = re.compile(
    rf"\b(?:{_DEAL_NOUN})\b"
    r"(?P<gap>(?:[^.;:]|\.(?! [A-Z])){0,110}?)\bto (?P<verb>(?:jointly |locally |co-)?[a-z-]+)\b",
    re.IGNORECASE,
)
# How the words begin that a match of DEAL_INFINITIVE begins with.
DEAL_STEMS = (
    "contract", "deal", "agreement", "order", "pact", "accord", "memorand", "mou", "award",
    "subcontract", "modification", "option", "tender", "arrangement", "job", "mission", "task",
    "tapped", "taps", "hired", "commissioned", "select", "chose", "appointed", "pick", "authori",
)  # fmt: skip

_INCLUDING_NOUNS = (
    "contract deal agreement order package pact accord sale memorandum mou programme program "
    "project it work award modification arrangement partnership upgrade tasks"
)
_INCLUDING = _either(
    "includes?|covers?|provides? for|provides|encompass(?:es)?|calls? for|requires?|involves?",
    "stipulates?|comprises?|foresees|envisages",
)
# "the contract also includes training": a deal that names its parts by nouns.
INCLUDES = re.compile(
    rf"\b(?:{_either(*_INCLUDING_NOUNS.split())})(?: [a-z-]+){{0,3}}? (?:also )?"
    rf"(?P<verb>(?:will )?(?:{_INCLUDING}))\b(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
# The words a match of INCLUDES begins with, and those of which it holds one.
INCLUDE_HEADS = word_set(_INCLUDING_NOUNS)
INCLUDE_VERBS = word_set(
    "include includes cover covers provide provides encompass encompasses call calls require "
    "requires involve involves stipulate stipulates comprise comprises foresees envisages"
)

# "Deliveries will begin in 2027", "handover of the ship is foreseen for": no verb of its own.
DELIVERIES = re.compile(
    r"\b(?P<what>(?:first |initial |final |last )?"
    r"(?:deliver(?:y|ies)|handover|hand-over|shipments?)"
    r"(?: of [^.;,]{1,60}?)? (?P<modal>(?:will|shall|must|to|(?:is|are) (?:to|due|set)|would|"
    r"(?:is|are) (?:scheduled|expected|planned|foreseen|slated))"
    r"(?: to)? ?(?:begin|start|commence|take place|run|be (?:made|completed|carried out)|follow|"
    r"continue|in|by|for|from|between|before|within)\b)[^.;]*)",
    re.IGNORECASE,
)
DELIVERY_HEADS = word_set(
    "first initial final last delivery deliveries handover hand shipment shipments"
)
# "Also included are spare parts; training": what an approval notice lists beside the goods.
ALSO_INCLUDED = re.compile(
    r"\b(?:also included (?:are|is|in the sale are|will be)|"
    r"(?:sale|package|request) will (?:also )?include|"
    r"the following non-MDE items[^:]{0,60}included:) (?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "Under its terms MBDA delivers the first 60": an undertaking in the present tense.
UNDER_TERMS = re.compile(
    r"^\W*(?:under|according to|as part of|in return|per) [^.;]{0,60}?"
    r"\b(?:terms|contract|deal|agreement|accord|pact|memorandum|arrangement|plan)\b",
    re.IGNORECASE,
)
CELL = re.compile(r"[^|\n]+")
# A table row: "| Training | 60 sailors to be trained in La Spezia |".
ROW_VERB = re.compile(r"\bto (?P<verb>(?:be )?[a-z-]+)\b")
ROW_LABEL = re.compile(r"training|support|maintenance|warranty|transfer|offset|payment|local", re.I)
ROW_OPTION = re.compile(r"\boptions?\b", re.IGNORECASE)
# "an option for six more guns": what the buyer may still ask for.
OPTION = re.compile(
    r"\b(?P<what>(?:an )?options? (?:for|on|covers?|covering|exists? for|includes?|of|"
    r"to (?:buy|acquire|purchase|order|procure|add)) "
    r"(?:up to |a further |another |an additional |additional )?(?=[\w-]+)[^.;,]+)"
)
# What is no part of the option behind it: "an option for a fourth, in March at a cost of".
ASIDE = re.compile(r", (?:in|on|at|under|worth|valued|work|gave)\b")
# "Training: ...": a list item whose label tells the kind of undertaking.
LABEL = re.compile(r"^\W*(?P<label>[A-Z][\w’'/& -]{2,40}):\s+(?P<body>.+)$", re.DOTALL)

# Words that end the clause of an undertaking wherever they stand.
_LOOSE = _either(
    "according to|which|who|while|whereas|said|says|the company said|officials said|as part of",
    "beating|helping|thereby|thus|making|boosting|supporting|reinforcing|enhancing|combining",
    "strengthening|bolstering|allowing|enabling",
    r"\w{3,}ing(?= (?:a|an|the|its|their|local|both|regional|bilateral|production|jobs))",
    "so that|in order to|because|although|but",
)
# Words that end it after a comma only.
_AFTER_COMMA = _either(
    "as|with|the|he|she|it|they|a|an|after|where|when|under|in a|in an|"
    r"and (?:will|is|are|has|the|it will|they will|"
    r"(?:[A-Z][\w’'.&-]* ){1,5}(?:will|is|are|shall|must))"
)
# A name and a verb of saying after a comma: "..., Jane Doe said".
_SPEAKER = r"(?:[A-Z][\w.’'-]* ){1,7}(?:said|says|told|announced|added|reported)"
# Where the clause of an undertaking ends.
# Each branch opens with its character, so that the engine skips to those.
CUT = re.compile(
    rf", (?:{_LOOSE}|{_AFTER_COMMA}|{_SPEAKER})\b| (?:(?:{_LOOSE})\b|[—–-] |\()"
    r"|;|: |\.\s*$|”|\"(?![a-z])"
)

# The verb of the clause whose subject a deal noun and its infinitive are, unless it is that of a
# relative clause within.
FINITE = re.compile(r"(?<!that)(?<!which)(?<!who) (?:was|were|is|are|has been|have been|had been) ")

# Nouns and the kind of undertaking they tell; of two that begin at one place the first counts.
_NOUN_KINDS: tuple[tuple[str, ObligationKind], ...] = (
    (
        _either(
            r"technology transfer|transfer of (?:\w+ )?technolog|know-how|technical data package",
            r"transfer technolog|technolog\w+ and know",
        ),
        "technology_transfer",
    ),
    (r"\btraining\b|\btrain\b|instructors?", "training"),
    (r"\boffsets?\b|industrial participation", "offset"),
    (r"joint development|\bresearch\b|\bdevelopment\b|design of", "development"),
    (
        _either(
            r"\bmaintenance\b|\bsupport\b|spares?|spare parts|sustainment|logistic|\brepairs?\b",
            "engineering services|services|overhaul",
        ),
        "support",
    ),
    (
        _either(
            "production|manufactur|assembly|indigenous content|local content|construction",
            "co-produc|build",
        ),
        "production",
    ),
    ("install|integrat|replac", "integration"),
    (r"\binvest", "investment"),
    ("payment|paid in|instal?lments", "payment"),
    ("deliver|supply|suppl", "delivery"),
)
NOUN = re.compile("|".join(f"({pattern})" for pattern, _ in _NOUN_KINDS), re.IGNORECASE)
# The kinds that the groups of NOUN tell.
NOUN_KINDS = tuple(kind for _, kind in _NOUN_KINDS)

# What is handed over as knowledge.
KNOW_HOW = re.compile(r"know-how|\btechnolog|technical data", re.IGNORECASE)
# What follows a modal without being undertaken: forecasts of completion, uses, effects, notices.
EXCLUDED = re.compile(
    r"\b(?:work (?:on the contract )?will (?:be (?:performed|done|carried)|occur|take place)|"
    r"is expected to be complete|expected to be completed|be completed|be performed|be used|"
    r"be (?:carried out|done|undertaken) (?:in|at)|"
    r"be able|be deployed|be equipped|be armed|be powered|be obligated|be announced|be signed|"
    r"be awarded|be competed|allow|enable|give the|bring the total|help|be operated|be fitted|"
    r"be based|be stationed|be named|be capable|be called|be known|be armed|be crewed|be displayed|"
    r"be commissioned|be home|be seen|be supplied to \w+ is)\b",
    re.IGNORECASE,
)
# A subject that advises or comments undertakes nothing.
RECOMMEND = re.compile(
    r"\b(?:should|ought to|needs? to|recommend\w*|must (?:prioriti[sz]e|ensure|be)|experts?|"
    r"analysts?|observers?)\b",
    re.IGNORECASE,
)
# Objects that are outcomes, not duties: "deliver benefits".
EFFECT = re.compile(
    r"\b(?:benefits?|dividends|advantages?|difficult|costs down|crucial|opportunit\w+|a message|"
    r"jobs|confidence|prosperity|sense|effects?|foreign policy|national security|maritime order|"
    r"balance|stability|peace|deterren\w+|sovereignty|capabilit(?:y|ies) of)\b"
)
# The end of what stands before a modal that is denied.
DENIED = re.compile(r"\b(?:not|never|n't)\s*$")
# A condition anywhere in the sentence.
CONDITION = re.compile(r"\bif\b|subject to")
# Between a deal's noun and an infinitive these open another clause, whose infinitive it is.
OTHER_CLAUSE = re.compile(r"\b(?:which|that|who|and|after)\b")
# The end of what stands before the noun of a deal that is past.
FORMER = re.compile(r"\b(?:previous|earlier|prior|former)\W*$")
# Before the noun of a deal that is still to be made.
PROPOSED = re.compile(
    r"\b(?:plan\w*|intend\w*|offer|proposal|expected|talks|negotiat\w*|consider\w*)\b",
    re.IGNORECASE,
)
# The article before an included noun, which is no part of the undertaking's words.
ARTICLE = re.compile(r"the (?=joint|full|transfer|training)")
# Between two undertakings of one clause: "deliver the simulators and then train the crews".
AND_VERB = re.compile(r",? and (?:(?:to|will|shall|must|also|then) )*")

# A sentence split by it alternates gap and word and begins and ends with a gap.
SPLIT = re.compile(r"(\w+)")
FIRST_WORD = re.compile(r"\w+")

# Words that may stand before the verb of an undertaking, and with "be" after those.
_ADVERBS = _either(
    "also|jointly|locally|then|now|initially|each|soon|fully|directly|successively|in turn",
    "collectively|only|first",
)
_BE = "be |being |begin to be |directly "
_BE_ADVERBS = "jointly|locally|directly|officially|first"
# The words such a phrase may begin with.
VERB_LEADS = word_set(
    "also jointly locally then now initially each soon fully directly successively in "
    "collectively only first be being begin officially"
)


def verb_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Pattern of a verb phrase that begins an undertaking and whose verb is one of ``phrases``.

    Its group ``be`` holds the auxiliary of a passive, if any, and ``verb`` the phrase. Of two
    phrases that fit, the one earlier in ``phrases`` is taken.
    """
    # One branch a first letter: ignoring case, the engine would try each phrase in turn.
    letters: dict[str, list[str]] = {}
    for phrase in phrases:
        letters.setdefault(phrase[0], []).append(re.escape(phrase[1:]))
    verbs = _either(*(f"{re.escape(a)}(?:{_either(*rest)})" for a, rest in letters.items()))
    return re.compile(
        rf"(?:(?:{_ADVERBS}) )*(?P<be>{_BE})?(?:(?:{_BE_ADVERBS}) )*(?P<verb>{verbs})\b",
        re.IGNORECASE,
    )
