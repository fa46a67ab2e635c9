"""Closed classes of English words that tell how a group of words is built."""

from __future__ import annotations

# Function words and verbs of saying or planning: never part of a name or of a type of goods.
STOP = frozenset(
    """
    a an the one this that these those its his her their our my your some any each every all both
    no of in on at by for from to with without under over into onto upon through during between
    among within via per as than about around against toward towards across after before since
    until while and or but nor so yet if whether because although though when where which who whom
    whose what how is are was were be been being am has have had having do does did will would
    shall should can could may might must not n't also only just even still already now then there
    here it he she they we i you said says say saying told tell added according including include
    includes included plus worth such other another more most less least few several many much up
    down out off near like one's announced announces expected based made led owned meanwhile
    however today yesterday tomorrow recently currently reportedly officially formally plans
    planned intends wants seeks agreed agrees decided set due ready able likely took take takes
    came come used use uses using given gave goes went became become remains remain called known
    named dubbed seen saw regarding concerning covering involving whatever whichever
    """.split()
)
# Adjectives that are no part of what goods are called.
DROPPED_ADJECTIVES = frozenset(
    """
    advanced new modern upgraded additional state-of-the-art latest next-generation further more
    so-called extra brand-new newest sophisticated cutting-edge second-hand used refurbished
    surplus locally
    domestically existing future first second third initial several various multiple many few same
    said potential possible planned proposed aforementioned required necessary high-tech modernized
    modernised improved newly world-class powerful different ageing aging old older such proven
    total specific certain big bigger biggest large larger largest huge massive best better own
    entire whole crucial critical key vital important major significant increased seen
    foreign indigenous indigenously repurposed overhauled reconditioned russian
    american german french british israeli chinese turkish italian spanish swedish indian
    acquired hundred thousand dozen
    """.split()
)
# Titles and offices: the name behind one is a person.
TITLES = frozenset(
    """
    minister president chancellor premier secretary ambassador general gen lt lieutenant col
    colonel maj major capt captain admiral adm vice-admiral brigadier brig commander cmdr sgt
    marshal air-marshal chief director chairman chairwoman ceo cto spokesman spokeswoman
    spokesperson mr mrs ms dr sir lord king prince sheikh crown senator sen congressman deputy
    undersecretary vice head manager officer executive analyst professor prof envoy lawmaker mp
    governor mayor colonel-general prime
    """.split()
)
# Words with a capital that are no names on their own.
NOT_NAMES = frozenset(
    """m/s messrs
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december i the a an in on at by for from with of and but
    under as it its this that these those he she they we our their his her if when while after
    before since according meanwhile however also both once all any some each no not earlier later
    last next source sources photo image video read related contract contracts phase option lot
    block mk section article table figure note english defence defense military army navy force
    forces air ministry minister instead additionally separately furthermore moreover overall
    finally currently thus therefore still indeed besides elsewhere together initially
    subsequently today yesterday recently previously nevertheless nonetheless meantime notably
    reportedly officially eventually hence afterwards despite following prior although though
    because unlike like such other another most many several few later today's if similarly
    likewise accordingly consequently originally ultimately sources officials lawmakers analysts
    experts critics deliveries delivery production construction bilateral foreign national
    """.split()
)
# How the name of a single ship begins.
SHIP_PREFIXES = frozenset(
    """HMS HMAS HMCS HMNZS INS KRI KD RSS ROKS USS USCGC USNS TCG BRP BNS PNS NNS SLNS FNS ENS
    ARA ORP JS HTMS HDMS HNoMS HSwMS NRP BAP""".split()
)
# Capitalised words that name nobody where they stand alone.
NO_NAME_ALONE = frozenset(
    """interested international global european western eastern asian african arab nordic baltic
    scandinavian gulf engineering logistics industry industries federation partnership
    appropriations transporters security technology systems services solutions training consortium
    group company ngos limited ltd""".split()
)
# Words before a participle that only describes: "the upgraded frigates".
BEFORE_MODIFIER = frozenset(
    """
    a an the additional more new its their of and
    """.split()
)
# Adverbs that may stand between such a word and the participle: "the recently upgraded frigates".
PARTICIPLE_ADVERBS = frozenset({"newly", "recently", "locally"})
# Words before a verb form, which therefore is no noun: "to ship".
BEFORE_INFINITIVE = frozenset(("to", "will", "would", "can", "could"))
BEFORE_VERB = BEFORE_INFINITIVE | {"may", "must", "not", "and"}
# Behind a hyphen these tell whose make goods are: "Israeli-built drones".
MADE = frozenset("built made manufactured designed developed produced assembled supplied".split())
# Words that point at goods named before.
POINTING = frozenset(("the", "this", "these", "those", "that", "its", "their", "such"))
# Plurals that name no single body.
MANY_BODIES = frozenset(("navies", "armies", "air forces", "parliaments", "governments"))
