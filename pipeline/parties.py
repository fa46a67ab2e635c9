"""Who is who in an article: organisations, their aliases, and which names mean the same party."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline import schema
from pipeline.lexicon import Lexicon

# Kinds that act for a state in a deal and so are one party with it; who only consents is another.
ACTING_KINDS = frozenset({"country", "government", "ministry", "procurement_agency"})
CONSENTING_KINDS = frozenset({"parliament", "council"})
STATE_KINDS = frozenset(
    {
        "country",
        "government",
        "ministry",
        "procurement_agency",
        "parliament",
        "council",
        "export_authority",
    }
)
SERVICE_KINDS = frozenset({"armed_service", "armed_forces", "command", "police"})
_ARTICLES = re.compile(
    r"^(?:(?:the|a|an|state-owned|state-run|state-controlled)\s+)+", re.IGNORECASE
)
# "Industrialist Musa Bello-led Sahel Armour": who leads or owns a firm is no part of its name.
_LED = re.compile(
    r"^(?:[\w.'’&]+ ){0,4}[\w.]+-(?:led|owned|backed|headed|promoted|controlled|run) (?=[A-Z])"
)
# "Volta Systems VLT.L": the code of the firm's share, as wire news give it.
_SHARE_CODE = re.compile(r"(?<=[a-z]) [A-Z0-9]{2,8}[a-z]?\.[A-Z]{1,2}$")
# A capitalised word behind a word in lower case.
_AMID = re.compile(r"[A-Z](?<=[a-z,] .)[\w-]+")
# "Poland's " before a name of its own: "Ministry of National Defence".
_OWNER = re.compile(r"^(?:[A-Z][\w.-]+ ){0,2}[A-Z][\w.-]+(?<!People)['’]s (?=[A-Z])")
_POSSESSIVE = re.compile(r"['’]s?$")
_INITIAL_SKIP = frozenset("of the and for de del a an &".split())


@dataclass(slots=True, eq=False)
class Org:
    """One organisation of the article. Identity is the object; ``key`` is its stable name."""

    key: str
    kind: str
    name: str
    country: str | None = None
    generic: bool = False
    surfaces: list[str] = field(default_factory=list)
    rule: str = ""

    @property
    def is_state(self) -> bool:
        """A country or a body that acts for its government."""
        return self.kind in STATE_KINDS

    @property
    def is_service(self) -> bool:
        """An armed service or command."""
        return self.kind in SERVICE_KINDS

    @property
    def is_public(self) -> bool:
        """State, armed service, agency or alliance: not a firm."""
        return self.kind not in ("company", "unknown")

    @property
    def display(self) -> str:
        """The fullest proper name the article gives; a state under its usual name."""
        if self.kind == "country":
            return self.name
        if not self.surfaces:
            return self.name
        first = self.surfaces[0]
        if self.is_public:  # "Bundeswehr" before "armed forces"
            kin = [s for s in self.surfaces if s[0].isupper()] or self.surfaces
        else:  # a former name of the firm is another name, not a fuller one
            kin = [s for s in self.surfaces if _fuller(first, s)] or [first]
        most = max(len(s.split()) for s in kin)
        full = [s for s in kin if len(s.split()) == most]
        if self.rule.startswith("body") and self.name in full:
            return self.name
        if not self.is_public:
            return max(full, key=len)
        return next((s for s in full if s.split()[-1][0].isupper()), full[0])

    def see(self, surface: str) -> None:
        """Note one more surface; the fullest proper one becomes the name."""
        surface = proper(surface)
        if surface and surface not in self.surfaces:
            self.surfaces.append(surface)


def proper(surface: str) -> str:
    """A name without article, possessive and trailing punctuation."""
    name = surface.strip()
    # Most names have neither; a look at one letter is cheaper than a pattern.
    if name[-1:] in "s'’":
        name = _POSSESSIVE.sub("", name)
    if name[:1] in "aAsStT":
        name = _ARTICLES.sub("", name)
    if "'s " in name or "’s " in name:
        name = _OWNER.sub("", name)
    if "-" in name:
        name = _LED.sub("", name)
    if "." in name:
        name = _SHARE_CODE.sub("", name)
    return name.strip(" ,;:*")


def initials(name: str) -> str:
    """``Israel Aerospace Industries`` -> ``IAI``."""
    words = re.findall(r"[^\W_][\w&]*", name)
    return "".join(w[0] for w in words if w.lower() not in _INITIAL_SKIP).upper()


def is_acronym_of(acronym: str, name: str) -> bool:
    """Whether the letters of ``acronym`` run through ``name`` in order, from its first letter."""
    letters = [c for c in acronym.lower() if c.isalpha()]
    low = name.lower()
    if not letters or not low.startswith(letters[0]):
        return False
    position = 0
    for letter in letters:
        position = low.find(letter, position) + 1
        if position == 0:
            return False
    return True


def _fuller(name: str, other: str) -> bool:
    """Whether ``other`` is ``name`` or a fuller form of it."""
    words, more = set(name.lower().split()), set(other.lower().split())
    return words <= more or more <= words or is_acronym_of(name, other)


class Registry:
    """The organisations of one article, by key and by alias."""

    def __init__(self, lexicon: Lexicon, text: str = "") -> None:
        self.lexicon = lexicon
        self._text = text
        self._names: frozenset[str] | None = None
        self.orgs: dict[str, Org] = {}
        self.aliases: dict[str, Org] = {}

    def is_named(self, word: str) -> bool:
        """Whether the article writes ``word`` with a capital where no sentence begins."""
        if self._names is None:
            self._names = frozenset(_AMID.findall(self._text))
        return word in self._names

    def is_short_form(self, word: str) -> bool:
        """``Naval Drone Defence System (NDDS)``: whether brackets give a word in capitals as short
        for something. For that of a firm the firm would be known by it.
        """
        return word.isupper() and f" ({word})" in self._text

    def _get(self, key: str, kind: str, name: str, country: str | None, rule: str) -> Org:
        org = self.orgs.get(key)
        if org is None:
            org = self.orgs[key] = Org(key, kind, name, country, rule=rule)
        elif org.country is None:
            org.country = country
        return org

    def country(self, record: schema.Country, surface: str) -> Org:
        """A state under any of its names."""
        org = self._get(f"country:{record.code}", "country", record.name, record.code, record.id)
        org.see(surface)
        return org

    def country_by_code(self, code: str) -> Org | None:
        """A state by its ISO code, or ``None`` where the rules do not know it."""
        record = self.lexicon.countries.get(code)
        return self.country(record, record.name) if record else None

    def body(self, record: schema.Body, surface: str) -> Org:
        """A named government body."""
        known = self.aliases.get(proper(surface).lower())
        if known is not None and record.country is None and not known.generic:
            return known
        org = self._get(record.id, record.type, record.name, record.country, record.id)
        org.see(surface)
        return org

    def national_body(self, record: schema.Body, code: str, surface: str) -> Org:
        """The body of one country, of a kind that many have (``Parliament``)."""
        org = self._get(f"{record.id}:{code}", record.type, surface, code, record.id)
        org.see(surface)
        return org

    def generic_body(self, word: schema.BodyWord, surface: str, country: str | None) -> Org:
        """A body named by a generic head, with its country where the text gives one."""
        kind = word.type
        if country is None:
            for org in reversed(list(self.orgs.values())):
                if org.kind == kind and (
                    kind != "armed_service" or _same_service(org.name, surface)
                ):
                    if not org.rule.startswith("body."):
                        org.see(surface)  # "the defence ministry" is no fuller name of the Pentagon
                    return org
        key = f"{word.id}:{country or '?'}"
        if not word.forms:  # a unit: each is its own
            key += f":{proper(surface).lower()}"
        org = self._get(key, kind, proper(surface), country, word.id)
        org.generic = country is None
        org.see(surface)
        if len(proper(surface)) > len(org.name):
            org.name = proper(surface)
        return org

    def company(self, record: schema.Company, surface: str, hint: str | None = None) -> Org:
        """A firm the rules know."""
        org = self._get(record.id, "company", record.name, record.country or hint, record.id)
        org.see(surface)
        return org

    def unknown_company(self, surface: str, country: str | None, rule: str) -> Org:
        """A firm recognised by its shape or its place in a sentence."""
        name = proper(surface)
        known = self.lookup(name)
        if known is not None:
            known.see(name)
            return known
        for entry in self.lexicon.terms.get(name.rstrip(".").lower(), ()):
            if isinstance(entry.record, schema.Company):
                return self.company(entry.record, name.rstrip("."), country)
        org = self._get(f"org:{fold(name)}", "company", name, country, rule)
        org.see(name)
        self.learn_short_names(org)
        return org

    def listed_firm(self, surface: str, country: str | None, rule: str) -> Org:
        """The firm of a list that writes names in full: one of the rules, its legal form aside."""
        words = proper(surface).replace(",", " ").split()
        while words:
            for entry in self.lexicon.terms.get(" ".join(words).lower(), ()):
                if isinstance(entry.record, schema.Company):
                    return self.company(entry.record, surface, country)
            if words[-1].lower() not in self.lexicon.legal:
                break
            words.pop()
        org = self.unknown_company(surface, country, rule)
        org.country = org.country or country
        return org

    def contracting_body(self, surface: str, country: str, rule: str) -> Org:
        """The body that a list names as the one that awards."""
        name = proper(surface)
        for entry in self.lexicon.terms.get(name.lower(), ()):
            if isinstance(entry.record, schema.Body):
                return self.body(entry.record, surface)
        org = self._get(f"org:{fold(name)}", "command", name, country, rule)
        if not org.is_public:
            org.kind = "command"  # read as a firm's name elsewhere
        org.see(surface)
        return org

    def lookup(self, surface: str) -> Org | None:
        """The organisation that a short name or acronym stands for in this article."""
        return self.aliases.get(proper(surface).lower())

    def learn(self, alias: str, org: Org) -> None:
        """Let ``alias`` stand for ``org`` from here on; the first meaning of an alias stays."""
        alias = proper(alias).lower()
        if len(alias) > 1:
            self.aliases.setdefault(alias, org)

    def learn_short_names(self, org: Org) -> None:
        """The first word of a firm's name, and the first two, may stand for it later."""
        words = org.name.replace(",", " ").split()
        legal = self.lexicon.legal
        core = [w for w in words if w.lower() not in legal]
        self.learn(" ".join(words), org)
        if len(core) > 1:
            self.learn(" ".join(core), org)
            self.learn(" ".join(core[:2]), org)
            first = core[0]
            if len(first) > 3 and first.lower() not in _WEAK_FIRST and not self._is_term(first):
                self.learn(first, org)
            short = initials(" ".join(core))
            if len(short) > 2:
                self.learn(short, org)

    def _is_term(self, word: str) -> bool:
        return word.lower() in self.lexicon.terms


_WEAK_FIRST = frozenset(
    "general united national advanced american british european international global first great "
    "israel state royal north south east west northern southern eastern western central new "
    "defence defense naval marine air space military federal".split()
)


def fold(name: str) -> str:
    """Lower-case words of a name, joined by hyphens."""
    return "-".join(re.findall(r"\w+", name.lower()))


def _same_service(known: str, surface: str) -> bool:
    known_words, words = known.lower().split(), proper(surface).lower().split()
    return bool(words) and known_words[-len(words) :] == words


def is_abroad(org: Org, home: set[str | None]) -> bool:
    """Whether an organisation is of a state that is none of ``home``, all of which are known."""
    return None not in home and org.country not in {*home, None}


def same_party(a: Org, b: Org) -> bool:
    """Whether two organisations are one party of a deal.

    A country and its own government, ministry or procurement agency are one party.
    """
    if a is b:
        return True
    if not a.is_public and not b.is_public:
        return _short_for(a, b) or _short_for(b, a)
    if a.country and a.country == b.country:
        if a.kind in ACTING_KINDS and b.kind in ACTING_KINDS:
            return True
        return a.is_service and b.is_service and _arm(a) == _arm(b) != ""
    return False


def is_division(part: Org, firm: Org) -> bool:
    """``General Dynamics Land Systems`` beside ``General Dynamics``."""
    both = not part.is_public and not firm.is_public
    return both and " " in firm.name and part.name.startswith(firm.name + " ")


def _short_for(a: Org, b: Org) -> bool:
    """Whether ``Nurol`` is short for ``Nurol Technologies``, or for a firm that is called so."""
    short = a.name
    if " " in short:
        return False
    low = short.lower()
    if low in _WEAK_FIRST:
        return False
    return any(name.lower().startswith(f"{low} ") for name in (b.name, *b.surfaces))


_ARMS = re.compile(
    r"\b(army|navy|naval|air force|marine|coast ?guard|national guard|land forces|ground forces"
    r"|border)\b",
    re.I,
)


def _arm(org: Org) -> str:
    """The arm of a service by its name: army, navy, air force."""
    match = _ARMS.search(org.display)
    return match.group(1).lower().replace("naval", "navy") if match else ""


def more_specific(a: Org, b: Org) -> Org:
    """Of two names of one party, the one of the body that acts."""
    rank = {
        "procurement_agency": 3,
        "ministry": 2,
        "export_authority": 2,
        "council": 2,
        "parliament": 2,
        "government": 1,
        "country": 0,
        "command": 1,
    }
    return b if rank.get(b.kind, 0) > rank.get(a.kind, 0) else a
