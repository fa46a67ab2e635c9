"""Countries, bodies, firms and their descriptions joined into parties."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline import schema
from pipeline.clause_words import ADVERB_SKIP, ARTICLES, JOINERS, PLACING, PLAN_SKIP, RANKS, SEATED
from pipeline.elements import Elem, record_of
from pipeline.entities import Ent
from pipeline.firm_ends import BEHIND_SEAT, extends_company, in_company_context, is_branch
from pipeline.grammar import MANY_BODIES, STOP, TITLES
from pipeline.lexicon import Lexicon
from pipeline.nations import NATIONS, STATES, States, describes, most_named, tells_region
from pipeline.parties import CONSENTING_KINDS, Org, Registry

_LOOSE_WORDS = frozenset({"military", "police", "security forces"})
_BEFORE_BODY = frozenset({"the", "its", "their", "his", "her", "our", "my"})
_NO_ALIAS = frozenset({"money", "date", "quantity"})
_FIRM_KINDS = frozenset({"company", "org"})
# Before "company" these tell a body that buys for its state.
_PROCURING = frozenset({"procurement", "purchasing", "acquisition"})
_MOST_ADJECTIVES = 3
# Offices whose holders act for their state, and words that belong to their titles.
_LEADERS = frozenset("president premier chancellor minister king emir sultan prince".split())
_OF_LEADERS = frozenset("prime foreign defence defense interior deputy crown".split())
_PARTICLES = frozenset("bin ibn ben al el van von de der da dos".split())
_DEFENCE = frozenset({"defence", "defense"})
_BEFORE_CITY = frozenset({"a", "an", "another", "one"})
_OWN = frozenset({"the", "his", "her", "our", "my"})
_UNNAMED = frozenset("a an another one unnamed undisclosed unspecified".split())
_MEMBERS = frozenset(
    """ally allies member members nations countries states partner partners navies armies
    customers""".split()
)
_GOVERNING = frozenset("for to with from by of among between".split())
_LONGEST_ALIAS = 40
_YARDS = frozenset({"shipyard", "yard", "dockyard"})


def _is_of(out: list[Elem], k: int) -> bool:
    """Whether the element at ``k`` is the "of" in "Minister of Defence"."""
    return out[k].low == "of" and k > 0 and out[k - 1].low in TITLES


class PartyGroups:
    """Joins the elements of one article's sentences into parties, known to ``registry``."""

    def __init__(
        self, lexicon: Lexicon, registry: Registry, text: str, ents: Sequence[Ent] = ()
    ) -> None:
        self.lexicon = lexicon
        self.registry = registry
        self.text = text
        self._elems: list[Elem] = []
        self._out: list[Elem] = []
        self._persons: set[str] = set()
        self._states = States(ents)

    def group(self, elems: list[Elem]) -> list[Elem]:
        """The elements with their parties joined."""
        self._elems = elems
        out = self._out = []
        handlers = _HANDLERS
        reached = 0
        for i, elem in enumerate(elems):
            if i < reached:
                continue
            handler = handlers.get(elem.kind)
            if handler is None:
                stands = elem.low in NATIONS or (elem.low in STATES and self._of_region())
                reached = self._nation_at(i) if stands else 0
                if not reached:
                    out.append(elem)
            else:
                reached = handler(self, i)
        return out

    # Each method below appends the group that starts at ``i`` to the output and gives the index
    # behind it. ``code`` is the country that the words before the group tell.

    def _keep(self, i: int, kind: str | None = None, code: str | None = None) -> int:
        """The element as it is, under another kind if one is given."""
        elem = self._elems[i]
        if kind is not None:
            elem.kind = kind
        if code is not None:
            elem.country = code
        self._out.append(elem)
        return i + 1

    def _party(self, i: int, j: int, org: Org) -> int:
        """One party for ``elems[i:j]``, with the acronym in brackets behind it."""
        elems = self._elems
        first, last = elems[i], elems[j - 1]
        surface = self.text[first.start : last.end]
        party = Elem("party", first.start, last.end, surface, surface.lower(), first.ent, org)
        party.country = org.country
        party.possessive = last.possessive
        self._out.append(party)
        if org.is_public and org.country is not None:
            self._states.named[org.country] += 1
        if self._ends_in_stop(j, last):
            j += 1
        if j + 2 < len(elems) and elems[j].text == "(" and elems[j + 2].text == ")":
            return self._alias_at(j, org)
        return j

    def _ends_in_stop(self, j: int, last: Elem) -> bool:
        """Whether the stop at ``j`` belongs to ``Inc.``, since the sentence goes on behind it."""
        elems = self._elems
        if j + 1 >= len(elems) or elems[j].text != "." or elems[j].start != last.end:
            return False
        behind = elems[j + 1]
        return behind.text in (",", "(", "*") or behind.text[0].islower()

    def _alias_at(self, j: int, org: Org) -> int:
        """Learn the name in the brackets that open at ``j``."""
        inner = self._elems[j + 1]
        text = inner.text
        country = record_of(inner, schema.Country)
        if inner.kind == "country" and country is not None and not org.is_public:
            org.country = org.country or country.code  # "Aselsan (Turkey)"
            return j + 3
        if inner.kind in _NO_ALIAS or len(text) >= _LONGEST_ALIAS or not text[0].isupper():
            return j
        self.registry.learn(text, org)
        if inner.kind in ("company", "org", "name") and len(text) > len(org.name):
            org.see(text)
        return j + 3

    # -- states and their bodies ------------------------------------------------------------

    def _body_at(self, i: int) -> int:
        elem = self._elems[i]
        record = self._body_meant(elem)
        if record is None and record_of(elem, schema.BodyWord) is not None:
            return self._bodyword_at(i)  # "the National Armaments Directorate", of no state told
        if record is None or (record.type == "alliance" and self._names_members(i + 1)):
            return self._keep(i, "name")
        return self._party(i, i + 1, self.registry.body(record, elem.text))

    def _names_members(self, j: int) -> bool:
        """``13 NATO allies``: whether an alliance only tells whose members are meant."""
        return j < len(self._elems) and self._elems[j].low in _MEMBERS

    def _body_meant(self, elem: Elem) -> schema.Body | None:
        """The body that a name stands for: of several (``IAF``), that of the state named most.

        A name that others share too, of a state that the article does not name, stands for none.
        """
        bodies = (
            [e.record for e in elem.ent.entries if isinstance(e.record, schema.Body)]
            if (elem.ent is not None)
            else []
        )
        own = [b for b in bodies if elem.text not in b.ambiguous]
        if len(bodies) == 1 and own:
            return own[0]
        best = max(bodies, key=lambda b: self._states.counts[b.country or ""], default=None)
        if best is not None and self._states.counts[best.country or ""]:
            return best
        return own[0] if own else None

    def _country_at(self, i: int) -> int:
        elem = self._elems[i]
        record = record_of(elem, schema.Country)
        if record is None:
            return self._keep(i)
        if self._only_based(i) or self._describes(i):
            return self._keep(i, "adj", record.code)
        if self._seats_firm(i):
            self._keep(i, "adj", record.code)
            return i + 2
        if self._is_city_of_firm(i):
            return self._keep(i, "adj", record.code)
        k = self._behind_adjectives(i + 1)
        if k < len(self._elems):
            end = self._owned_at(i, k, record.code)
            if end:
                return end
        if elem.kind == "demonym" and not self._is_people(i):
            return self._keep(i, "adj", record.code)
        named = record.name if elem.kind == "demonym" else elem.text
        return self._party(i, i + 1, self.registry.country(record, named))

    def _is_people(self, i: int) -> bool:
        """``The Koreans have offered``, ``sold to the Dutch``: a people stands for its state."""
        elems = self._elems
        if not self._out or self._out[-1].low != "the" or i + 1 == len(elems):
            return False
        after = elems[i + 1]
        if after.text == ",":
            return i + 2 < len(elems) and elems[i + 2].kind not in ("demonym", "adj")
        if after.kind == "trigger" and after.ent is not None:
            behind = elems[i + 2] if i + 2 < len(elems) else after
            plain = behind.kind == "quantity" or behind.low in ARTICLES  # no "Dutch built frigate"
            several = elems[i].low.endswith("s") or plain
            return several and bool(after.ent.entries.verbs) and not after.ent.entries.nouns
        acts = after.low in STOP or after.low in PLAN_SKIP or after.kind == "punct"
        return acts and after.text not in ("-", "–") and after.low not in JOINERS

    def _only_based(self, i: int) -> bool:
        """``Seoul-based``: where a firm sits, not who acts."""
        after = self._elems[i + 1 : i + 3]
        return len(after) == 2 and after[0].text == "-" and after[1].low in SEATED

    def _seats_firm(self, i: int) -> bool:
        """``the German based Rheinmetall``: the same written without its hyphen."""
        behind = self._elems[i + 1 : i + 3]
        seated = len(behind) == 2 and behind[0].low in SEATED
        return seated and behind[1].kind in _FIRM_KINDS

    def _is_city_of_firm(self, i: int) -> bool:
        """``a Warsaw firm won``: a capital that tells where a firm sits that has no name here."""
        elems = self._elems
        if elems[i].kind != "capital" or elems[i].possessive or not 0 < i < len(elems) - 1:
            return False
        described = elems[i + 1].kind == "descriptor" and not self._firm_behind(i + 1)
        return described and elems[i - 1].low in _BEFORE_CITY

    def _describes(self, i: int) -> bool:
        """``for US partner nations``: letters for a state that only describe the next noun."""
        elems = self._elems
        if i == 0 or i + 1 == len(elems) or not elems[i].text.replace(".", "").isupper():
            return False
        noun = elems[i + 1]
        if noun.kind == "equip":
            return True  # "a request for US rocket launchers"
        plain = noun.kind == "word" and noun.text.isalpha() and noun.text.islower()
        return (
            elems[i - 1].low in _GOVERNING
            and plain
            and noun.low not in STOP
            and not noun.low.endswith(("ing", "ed", "ly"))
        )

    def _behind_adjectives(self, j: int) -> int:
        """Index behind adjectives before a body or firm: "Poland's state-owned PGZ"."""
        elems = self._elems
        stop = min(len(elems), j + _MOST_ADJECTIVES)
        while j < stop:
            elem = elems[j]
            if elem.kind != "word" or not elem.text[0].islower() or elem.low in STOP:
                break
            j += 1
        return j

    def _owned_at(self, i: int, k: int, code: str) -> int:
        """The group at ``k`` if the country at ``i`` belongs to it; else 0."""
        elem, owned = self._elems[i], self._elems[k]
        kind, adjacent = owned.kind, k == i + 1
        linked = elem.possessive or elem.kind == "demonym"
        if kind == "bodyword" and (adjacent or linked):
            return self._bodyword_at(k, code, first=i)
        if kind == "body" and (linked or (adjacent and self._is_of(k, code))):
            return self._national_body_at(k, code, first=i)
        if kind in _FIRM_KINDS and (linked or not adjacent):
            return self._company_at(k, code)
        if kind == "descriptor" and (elem.kind != "capital" or self._firm_behind(k)):
            self._keep(i, "adj", code)
            return self._descriptor_at(k, code)
        if kind == "name" and elem.possessive and adjacent and not self._is_person():
            return self._keep(k, code=code)
        return 0

    def _firm_behind(self, k: int) -> bool:
        """``Canberra company CEA Technologies``: whether a firm's name follows its description."""
        elems = self._elems
        while k < len(elems) and elems[k].kind == "descriptor":
            k += 1
        return k < len(elems) and elems[k].kind in _FIRM_KINDS

    def _is_of(self, k: int, code: str) -> bool:
        """``US Marine Corps Systems Command``: whether the body at ``k`` is the country's own."""
        body = record_of(self._elems[k], schema.Body)
        return body is not None and body.country == code

    def _national_body_at(self, k: int, code: str, first: int) -> int:
        """A named body behind its country; 0 where it is another country's."""
        elem = self._elems[k]
        body = record_of(elem, schema.Body)
        if body is None:
            return 0
        if body.country not in (None, code):  # "Argentina's Congress": the word, no US body
            word = record_of(elem, schema.BodyWord)
            return self._bodyword_at(k, code, first) if word is not None else 0
        if body.country is None and body.type != "alliance":
            org = self.registry.national_body(body, code, elem.text)
        else:
            org = self.registry.body(body, elem.text)
        return self._party(k, k + 1, org)

    def _bodyword_at(self, i: int, code: str | None = None, first: int | None = None) -> int:
        """A generic body (``Ministry of Defence``), with the country at ``first`` if any."""
        elems = self._elems
        elem = elems[i]
        word = record_of(elem, schema.BodyWord)
        if word is None or self._is_attributive(i) or self._is_post(i, word):
            if first is not None:
                self._keep(first, "adj", code)
            return self._keep(i, "word")
        end, code = self._of_country(i + 1, code)
        if code is None and self._of_nobody(end):
            return self._keep(i, "word")
        if code is None and word.type in ("ministry", "government", "procurement_agency"):
            code = self._seat(end)
        # "Poland's Ministry of Defence" is named without the possessive country
        named_alone = first is not None and elems[first].possessive and elem.text[0].isupper()
        start = i if first is None or named_alone else first
        if code is None and not self._is_body(i, word):
            return self._keep(i, "word")
        surface = self.text[elems[start].start : elems[end - 1].end]
        return self._party(start, end, self.registry.generic_body(word, surface, code))

    def _of_country(self, j: int, code: str | None) -> tuple[int, str | None]:
        """Index behind "of [the] COUNTRY" at ``j``, and the country's code."""
        elems = self._elems
        if j < len(elems) and elems[j].low == "of":
            k = j + 1
            while k < len(elems) and elems[k].low in ("the", "national"):
                k += 1
            if k < len(elems) and elems[k].kind in ("country", "capital"):
                country = record_of(elems[k], schema.Country)
                if country is not None:
                    return k + 1, country.code
        return j, code

    def _of_nobody(self, j: int) -> bool:
        """``the army of a NATO member state``: a body that the article does not name."""
        behind = [e.low for e in self._elems[j : j + 2]]
        return len(behind) == 2 and behind[0] == "of" and behind[1] in _UNNAMED

    def _seat(self, j: int) -> str | None:
        """The country of ``in Lima`` behind a ministry."""
        elems = self._elems
        if j + 1 < len(elems) and elems[j].low == "in" and elems[j + 1].kind == "capital":
            country = record_of(elems[j + 1], schema.Country)
            return country.code if country is not None else None
        return None

    def _is_body(self, i: int, word: schema.BodyWord) -> bool:
        """Whether a body word without a country names a body."""
        elems, elem = self._elems, self._elems[i]
        if elem.low == "military":
            return False
        named = elem.text[0].isupper() or not word.forms
        if named and word.type == "government":  # "government-to-government"
            around = [e.low for e in elems[max(0, i - 1) : i] + elems[i + 1 : i + 2]]
            named = "to" not in around and "-" not in around
        before = elems[i - 1].low if i else ""
        return named or before in _BEFORE_BODY or (word.type == "parliament" and before == "by")

    def _is_attributive(self, i: int) -> bool:
        """``military capabilities``, ``police station``: the word describes what follows it."""
        elem = self._elems[i]
        if elem.low not in _LOOSE_WORDS:
            return elem.low in MANY_BODIES
        if i + 1 == len(self._elems) or elem.possessive:
            return False
        after = self._elems[i + 1]
        if after.low in ADVERB_SKIP or after.low == "last":
            return False  # "the military recently bought"
        return after.kind not in ("punct", "trigger") and after.low not in STOP

    def _is_post(self, i: int, word: schema.BodyWord) -> bool:
        """``handed over to Cabinet Secretary X``: a person's post, nothing that a cabinet did."""
        after = self._elems[i + 1 : i + 2]
        return word.type in CONSENTING_KINDS and bool(after) and after[0].low in TITLES

    def _of_region(self) -> bool:
        """Whether the output ends with a region: ``the Gulf`` before "state"."""
        return bool(self._out) and tells_region(self._out[-1])

    def _nation_at(self, i: int) -> int:
        """``the [island] country``: the state that the article named most often till here; else 0.

        Behind a preposition of place the words only tell where something is.
        """
        elems, out = self._elems, self._out
        k = len(out) - 1
        while k >= 0 and len(out) - k <= _MOST_ADJECTIVES and describes(out[k]):
            k -= 1
        if k < 0 or out[k].low not in _OWN or (k and out[k - 1].low in PLACING):
            return 0
        if not RANKS.isdisjoint(e.low for e in out[k + 1 :]):
            return 0  # "Kenya will be the first country to buy"
        ends = (
            i + 1 == len(elems)
            or elems[i + 1].kind not in ("word", "equip")
            or (elems[i + 1].low in STOP and elems[i + 1].low != "of")
            or elems[i + 1].low in PLAN_SKIP
        )
        if not ends:
            return 0
        elem = elems[i]
        if elem.possessive and i + 1 < len(elems):
            body = record_of(elems[i + 1], schema.Body)
            if body is not None and body.country is not None:
                return 0  # "between Volta and the country's SSB": the body tells the state itself
        code = self._states.meant(out[k].start, out[k + 1 :], out)
        org = self.registry.country_by_code(code or "")
        if org is None:
            return 0
        del out[k + 1 :]
        party = Elem("party", elem.start, elem.end, elem.text, elem.low, None, org)
        party.country, party.possessive = org.country, elem.possessive
        out.append(party)
        return i + 1

    # -- firms ------------------------------------------------------------------------------

    def _company_at(self, i: int, code: str | None = None) -> int:
        elems, elem = self._elems, self._elems[i]
        if self._names_goods(i):
            return self._keep(i, "system")
        j = i + 1
        # the name goes on: "Raytheon" + "Missile Systems", "Olin" + "Corporation"
        while j < len(elems) and extends_company(elems, j, self.lexicon):
            j += 2 if elems[j].text == "," or elems[j].low == "and" else 1
        if is_branch(elems, j):
            surface = self.text[elem.start : elems[j].end]
            state = record_of(elems[j], schema.Country)
            branch = self.registry.unknown_company(
                surface, state.code if state is not None else None, "company.branch"
            )
            return self._party(i, j + 1, branch)
        surface, code = self._without_owner(self.text[elem.start : elems[j - 1].end], code)
        record = record_of(elem, schema.Company)
        if record is None:
            org = self._unlisted_firm(elem, surface, code)
            return self._seated(self._party(i, j, org), org)
        if record.context and " " not in surface and not in_company_context(elems, i, j):
            return self._keep(i, "name")
        org = self.registry.company(record, surface, code)
        if len(org.surfaces) == 1:
            self.registry.learn_short_names(org)
        self.registry.learn(surface, org)
        return self._seated(self._party(i, j, org), org)

    def _seated(self, j: int, org: Org) -> int:
        """Index behind the state of the firm that ends at ``j``: ``WASS S.r.l., Italy for``."""
        elems = self._elems
        if j + 1 >= len(elems) or elems[j].text != "," or elems[j + 1].kind != "country":
            return j
        record = record_of(elems[j + 1], schema.Country)
        alone = j + 2 == len(elems) or elems[j + 2].text in BEHIND_SEAT
        if record is None or not alone or org.country not in (None, record.code):
            return j
        org.country = record.code
        return j + 2

    def _names_goods(self, i: int) -> bool:
        """``20 Caracal helicopters``: the name of a firm and of a system, before a type word."""
        elems = self._elems
        if i + 1 >= len(elems) or elems[i + 1].kind not in ("equip", "designation"):
            return False
        return record_of(elems[i], schema.System) is not None

    def _without_owner(self, surface: str, code: str | None) -> tuple[str, str | None]:
        """``France's Dassault Aviation`` is Dassault Aviation, of France."""
        owner, mark, rest = surface.partition("'s " if "'s " in surface else "’s ")
        if mark and rest:
            for entry in self.lexicon.terms.get(owner.lower(), ()):
                if entry.label in ("country", "capital", "place"):
                    code = code or getattr(entry.record, "code", None)
                    surface = rest
        return surface, code

    def _unlisted_firm(self, elem: Elem, surface: str, code: str | None) -> Org:
        """The firm of a name that is in the rules without its legal form, or not at all."""
        org = self._known_firm(surface, code)
        if org is None:
            rule = elem.ent.rule if elem.ent else ""
            org = self.registry.unknown_company(surface, code, rule or "company.shape")
        if org.country is None:
            org.country = code
        return org

    def _known_firm(self, surface: str, code: str | None) -> Org | None:
        """The firm of the rules whose name this is, its legal form aside."""
        words = surface.replace(",", " ").split()
        while len(words) > 1 and words[-1].lower() in self.lexicon.legal:
            words.pop()
            for entry in self.lexicon.terms.get(" ".join(words).lower(), ()):
                if isinstance(entry.record, schema.Company):
                    org = self.registry.company(entry.record, surface, code)
                    self.registry.learn(surface, org)
                    return org
        return None

    def _descriptor_at(self, i: int, code: str | None = None) -> int:
        """``[Slovak] company`` before a name makes the name a firm."""
        elems = self._elems
        j = self._keep(i)
        while j < len(elems) and elems[j].kind == "descriptor":
            j = self._keep(j)
        if j == len(elems):
            return j
        name = elems[j]
        buys = any(e.low in _PROCURING for e in elems[max(0, i - 1) : j])
        if name.kind in _FIRM_KINDS:
            reached = self._company_at(j, code)
            if buys and self._out[-1].org is not None:
                self._out[-1].org.kind = "procurement_agency"
            return reached
        if name.kind != "name" or self._is_person():
            return j
        org = name.org or self.registry.unknown_company(name.text, code, "company.descriptor")
        if org.country is None:
            org.country = code
        if buys:
            org.kind = "procurement_agency"
        return self._party(j, j + 1, org)

    # -- other names ------------------------------------------------------------------------

    def _name_at(self, i: int) -> int:
        org = self._elems[i].org
        if org is not None:
            return self._keep(i, "party", org.country)
        if self._is_person():
            self._persons.add(self._elems[i].text.split()[-1])
            return self._leader_at(i) or self._keep(i, "person")
        if self._elems[i].text in self._persons:
            return self._keep(i, "person")  # "President Donald Trump ... Trump"
        behind = self._elems[i + 1] if i + 1 < len(self._elems) else None
        if behind is not None and behind.kind == "descriptor" and behind.low in _YARDS:
            elem = self._elems[i]  # "Turkey's Ares shipyard"
            yard = self.registry.unknown_company(elem.text, elem.country, "company.descriptor")
            return self._party(i, i + 1 + (not behind.possessive), yard)
        if len(self._out) > 2 and self._out[-1].low in SEATED and self._out[-2].text == "-":
            # "Tampere-based Sensorix"
            elem = self._elems[i]
            return self._party(
                i, i + 1, self.registry.unknown_company(elem.text, elem.country, "company.based")
            )
        return self._keep(i)

    def _leader_at(self, i: int) -> int:
        """``Turkish President X``: who leads a state or a ministry acts for the state; else 0."""
        out = self._out
        k = len(out) - 1
        while k >= 0 and (out[k].low in TITLES or out[k].low in _OF_LEADERS or _is_of(out, k)):
            k -= 1
        titles = {e.low for e in out[k + 1 :]}
        if titles.isdisjoint(_LEADERS):
            return 0
        if k >= 0 and out[k].kind == "adj":
            code = out[k].country
        elif not titles.isdisjoint(_DEFENCE) and (k < 0 or out[k].kind in ("punct", "word")):
            code, k = most_named(self._states.counts), k + 1  # "Defence Minister X signed"
        else:
            return 0
        org = self.registry.country_by_code(code) if code else None
        if org is None or (k and out[k - 1].low in ("former", "late")):
            return 0
        j = i + 1
        while j < len(self._elems) and self._names_on(j):
            j += 1
        first, last = out[k], self._elems[j - 1]
        del out[k:]
        surface = self.text[first.start : last.end]
        party = Elem("party", first.start, last.end, surface, surface.lower(), first.ent, org)
        party.country, party.possessive = org.country, last.possessive
        out.append(party)
        return j

    def _names_on(self, j: int) -> bool:
        """Whether a person's name goes on at ``j``: ``Abdel Fattah el-Sisi``, ``Theresa May``."""
        elem, before = self._elems[j], self._elems[j - 1]
        if before.possessive:
            return False
        particle = elem.low in _PARTICLES or elem.low.startswith(("el-", "al-", "bin-"))
        return particle or elem.kind == "name" or elem.text == "May"

    def _is_person(self) -> bool:
        """Whether the name that comes next follows a title."""
        out = self._out
        if not out:
            return False
        before = out[-1]
        if before.text == "." and len(out) > 1:
            before = out[-2]
        if before.low in _DEFENCE and len(out) > 2 and out[-2].low == "of":
            before = out[-3]  # "Minister of Defence X"
        return before.low.split(" ")[-1] in TITLES


# What reads the group that begins with an element of each kind. Functions, not bound methods: an
# object that holds its own methods lives until the garbage collector finds it.
_HANDLERS: dict[str, Callable[[PartyGroups, int], int]] = {
    "country": PartyGroups._country_at,
    "demonym": PartyGroups._country_at,
    "capital": PartyGroups._country_at,
    "bodyword": PartyGroups._bodyword_at,
    "body": PartyGroups._body_at,
    "company": PartyGroups._company_at,
    "org": PartyGroups._company_at,
    "descriptor": PartyGroups._descriptor_at,
    "name": PartyGroups._name_at,
}
