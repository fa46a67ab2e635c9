"""The deal mentions of a sentence: a trigger of the rules with what fills its arguments."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline import rule_ids
from pipeline.adjuncts import bracketed_recipients, parties_by_preposition
from pipeline.arguments import fill
from pipeline.clause_words import OPENING, RELATIVES
from pipeline.clauses import Trig, find_triggers
from pipeline.groups import Elem, Item
from pipeline.links import all_governed, clause_spans, link
from pipeline.members import drop_treasury, join_members, name_members, name_teams
from pipeline.mentions import Clause, Mention, Vote
from pipeline.parties import Registry
from pipeline.role_cues import role_cue
from pipeline.signatories import sign_for
from pipeline.stand_ins import STANDING, stand_in
from pipeline.subjects import preposition_of, subject_of
from pipeline.tasks import join_tasks
from pipeline.turns import bare_count, in_turn

_ANNOUNCED = frozenset("announces announced announce".split())
_ANNOUNCING = _ANNOUNCED | frozenset("said says disclosed discloses".split())
# Rules of which a firm that only says so is the seller too: "Elbit said an army would get".
_TRADED = rule_ids.ORDERING | {rule_ids.RECEIVE}
_APPOSITION = 16  # elements behind a firm in which it is described
_ANNOUNCER = 0.5  # what it weighs that a firm announces a deal
_PAYING = frozenset({rule_ids.BUY, rule_ids.ORDER, rule_ids.PAY})
_HANDED = rule_ids.HANDING | rule_ids.GRANTING | {rule_ids.RECEIVE}
_CONCLUDING = frozenset({rule_ids.SIGN, rule_ids.AWARD})
_AFTER = frozenset("after as following when".split())
_FRONT = 4  # elements in which a phrase in front shows itself
_FRONTING = frozenset({"under", "part", "within", "following"})
_UNDER_REACH = 7  # elements from "under" to the deal noun
_UNDER_CONTRACT = rule_ids.SHARING | {rule_ids.BUY, rule_ids.ORDER, rule_ids.RECEIVE, "deal.lease"}


def analyse(elems: list[Elem], sentence: int, registry: Registry) -> list[Mention]:
    """The deal mentions of one sentence; unknown names in a firm's place enter ``registry``."""
    kinds = {e.kind for e in elems}
    mentions: list[Mention] = []
    if "rolecue" in kinds:
        cued = (role_cue(elems, i, sentence) for i, e in enumerate(elems) if e.kind == "rolecue")
        mentions += [m for m in cued if m is not None]
    if "trigger" not in kinds:
        return mentions
    elems = stand_in(
        join_members(sign_for(join_tasks(name_teams(name_members(drop_treasury(elems)))), registry))
    )
    roots = [r for r in link(elems, find_triggers(elems)) if not _tells_of_firm(elems, r.index)]
    for root, (start, end) in zip(roots, clause_spans(elems, roots), strict=True):
        mentions += _read(elems, root, sentence, registry, start, end)
    for before, mention in pairwise(mentions):
        _take_goods(before, mention, elems)
        _take_approval(before, mention, elems)
    for mention in mentions[1:]:
        _take_sides(mentions[0], mention, elems)
    for bought in mentions if len(mentions) > 1 else ():
        for got in mentions:
            _hand_on(bought, got)
    if mentions:
        _count_announcer(mentions[0], elems)
    mentions.sort(key=_place)  # a role word speaks of the deal told before it
    return [each for m in _joined(mentions, elems) for each in _one_each(m)]


def _hand_on(bought: Mention, got: Mention) -> None:
    """``Oman is to get 60 tanks, bought by Denmark``: who gets what another state buys for it."""
    if bought.rule not in _PAYING or got.rule not in _HANDED:
        return
    if not any(a is b for a, _ in bought.items for b, _ in got.items):
        return
    payers = {v.org.country for v in bought.votes if v.role == "buyer" and v.org.is_public}
    for vote in got.votes if payers - {None} else ():
        if vote.role == "buyer" and vote.org.is_public and vote.org.country not in payers | {None}:
            vote.role = "end_user"
            bought.votes.append(replace(vote))


def _take_sides(head: Mention, mention: Mention, elems: list[Elem]) -> None:
    """``Kenya signed two contracts, one with Damen for two boats and one with Baykar``."""
    noun = mention.triggers[0] if mention.triggers else None
    if noun is None or elems[noun.index].low not in STANDING or head.items or not head.votes:
        return
    mention.votes = [*head.votes, *mention.votes]
    approved = next((t for t in head.triggers if t.record.status == "approved"), None)
    if approved is not None:
        mention.status = "approved"
        mention.flags.add("staged")


def _take_approval(before: Mention, mention: Mention, elems: list[Elem]) -> None:
    """``approved the purchase of A for $90 million and the purchase of B``: both are approved."""
    noun = mention.triggers[0] if mention.triggers else None
    if noun is None or before.rule != rule_ids.APPROVE or noun.record.id != rule_ids.PURCHASE:
        return
    if "and" not in (e.low for e in elems[max(0, noun.index - 2) : noun.index]):
        return
    both = [replace(v) for v in before.votes if v.role in ("approver", "buyer")]
    mention.votes = both + mention.votes
    mention.status = "approved"
    mention.flags.add("staged")


def _take_goods(before: Mention, mention: Mention, elems: list[Elem]) -> None:
    """``Norway ordered 28 howitzers, while Finland ordered 48``: of the goods told before."""
    if mention.items or mention.rule != before.rule or len(before.items) != 1:
        return
    count = bare_count(elems, mention.triggers[0].index + 1) if mention.triggers else None
    if count is not None:
        item, rule = before.items[0]
        mention.items = [(replace(item, quantity=count), rule)]


def _tells_of_firm(elems: list[Elem], i: int) -> bool:
    """``Elbit, a firm that sells radars, announced``: words about a firm and no deal of it."""
    k = i - 1
    while k > 0 and elems[k].low in RELATIVES:
        k -= 1
    if elems[k].kind != "descriptor":
        return False
    opened = next((j for j in range(k, max(k - _APPOSITION, 0), -1) if elems[j].text == ","), 0)
    if not opened or elems[opened + 1].low not in ("a", "an", "the", "one"):
        return False
    return _behind_apposition(elems[opened:])[0].low in _ANNOUNCING


def _one_each(mention: Mention) -> list[Mention]:
    """``A and B signed contracts to supply tanks and guns, respectively``: a mention for each."""
    if "respectively" not in [e.low for e in mention.elems]:
        return [mention]
    firms = list(
        {id(v.org): v.org for v in _in_order(mention.votes) if not v.org.is_public}.values()
    )
    states = _paired_states(mention)
    if states:
        return states
    count = len(firms)
    priced = count == len(mention.sums)
    parted = count == len(mention.items)
    if count < 2 or not (priced or parted) or (parted and mention.sums and not priced):
        return [mention]
    return [
        replace(
            mention,
            votes=[v for v in mention.votes if v.org.is_public or v.org is firm],
            items=mention.items[k : k + 1] if parted else list(mention.items),
            sums=mention.sums[k : k + 1],
            flags=set(mention.flags),
        )
        for k, firm in enumerate(firms)
    ]


def _paired_states(mention: Mention) -> list[Mention]:
    """``A and B will buy jets from C and D, respectively``: a mention for each buyer."""
    buyers, sellers = (
        list({id(v.org): v.org for v in _in_order(mention.votes) if v.role == role}.values())
        for role in ("buyer", "seller")
    )
    count = len(buyers)
    if count < 2 or count != len(sellers) or len(mention.items) not in (1, count):
        return []
    if len(mention.sums) not in (0, count):
        return []
    pairs = zip(buyers, sellers, strict=True)
    return [
        replace(
            mention,
            votes=[v for v in mention.votes if v.org in pair],
            items=[mention.items[k]] if len(mention.items) == count else _uncounted(mention),
            sums=mention.sums[k : k + 1],
            flags=set(mention.flags),
        )
        for k, pair in enumerate(pairs)
    ]


def _uncounted(mention: Mention) -> list[tuple[Item, str]]:
    """The goods of several deals, whose count is not that of each."""
    return [(replace(item, quantity=None), rule) for item, rule in mention.items]


def _in_order(votes: list[Vote]) -> list[Vote]:
    return sorted(votes, key=lambda vote: vote.elem.start)


def _count_announcer(mention: Mention, elems: list[Elem]) -> None:
    """``Leonardo announces that Austria has signed a contract``: a firm tells what it sold."""
    words = [e for e in elems[: 2 * OPENING] if e.kind != "punct"]  # "--(BUSINESS WIRE)--Saab"
    first = next((e for e in words[:OPENING] if e.kind == "party"), None)
    if first is None or first.org is None or first.org.is_public or first.possessive:
        return
    if preposition_of(elems, elems.index(first)) is not None:
        return
    after = _behind_apposition(elems[elems.index(first) + 1 :])[:3]
    if not any(e.low in _ANNOUNCING for e in after) or not mention.triggers:
        return
    if mention.rule not in _TRADED and not {e.low for e in after} & _ANNOUNCED:
        return
    if all(v.org is not first.org and v.role != "seller" for v in mention.votes):
        mention.votes.append(Vote(first.org, "seller", _ANNOUNCER, first, mention.rule))


def _behind_apposition(after: list[Elem]) -> list[Elem]:
    """``Oshkosh Defense, an Oshkosh Corporation business, announced``: from the second comma on."""
    if not after or after[0].text != ",":
        return after
    closed = [k for k, e in enumerate(after[1:_APPOSITION], 1) if e.text == ","]
    return next(
        (
            after[k + 1 :]
            for k in closed
            if after[k + 1 : k + 2] and after[k + 1].low in _ANNOUNCING
        ),
        after,
    )


def _joined(mentions: list[Mention], elems: list[Elem]) -> list[Mention]:
    """``will build ten ships under a contract awarded by X``: two clauses that tell one deal."""
    result: list[Mention] = []
    for mention in mentions:
        before = result[-1] if result else None
        if before is not None and _under(before, mention, elems):
            before.items += mention.items  # "under a missile contract"
            _absorb(before, mention)
        elif before is not None and _fronts(before, mention, elems):
            before.items += mention.items
            _absorb(before, mention)
        elif before is not None and _follows(before, mention, elems):
            _let_use(before, mention)
            _absorb(before, mention)
        elif before is not None and _lets_pass(before, mention):
            _absorb(before, mention)
        elif before is not None and (
            _says_of(before, mention, elems) or _under_which(before, mention, elems)
        ):
            before.items += mention.items
            _absorb(before, mention)
        else:
            if before is not None and mention.rule == rule_ids.INCLUDE:
                _inherit(before, mention)
            result.append(mention)
    return result


def _inherit(before: Mention, mention: Mention) -> None:
    """``Russian deliveries in 2020 included a boat to Kenya and two to Mali``: said of each."""
    verb = mention.triggers[0]
    if all(t is not verb for t in before.triggers):
        return
    opening = min((v.elem.start for v in mention.votes), default=mention.start)
    mention.votes += [v for v in before.votes if v.rule != mention.rule]
    mention.dates += [d for d in before.dates if d.start < opening and d not in mention.dates]


def _under(before: Mention, mention: Mention, elems: list[Elem]) -> bool:
    """Whether ``mention`` is the contract under which ``before`` happens."""
    if before.rule not in _UNDER_CONTRACT or not before.items:
        return False
    nouns = [t.index for t in mention.triggers if t.noun]
    if not nouns or any(item.start > elems[nouns[0]].start for item, _ in mention.items):
        return False
    for k in range(nouns[0] - 1, max(-1, nouns[0] - 1 - _UNDER_REACH), -1):
        if elems[k].low == "under" or (elems[k].low == "of" and elems[k - 1].low == "part"):
            return True
        if elems[k].kind in ("trigger", "party", "punct") and not _joins_adjectives(elems, k):
            return False
    return False


def _fronts(before: Mention, mention: Mention, elems: list[Elem]) -> bool:
    """``Under a contract with the army, Volta will build 24 vehicles``: the same contract."""
    if not before.triggers or not before.votes or before.items or not mention.items:
        return False
    noun = before.triggers[0]
    if not noun.noun or noun.record.id not in rule_ids.SIGNED_NOUNS or before.definite:
        return False
    told = mention.rule in rule_ids.SHARING and not mention.triggers[0].noun
    opening = [e.low for e in elems[: noun.index][:_FRONT]]
    return told and not _FRONTING.isdisjoint(opening) and _will(mention)


def _will(mention: Mention) -> bool:
    """Whether a firm is to do what a clause tells."""
    makes = any(v.role in ("seller", "maker") and not v.org.is_public for v in mention.votes)
    return makes and any(e.low in ("will", "is", "to") for e in mention.elems)


def _follows(before: Mention, mention: Mention, elems: list[Elem]) -> bool:
    """``The army will get 60 trucks after the ministry signed a deal with Rheinmetall``."""
    if before.rule != rule_ids.RECEIVE or not before.items or before.sums or mention.items:
        return False
    if mention.rule not in _CONCLUDING or not mention.votes or "negated" in mention.flags:
        return False
    first = elems.index(mention.elems[0])
    around = {e.low for e in elems[max(0, first - 1) : first + 1]}
    return bool(around & _AFTER) and all(v.role == "buyer" for v in before.votes)


def _let_use(before: Mention, mention: Mention) -> None:
    """A service, or another state, that is to get what a public body signs for uses the goods."""
    homes = {v.org.country for v in mention.votes if v.org.is_public}
    for vote in before.votes if homes else ():
        if vote.org.is_service or vote.org.country not in {*homes, None}:
            vote.role = "end_user"


def _joins_adjectives(elems: list[Elem], k: int) -> bool:
    """Whether the comma at ``k`` is one in ``a $3m, five-year deal``."""
    return elems[k].text == "," and elems[k - 1].kind in ("money", "adj", "word")


def _says_of(before: Mention, mention: Mention, elems: list[Elem]) -> bool:
    """``a joint venture of A and B will build tanks``: the deal noun itself is the subject.

    Or what a clause that describes it tells: ``founded a joint venture, X, that will build``.
    """
    if not before.triggers or before.definite:
        return False
    if before.items or not mention.items:
        return False
    verb = mention.triggers[0]
    if verb.noun or verb.passive or verb.record.id not in rule_ids.TELLING:
        return False
    subject, _ = subject_of(elems, verb)
    mine = [t.index for t in before.triggers if t.noun or t.record.id == rule_ids.FOUND]
    if not before.triggers[0].noun:
        return bool(subject) and _describes(elems, verb, subject[0], mine)
    return bool(subject) and (subject[0] in mine or elems[subject[0]].start < before.end)


def _lets_pass(before: Mention, mention: Mention) -> bool:
    """``The deal for 20 jets for Peru was given the go-ahead``: what the noun tells is approved."""
    if mention.rule not in (rule_ids.ACCORD, rule_ids.APPROVE) or mention.items:
        return False
    told = bool(before.triggers) and before.triggers[0].noun and bool(before.items)
    return told and not before.definite and mention.definite and mention.triggers[0].passive


def _describes(elems: list[Elem], verb: Trig, head: int, nouns: list[int]) -> bool:
    """Whether a verb stands in a clause with "that" or "which" about a deal noun or its name."""
    between = [e.low for e in elems[head + 1 : verb.index]]
    if RELATIVES.isdisjoint(between):
        return False
    placed = elems[head - 1].low in ("in", "at", "near")  # "a joint venture in Kyiv that will"
    return head in nouns or ((elems[head - 1].text == "," or placed) and head - 2 in nouns)


def _under_which(before: Mention, mention: Mention, elems: list[Elem]) -> bool:
    """``signed a letter under which the air force will acquire ten jets``: what the paper says."""
    if before.items or not mention.items or not any(t.noun for t in before.triggers):
        return False
    first = elems.index(mention.elems[0])
    around = [e.low for e in elems[max(0, first - 1) : first + 2]]
    return "whereby" in around or any(
        pair in (("under", "which"), ("by", "which")) for pair in pairwise(around)
    )


def _absorb(before: Mention, mention: Mention) -> None:
    before.triggers += mention.triggers
    before.votes += mention.votes
    before.sums += mention.sums
    before.dates += mention.dates
    before.identifiers += mention.identifiers
    before.elems = [*before.elems, *mention.elems]
    before.end = max(before.end, mention.end)
    before.weight = max(before.weight, mention.weight)


def _place(mention: Mention) -> int:
    return mention.start


def _read(
    elems: list[Elem], root: Trig, sentence: int, registry: Registry, start: int, end: int
) -> list[Mention]:
    """The mentions of a root trigger in its clause ``elems[start:end]``: one, or one a turn."""
    triggers = [root, *all_governed(root)]
    mention = Mention(
        sentence,
        elems[start].start,
        elems[end - 1].end,
        elems[start:end],
        triggers=triggers,
        rule=root.record.id,
        weight=max([t.record.weight for t in triggers]),
    )
    clause = Clause(elems, mention, start, end, registry)
    fill(clause, root)
    parties_by_preposition(clause, triggers)
    bracketed_recipients(clause)
    for elem in mention.elems:
        if elem.kind == "money":
            mention.sums.append(elem)
        elif elem.kind == "date":
            mention.dates.append(elem)
        elif elem.kind == "contract":
            mention.identifiers.append(elem.text)
    return in_turn(clause, root)
