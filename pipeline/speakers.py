"""Who "we" are: ``"We have ordered 20 howitzers from Volta," the Danish minister said``."""

from __future__ import annotations

from pipeline.clauses import Trig
from pipeline.elements import Elem
from pipeline.inflect import verb_forms
from pipeline.mentions import Clause, Vote
from pipeline.parties import Org

_QUOTES = frozenset({'"', "“", "”", "''", "``", "«", "»"})
_SPEAKING = frozenset(
    f for verb in ("say", "tell", "add", "note", "explain", "announce") for f in verb_forms(verb)
) | {"said", "told", "according", "quoted"}
_POSTS = frozenset(
    """minister president premier chancellor chief boss ceo chairman chairwoman chair head director
    executive secretary general admiral commander spokesman spokeswoman spokesperson manager
    founder official""".split()
)
_ROLES = frozenset({"buyer", "seller", "side", "partner"})
_OF_STATE = frozenset("minister president premier chancellor".split())
_REACH = 14  # elements between a quotation and who speaks it
_TITLE = 5  # elements from whose a post is to the post


def count_speaker(clause: Clause, trig: Trig, role: str) -> bool:
    """Count who speaks for ``role``; whether anybody is told to."""
    found = speaker(clause, trig.index) if role in _ROLES else None
    if found is None:
        return False
    elem, org = found
    clause.mention.votes.append(Vote(org, role, trig.record.weight, elem, trig.record.id))
    return True


def speaker(clause: Clause, verb: int) -> tuple[Elem, Org] | None:
    """The firm, body or state whose minister or head speaks the quotation that a verb stands in.

    Only one that the sentence names, beside a word for a post: ``Volta's chief executive``.
    """
    elems = clause.elems
    close = next((k for k in range(verb, len(elems)) if elems[k].text in _QUOTES), len(elems))
    opened = next((k for k in range(verb, -1, -1) if elems[k].text in _QUOTES), -1)
    behind = elems[close + 1 : close + 1 + _REACH]
    before = elems[max(0, opened - _REACH) : opened] if opened > 0 else []
    for around in (behind, before):
        if _SPEAKING.isdisjoint(word for e in around for word in e.low.split()):
            continue
        for k, elem in enumerate(around):
            org = _whose(clause, elem, around[k : k + 1 + _TITLE])
            if org is not None:
                return elem, org
    return None


def _whose(clause: Clause, elem: Elem, behind: list[Elem]) -> Org | None:
    """Whose post is told behind a party or an adjective: a minister's is his state's."""
    told = {word for e in behind for word in e.low.split()}
    if _POSTS.isdisjoint(told):
        return None
    if elem.kind == "name" and not _POSTS.isdisjoint(behind[1].low.split() if behind[1:] else ()):
        return clause.registry.unknown_company(elem.text, elem.country, "company.argument")
    org = elem.org if elem.kind == "party" else None
    national = elem.kind == "adj" or (org is not None and org.is_public)
    code = org.country if org is not None else elem.country
    if national and code and (elem.kind == "adj" or not _OF_STATE.isdisjoint(told)):
        return clause.registry.country_by_code(code)
    return org
