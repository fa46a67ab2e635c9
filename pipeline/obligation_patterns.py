"""Patterns and word lists by which undertakings are found; how they combine is not told here.

In every alternation the first branch that fits wins, so the order of the words matters.
"""

from __future__ import annotations

import re

from pipeline.numerals import word_set


def either(*branches: str) -> str:
    """Pattern of what fits one of ``branches``, each of which may hold several parted by bars."""
    return "|".join(branches)


# Words before the verb of an undertaking, by how firm they make it.
_BINDING = either(
    "will have to|would have to|will need to|will be responsible for|will be in charge of",
    "will|shall|must|is to|are to|was to|has agreed to|have agreed to|agreed to|agrees to|agree to",
    "commits to|committed to|has committed to|undertakes to|undertook to|undertake to",
    "is required to|are required to|is obliged to|is obligated to|pledges to|pledged to",
    "promised to|is contracted to|has been contracted to|is tasked with|has been tasked to",
    "is due to|are due to|would|calls for|is responsible for|are responsible for",
    "has undertaken to|vowed to|are bound to|is bound to",
    "undertaken to|committed itself to|commits itself to|have committed to|are obliged to",
    "are obligated to|guarantees to|guaranteed to|pledge to|have undertaken to|pledging to",
    "undertaking to|committing to|agreeing to|has to|have to|is going to|are going to",
    "binds itself to|has committed itself to|have committed themselves to|has undertaken to",
    "has accepted to|is entrusted with|has been entrusted with|is in charge of|takes on to",
    "are entrusted with|have been entrusted with|are in charge of|remains responsible for",
    "obligation to|obligations to|commitment to|bound itself to|has been tasked with",
    "have been tasked with|are tasked with",
)
# "requires the company to train": who is to do it stands within.
_OBLIGERS = "requires|requiring|obliges|obliging|obligates|commits|committing|binds|tasks|tasking"
_OBLIGING = rf"(?:{_OBLIGERS}) (?:[\w’'.&-]+ ){{1,6}}?to"
_PLANNED = either(
    "aims to|aim to|plans to|plan to|intends to|intend to|is expected to|are expected to",
    "expected to|is scheduled to|are scheduled to|scheduled to|is slated to|is set to|are set to",
    "is planned to|are planned to|envisions to|envisages to|hopes to|is likely to|are likely to",
    "expects to|expect to|is programmed to|are programmed to|slated to|"
    "is hoping to|are hoping to|is planning to|are planning to|is aiming to|are aiming to|"
    "is preparing to|are preparing to|scheduled for|are planned to be|has offered to",
    "have offered to|wants to|envision to|should",
)
_CONDITIONAL = "could|may|might|will only|would only|may later|could later"

_AUXILIARIES = word_set("is are has have was")
_BETWEEN = (
    "reportedly|hereby|also|further|furthermore|likewise|now|both|each|together|jointly|itself"
)


def _by_first_word(phrases: str) -> str:
    """Pattern of the ``phrases``, parted by bars, with room for an adverb behind auxiliaries.

    One branch a first word, of which the longer phrases come first: "is also obliged to". The
    engine would try every phrase in turn.
    """
    rests: dict[str, list[str]] = {}
    for phrase in phrases.split("|"):
        head, _, rest = phrase.partition(" ")
        rests.setdefault(head, []).append(rest)
    branches = []
    for head, tails in rests.items():
        adverb = f"(?:(?:{_BETWEEN}) )?" if head in _AUXILIARIES else ""
        long = [tail for tail in dict.fromkeys(tails) if tail]
        more = f" {adverb}(?:{either(*long)})" if long else ""
        branches.append(f"{head}(?:{more})?" if more and "" in tails else head + more)
    return either(*branches)


# "will", "plans to", "may": opens a clause of undertaking and tells its modality.
MODAL = re.compile(
    rf"\b(?:(?P<planned>{_by_first_word(_PLANNED)})|(?P<conditional>{_CONDITIONAL})|"
    rf"(?P<binding>{_by_first_word(_BINDING)}|{_OBLIGING}))\b",
    re.IGNORECASE,
)
# The words a match of MODAL begins with.
MODAL_HEADS = frozenset(
    phrase.split()[0] for phrase in either(_BINDING, _PLANNED, _CONDITIONAL).split("|")
) | frozenset(_OBLIGERS.split("|"))

_DEAL_NOUN = either(
    r"contracts?|deals?|agreements?|orders?|pacts?|accords?|memorand\w+(?: of understanding)?|mou",
    "permission|joint venture|(?:preferred|winning|lowest) bidder",
    "awards?|subcontracts?|modification|option|tender|arrangement|job|mission|task",
    "tapped|taps|contracted|hired|commissioned|selected|selects|chosen|tasked|appointed|picked",
    "picks|chose|chooses|authori[sz]ed",
)
# "a contract worth $5 million to supply": a noun for a deal and the infinitive of what it is for.
DEAL_INFINITIVE = re.compile(
    rf"\b(?<!\bin )(?:{_DEAL_NOUN})\b"
    r"(?P<gap>(?:[^.;:]|\.(?! [A-Z])|(?<=\b[A-Z])\.){0,110}?)"
    r"\bto (?P<verb>(?:jointly |locally |co-)?[a-z-]+)\b",
    re.IGNORECASE,
)
# "a contract for supplying six guns": the same told by a gerund, with what it is done to behind.
# What is granted or operated under an agreement is no work of the seller's.
DEAL_GERUND = re.compile(
    rf"\b(?:{_DEAL_NOUN})\b(?P<gap>(?:[^.;:]|\.(?! [A-Z])){{0,60}}?)"
    r" for (?!granting|giving|operating|running)(?P<verb>(?:jointly |locally )?[a-z-]+ing)\b"
    r"(?= (?:an?|the|its|all|some|about|up to|\d[\d,]*|one|two|three|four|five|six|[A-Z]\w*)\b)",
    re.IGNORECASE,
)
# "has been given CZK 2.6 billion to overhaul 40 vehicles": the sum stands for the deal.
PAID_INFINITIVE = re.compile(
    r"\b(?:awarded|given|received|receives|got|gets|won|wins)\b(?P<gap>[^.;:,]{0,60}?\d"
    r"(?:[^.;:]|\.(?! [A-Z])){0,60}?)\bto (?P<verb>[a-z-]+)\b"
)
_FIRM = (
    r"(?:the )?(?:[A-Z][\w’'.&-]* |\([A-Z]{2,6}\) |of |and |company |firm |"
    r"state-(?:owned|run) |local |partner ){1,9}"
)
# "with Patria to build them": the firm behind a comma and what it is to do.
WITH_FIRM = re.compile(rf", with(?P<gap> ){_FIRM}(?:also )?to (?P<verb>[a-z-]+)\b")
# "will see the firm deliver": whose duty is told stands within.
SEEN = re.compile(rf"(?:also )?see {_FIRM}(?=[a-z])")
# "will see the setting up of a plant": the nouns behind tell what is done.
SEE = re.compile(r"(?:also )?(?P<see>see )(?!(?:the )?(?:first|start|end)\b)(?=[a-z])")
# "two guns, to be delivered in 2025": a passive infinitive behind the goods.
HANDED_INFINITIVE = re.compile(
    r"(?<!\b(?:was|had|has|yet) )(?<!\b(?:were|have|want|left) )(?<!\b(?:about|wants|ready) )"
    r"\bto (?P<verb>be (?:delivered|handed over|supplied)\b)"
)
PAID_HEADS = word_set("awarded given received receives got gets won wins")
# How the words begin that a match of DEAL_INFINITIVE begins with.
DEAL_STEMS = (
    "contract", "deal", "agreement", "order", "pact", "accord", "memorand", "mou", "award",
    "subcontract", "modification", "option", "tender", "arrangement", "job", "mission", "task",
    "tapped", "taps", "hired", "commissioned", "select", "chose", "appointed", "pick", "authori",
    "permission", "joint", "preferred", "winning", "lowest",
)  # fmt: skip

_INCLUDING_NOUNS = (
    "contract deal agreement order package pact accord sale memorandum mou programme program "
    "project it work award modification arrangement partnership upgrade tasks price offer proposal"
)
_INCLUDING = either(
    "include[sd]?|cover(?:s|ed)?|provide[sd]? for|provides|encompass(?:es|ed)?|calls? for",
    "requires?|involve[sd]?|stipulates?|comprise[sd]?|foresees|envisages",
)
# "the contract also includes training": a deal that names its parts by nouns.
INCLUDES = re.compile(
    rf"\b(?:{either(*_INCLUDING_NOUNS.split())})(?:, (?:which|that))?"
    r"(?: [a-z-]+){0,3}? (?:also )?"
    rf"(?P<verb>(?:will )?(?:{_INCLUDING}))\b(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
# The words a match of INCLUDES begins with, and those of which it holds one.
INCLUDE_HEADS = word_set(_INCLUDING_NOUNS)
INCLUDE_VERBS = word_set(
    "include includes cover covers provide provides encompass encompasses call calls require "
    "requires involve involves stipulate stipulates comprise comprises foresees envisages "
    "included covered provided encompassed involved comprised"
)

# The words that clauses of delivery, of services and of shares hold.
DELIVERY_HEADS = word_set("delivery deliveries handover hand shipment shipments supplies")
SERVICE_HEADS = word_set(
    "training instruction maintenance upkeep servicing assembly installation integration "
    "manufacture production construction repair repairs overhaul spare spares warranty payment "
    "payments site sustainment support schooling guarantee"
)
SHARE_HEADS = word_set(
    "percent cent half third thirds quarter quarters content share participation"
)
# "Under its terms MBDA delivers the first 60": an undertaking in the present tense.
UNDER_TERMS = re.compile(
    r"^\W*(?:under|according to|as part of|in return|per) [^.;]{0,60}?"
    r"\b(?:terms|contract|deal|agreement|accord|pact|memorandum|arrangement|plan)\b",
    re.IGNORECASE,
)
# Behind a party: "Babcock, whose design it is, provides support". Verbs by which an article tells
# what a firm does anyway ("builds", "develops") are none.
PRESENT = re.compile(
    r"(?:,? \([^()]{1,30}\))?(?:, (?!which|who)[^,;.:()]{3,60},)? "
    r"(?:(?:also|then|in turn|meanwhile|for its part|likewise|jointly|now) )*"
    r"(?P<verb>delivers|supplies|provides|hands over|ships|sends|lends|grants|gives|pays|bears|"
    r"meets the costs?|finances|extends a (?:loan|credit)|contributes|adapts|installs|integrates|"
    r"fits|trains|guarantees|licenses|transfers|invests|assembles|welds)\b"
    r"(?! (?:to|for|in|with|and)\b)"
)
# "products for customers in forty countries": what a firm offers everybody.
CUSTOMERS = re.compile(
    r"\b(?:customers|users|clients|militaries|armies|navies|forces|operators) "
    r"(?:in|across|around|worldwide|all)\b|"
    r"\bworldwide\b|\bcountries\b"
)
# "Training: ...": a list item whose label tells the kind of undertaking.
LABEL = re.compile(r"^\W*(?P<label>[A-Z][\w’'/& -]{2,40}):\s+(?P<body>.+)$", re.DOTALL)

# Words that end the clause of an undertaking wherever they stand.
_LOOSE = either(
    "according to|which|who|while|whereas|said|says|the company said|officials said|as part of",
    "beating|helping|thereby|thus|making|boosting|supporting|reinforcing|enhancing|combining",
    "strengthening|bolstering|allowing|enabling",
    # not behind a preposition: "assist the navy in fitting the guns"
    r"(?<! in )(?<! by )(?<! for )(?<! of )(?<! with )(?<! from )(?<! on )(?<! without )"
    r"(?!during|pending|regarding|concerning)\w{3,}ing"
    r"(?= (?:a|an|the|its|their|local|both|regional|bilateral|production|jobs)\b)",
    "that (?:will|would|(?:is|are) to)|so that|in order to|because|due to (?:the|an?|its|their)",
    "although|but|(?:for|of|in|by|to|under) which|the cost of which",
)
# Words that end it after a comma only.
_AFTER_COMMA = either(
    "as(?! well as)|with|the|he|she|it|they|a|an|after|where|when|under|in a|in an|"
    r"(?:is|are|was|were|has|have)(?! to\b)|"
    r"and (?:will|is|are|has|the|it will|they will|in (?:[A-Z][a-z]+ )?(?:19|20)\d\d,? [A-Z]\w+|"
    r"(?:[A-Z][\w’'.&-]* ){1,5}(?:will|is|are|shall|must))"
)
# A name and a verb of saying after a comma: "..., Jane Doe said".
# "..., deputy head of the service John Doe told reporters", with the speaker's office before it.
_SPEAKER = (
    r"(?:[a-z]+ (?:[\w’'-]+ ){0,8}?)?(?:[A-ZÀ-Þ][\w.’'-]* ){1,7}"
    r"(?:said|says|told|announced|added|reported|confirmed|stated|noted|explained|revealed)"
)
# Where the clause of an undertaking ends.
# Each branch opens with its character, so that the engine skips to those.
CUT = re.compile(
    rf", (?:{_LOOSE}|{_AFTER_COMMA}|{_SPEAKER})\b|(?<! to) (?:{_LOOSE})\b|"
    r" (?:[—–-] |\((?![A-Z][\w-]{1,9}\) [a-z]))"
    r"|;|: |\.\s*$|”(?! (?:of|for)\b)|\"(?![a-z])"
)

# The verb of the clause whose subject a deal noun and its infinitive are, unless it is that of a
# relative clause within.
FINITE = re.compile(r"(?<!that)(?<!which)(?<!who) (?:was|were|is|are|has|have|had) ")

# What follows a modal without being undertaken: forecasts of completion, uses, effects, notices.
EXCLUDED = re.compile(
    r"\b(?:work (?:on the contract )?will (?:be (?:performed|done|carried)|occur|take place)|"
    r"is expected to be complete|expected to be completed|be completed|be performed|be used|"
    r"be (?:carried out|done|undertaken|executed) (?:in|at|over|between|by)|make public|"
    r"perform (?:a (?:range|variety|number) of |[\w-]+ ){0,2}(?:missions|roles|tasks)|"
    r"be able|be deployed|be equipped|be armed|be powered|be obligated|be announced|be signed|"
    r"be awarded|be competed|allow|enable|"
    r"give (?:the )?(?:[\w’'-]+ ){1,3}(?:an? (?:edge|boost|new|capabilit)|its first|more|better|"
    r"greater|the (?:abilit|capab|means|chance))|bring the total|help|be operated|"
    r"be fitted (?!out\b|[^.;]* by )|"
    r"be based|be stationed|be named|be capable|be called|be known|be armed|be crewed|be displayed|"
    r"be defined (?:in|by|during)|be commissioned|be home|be seen|be taken on|share in|"
    r"be supplied to \w+ is)\b",
    re.IGNORECASE,
)
# Words between "and" and a modal that are no subject of its own.
JOINED = word_set("also then to subsequently later finally thereafter thus")
# In what opens a clause: what the subject is charged with may stand behind as a noun.
CHARGE = re.compile(r"(?:responsible|in charge|entrusted|tasked)\b", re.IGNORECASE)
# "so that the hulls can be repaired": a purpose.
PURPOSE = re.compile(r"\bso (?:that )?[^,;]{1,60}$")
# "which is responsible for": what a body always does.
DESCRIBED = re.compile(r"\b(?:which|who|that)\W*$")
# Before a modal in a clause: it belongs to a relative clause, not to a subject after "and".
RELATIVE = re.compile(r"\b(?:that|which|who|how|what|where|when|to)\b")
# A subject that advises or comments undertakes nothing.
RECOMMEND = re.compile(
    r"\b(?:should|ought to|needs? to|recommend\w*|must (?:prioriti[sz]e|ensure|be)|experts?|"
    r"analysts?|observers?)\b",
    re.IGNORECASE,
)
# Objects that are outcomes, not duties: "deliver benefits".
EFFECT = re.compile(
    r"\b(?:benefits?|details|comments?|dividends|advantages?|difficult|costs down|crucial|"
    r"opportunit\w+|a message|"
    r"jobs|confidence|prosperity|sense|effects?|foreign policy|national security|maritime order|"
    r"balance of|stability|peace|deterren\w+|sovereignty|capabilit(?:y|ies) of|security for|"
    r"(?:additional|greater|the) capabilit(?:y|ies)|(?:our|the|its|their) relation\w*|"
    r"(?:air|naval|maritime) superiority|a signal|an? (?:\w+ )?boost|interoperab\w+|"
    r"(?:self-)?(?:defen[cs]e|military|combat|fighting) capabilit\w+|"
    r"(?:the |a )?continued (?:supply|availability)|(?:their|its|the) (?:last |final )?approval)\b|"
    r"^mak(?:e|ing) (?:it|him|her|them|us|sure|(?:a|the) (?:difference|\W*(?:bid|offer|proposal|"
    r"proposition)|\w+ (?:decision|study))|"
    r"greater|better|more|every|the necessary|"
    r"(?:[\w’'-]+ ){1,8}(?:stronger|safer|easier|cheaper|possible|wary))\b|"
    r"^(?:giv|provid)(?:e|ing) [^,]{0,50}\b(?:protection|cover(?:age)?|freedom|boost|impetus|"
    r"fillip|environment|input|time to|edge)\b|"
    r"^moderni[sz](?:e|ing) (?:the|its|their) (?:armed forces|military|army|navy|air force)\b"
    r"(?![’'])|"
    r"^support(?:ing)? (?:\S+ ){0,6}(?:econom\w+|start-?ups?|growth|vision|ambitions?|efforts?|"
    r"operations|missions?|readiness|locali[sz]ation|industr\w+)\b|"
    r"^run(?:ning)? (?:through|along|into|from|until|to|out|up)\b|"
    r"^return(?:ing)? (?:to (?=[A-Z])|home|from|(?:its|their|her|his) home)"
)
# What is kept that can be a duty: "keep the fleet flying", "keep spares in stock"; not "keep the
# workforce busy".
_KEPT = (
    r"up\b|(?:[\w’'-]+ ){0,6}?(?:running|flying|available|open|operational|serviceable|airworthy|"
    r"spares?|stocks?|training|supplying|in (?:the country|service|stock|operation))\b"
)
# Verb phrases that are none, though their verb alone is: an effect ("keep the industry alive",
# "ensure that"), news ("be made clear", "send a proposal") and work of which only the place is told
# ("do the work in Lyon").
NO_TASK = re.compile(
    r"be in (?:addition|line|accordance|keeping|demand|charge)\b|"
    rf"ensur(?:e|ing) (?:that|we|it|they)\b|keep(?:ing)? (?!{_KEPT})|bear(?:ing)? the brunt\b|"
    r"(?:be )?plac(?:e|ing) orders for\b|be made (?:clear|public|known|possible)\b|"
    r"send(?:ing)? (?:an? )?(?:\w+ )?(?:proposals?|letters?|delegations?)\b|"
    r"(?:set(?:ting)? up|establish(?:ing)?) (?:\w+ )?(?:relations|ties|contacts?)\b|"
    r"(?:do|doing|perform|performing|carry out|carrying out) the work\b(?! on)|"
    r"operat(?:e|ing) (?:up to|until|for|in|from|alongside|near)\b|"
    r"tak(?:e|ing) part in (?:the |an? )?(?:\w+ )?(?:parade|exercise|show|talks|trials)s?\b",
    re.IGNORECASE,
)
# Behind a verb whose object stands elsewhere: "the systems that it will build will".
NO_OBJECT = re.compile(r" (?:will|would|shall|is|are|was|were|has|have|had|can|could)\b")
# "This would give the army a reach of": what follows from the deal.
OUTCOME = re.compile(r"^\W*(?:this|that)\s*$", re.IGNORECASE)
# The end of what stands before a modal that is denied.
DENIED = re.compile(
    r"\b(?:not|never|n't|nor (?:do|does|did) [\w’'-]+|no|without(?: an?)?|lack\w* (?:in )?an?)\s*$"
)
# The same of a plan that is past: "had initially been scheduled to", "After agreeing to".
PAST_PLAN = re.compile(
    r"\b(?:was|were|had|been) (?:originally|initially|previously)(?: been)?(?: \w+ed)?\s*$|"
    r"\b(?:After|Since)\s*$"
)
# A condition anywhere in the sentence.
CONDITION = re.compile(r"\bif\b|subject to")
# Between a deal's noun and an infinitive these open another clause, whose infinitive it is.
OTHER_CLAUSE = re.compile(
    r"\b(?:which|that|who|after|there (?:are|is|were|was))\b|\band\b(?! [A-Z])|"
    r"\b(?:set|due|expected|scheduled|left|able|ready|had|has|have) $"
)
# "contracts to build 153 ships in total": what was won on several occasions.
TALLY = re.compile(r"\b(?:in total|so far|to date|altogether)\b")
# The end of what stands before the noun of a deal that is past.
FORMER = re.compile(r"\b(?:previous|earlier|prior|former)\W*$")
# Before the noun of a deal that is still to be made.
PROPOSED = re.compile(
    r"\b(?:plan\w*|intend\w*|offer|proposal|expected|talks|negotiat\w*|consider\w*)\b",
    re.IGNORECASE,
)
# The label of a list item that lists terms in nouns.
TERMS = re.compile(r"\b(?:terms|conditions)\b", re.IGNORECASE)
# A sentence split by it alternates gap and word and begins and ends with a gap.
SPLIT = re.compile(r"(\w+)")
FIRST_WORD = re.compile(r"\w+")
