"""Closed-class English words that tell how a clause is built."""

from __future__ import annotations

BE = frozenset("is are was were be been being am get gets got getting 's".split())
HAVE = frozenset("has have had having".split())
MODALS = frozenset("will would shall should can could may might must to".split())
NOUN_LEFT = frozenset(
    """a an the this that these those its his her their our new another first second third
    follow-on followon export major large huge big repeat initial firm any each every
    separate similar recent latest previous earlier prior current further subsequent
    additional proposed potential possible planned such landmark multi-year multiyear
    annual billion million formal final military defence defense joint bilateral
    government-to-government g2g commercial production development support of in on for
    under by after from with during before regarding no 's""".split()
)
NOUN_RIGHT = frozenset(
    """of for from with to worth by valued between under was is were has have will would that
    which""".split()
)
# Base forms that are far more often nouns or adjectives.
NOUN_TOO = frozenset("land net book score capture fit arm ship hand".split())
# Base forms that are verbs only behind a modal or before one of these.
TEAM_NOUNS = frozenset({"partner", "team"})
BEHIND_TEAM = frozenset("with on to for in up".split())
ADVERB_SKIP = frozenset(
    """also now then already recently officially formally reportedly successfully jointly
    subsequently finally just still soon currently never not ever initially first eventually only
    likely yet today yesterday earlier previously since indeed apparently each""".split()
)
PLAN_SKIP = frozenset(
    """will would shall should can could may might must to has have had is are was were be been
    being plans plan planned planning intends intend intended wants want wanted hopes hope hoped
    aims aim expects expected expecting set due scheduled likely looking look looks seeking seek
    seeks sought agreed agrees agree decided decides considering considers ready about able going
    committed keen willing eager poised preparing prepares prepared moved moving moves need needs
    began begun started start opted slated obliged required obligated contracted authorized
    authorised continues continued continue vowed promised pledged offered tasked hired
    responsible for do does did recently nearing close""".split()
)
BOUNDARY = frozenset(
    """that said says say while because but although though whereas if whether when where until
    unless ; : — – -- . ! ? after before since as""".split()
)
BREAKS = frozenset(
    ", ; : — – -- and but while after before which who that when as following where".split()
)
PREPOSITIONS = frozenset(
    """from to with for by between among of via through under in at on against into near within
    without unlike like despite alongside besides regarding concerning covering involving
    about""".split()
)
PRONOUNS = {
    "it": "any",
    "they": "any",
    "he": "person",
    "she": "person",
    "both": "sides",
    "which": "relative",
    "who": "relative",
    "that": "relative",
    "we": "any",
    "each": "any",
}
AUXILIARIES = BE | HAVE | ADVERB_SKIP
ARTICLES = frozenset({"a", "an", "the"})
CONJUNCTIONS = frozenset({"and", "&", "or", "/"})
JOINERS = CONJUNCTIONS | {","}
# Words that open a phrase in front of a clause: "After talks in Rome, Oman has bought".
FRONTING = frozenset("as in under with after amid despite following given".split())
RELATIVES = frozenset({"which", "who", "that"})
# What may stand before a base form that is the first part of a compound: "the support contract".
BEFORE_COMPOUND = frozenset("a an the its their this that of for in on under new other".split())
AFTER_PARTICIPLE = frozenset("by to from under in for via".split())
# Nouns for several acting as one: "a consortium of A and B signed".
TEAMS = frozenset(
    """coalition consortium consortia team joint-venture group grouping alliance partnership duo
    trio""".split()
)
# Parts of a firm that stand for it: "made by the British arm of X".
BRANCHES = frozenset("arm unit subsidiary division branch affiliate".split())
# Words whose "of" leads to the parties that they stand for.
# "from the stocks of the Bundeswehr"
HOLDINGS = frozenset("stocks stockpiles inventory inventories arsenal arsenals surplus".split())
STANDING_FOR = TEAMS | BRANCHES | HOLDINGS
# "the first country to buy"
RANKS = frozenset("first second third fourth fifth only last next latest".split())
OPENING = 5  # elements in which a sentence names its subject
# Words between a preposition and the name that it governs.
BEFORE_NAMES = frozenset("the a an its their both state-owned state-run local".split())
# Where something is or happens: a party behind one of these is no subject.
PLACING = frozenset("in at on near under against".split())
# Words that end the object of a verb.
OBJECT_ENDS = frozenset("that which who while because after when said but although if".split())
# Words that no light verb reaches over to its deal noun.
NO_OBJECT_BEHIND = frozenset(
    "that which who after under while ; in on from by at through via with for to as".split()
)
# Words that no infinitive or gerund reaches over to what governs it.
NEW_CLAUSE = frozenset("; that which who while said".split())
NOUN_STARTS = frozenset("under in with through as via following on after for of".split())
# Behind a place and a hyphen: where a firm sits.
SEATED = frozenset({"based", "headquartered"})
# What is given or sent that is no goods.
NO_GOODS = frozenset(
    """assurance assurances guarantee guarantees word expression expressions letter letters request
    requests proposal proposals delegation delegations team teams experts engineers personnel
    officers officials troops soldiers crews message messages signal signals notice list details
    information access time reason reasons priority way boost chance opportunity quote quotation
    invitation response reply answer look tour demonstration interview speech figure figures number
    impression advantage edge capability ability flexibility warning impetus statement
    presentation explanation briefing insight insights""".split()
)
# Before a verb: what it tells is still to come.
COMING = frozenset("will would to be shall should may could can must if when until".split())
# Groups of states and of firms, told without a name: "nine allies", "five contractors".
STATE_GROUPS = frozenset("countries nations states allies partners".split())
FIRM_GROUPS = frozenset(
    "companies firms suppliers manufacturers contractors shipyards yards vendors".split()
)
