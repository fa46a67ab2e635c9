"""Which deal a mention belongs to: the drafts of an article, filled clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline import rule_ids
from pipeline.call_offs import awaits_order, call_off
from pipeline.clauses import is_intake
from pipeline.context import Hits
from pipeline.drafts import Draft, Sentence, add_value, draft_kind, draft_status
from pipeline.elements import Elem
from pipeline.facts import make_value
from pipeline.far_days import add_far_days
from pipeline.filling import Filler
from pipeline.headings import HEADING
from pipeline.leads import Lead
from pipeline.matching import (
    Claims,
    beside,
    conflict,
    distinct_orgs,
    fills_gap,
    names_firm,
    names_winner,
    other_side,
    overlap,
    related,
    same_sides,
    tells_other_side,
)
from pipeline.mentions import Mention, Vote
from pipeline.parties import ACTING_KINDS, is_abroad, same_party
from pipeline.pooled import Pool
from pipeline.pronouns import stand_in
from pipeline.records import DealDate
from pipeline.shares import is_more, is_share, is_team
from pipeline.stages import classify
from pipeline.telling import (
    JOINT,
    SURE,
    TAKING,
    added_to,
    adds_item,
    clears,
    day_of,
    drop_other_buyers,
    founds,
    is_listing,
    is_near,
    is_price,
    is_priced,
    lacks_seller,
    leads,
    lists_customers,
    names_seller,
    of_other_goods,
    opened_with,
    points_back,
    speaks_of_others,
    take_gift,
    take_other_side,
    tells_award,
    tells_consent,
    tells_earlier,
    tells_for_whom,
    tells_frame,
    tells_giver,
    tells_maker,
    tells_other_maker,
    tells_user,
    told_of_both,
    too_little,
)

_FACTS = frozenset({"money", "date", "contract"})
_TERMS = frozenset({"financing", "offset", "option", "unit"})
_MAKING = rule_ids.ORDERING | {rule_ids.SIGN, rule_ids.WIN}
_OTHERS = "none: it tells who made goods of no deal"
_REQUESTING = frozenset({rule_ids.REQUEST, rule_ids.ASK})
_CLEARED = _REQUESTING | {rule_ids.SALE, rule_ids.INCLUDE}
_HANDING_OVER = rule_ids.HANDING | {rule_ids.RECEIVE, rule_ids.DONATE}
_PRICED_REACH = 3  # sentences from what a contract is for to who signed it
_SOURCE_REACH = 12  # characters in which a source line shows itself
_BESIDE = 2  # sums of a clause that need no word for a price: one, perhaps in two currencies
_FOCUS_BLOCKS = 2  # paragraphs that the only deal of an article stays in focus
_LEAD = 3  # sentences
_OPENING = 2  # sentences that name what an article is about
_NEXT = 2  # sentences from an award to the one that tells its goods
_REMEMBERED = 32  # deals
_RESTATED = 2  # last sentence that may restate the headline


class Assembler:
    """Turns the sentences of one article into its deals."""

    def __init__(
        self,
        cues: Hits,
        text: str,
        sentences: list[Sentence],
        published: str | None,
        announced: Mapping[int, list[Draft]] | None = None,
        state: Elem | None = None,
    ) -> None:
        """``cues`` are those of ``text``; ``published`` is the ISO date of the article.

        ``announced``: sentences of award announcements, with the deals that begin in each;
        ``state``: the one state that the article begins with.
        """
        self.cues = cues
        self.text = text
        self.sentences = sentences
        self.published = published
        self.year = int(published[:4]) if published else None
        self.drafts: list[Draft] = []
        self.focus: Draft | None = None
        self.focus_block = -1
        self.waiting: Mention | None = None  # who gave what to whom, the goods still to be told
        self.won: tuple[Mention, Sentence] | None = None  # a contract whose goods are still to come
        self.priced: tuple[Mention, Sentence] | None = None  # a contract for goods, of nobody yet
        self.cleared: Mention | None = None  # the approval of sales, the goods still to be told
        self.sellers: list[tuple[Mention, Sentence]] = []  # clauses that only tell who sells
        self.heading_dates: list[DealDate] = []  # those of a sentence that announces several deals
        self.far: list[Sentence] = []  # sentences with a day, far from those of any deal
        self.elsewhere = -1  # the block in which the text speaks of some other contract
        self.announced = announced or {}
        self.pool = Pool(state)
        self.lead = Lead(text, cues, published)
        self.filler = Filler(text, cues, published)
        self.listing = (
            is_listing(sentences, self.year) or sum(map(len, self.announced.values())) > 1
        )

    def run(self) -> list[Draft]:
        """The drafts of the article, in order of appearance."""
        for sentence in self.sentences:
            if sentence.index in self.announced:
                self.take(self.announced[sentence.index], sentence)
                continue
            if awaits_order(sentence, self.near_focus(sentence)):
                continue
            opening = self.text[sentence.start : sentence.start + _SOURCE_REACH]
            if sentence.elems and "ource:" not in opening:
                # "(Source: ministry; issued May 15, 2018)" is left out
                placed = self.place_mentions(sentence)
                self.loose(sentence, placed)
                self.lead.note(sentence, bool(self.drafts))
        self.lead.share(self.drafts, self.filler, self.listing or bool(self.announced))
        self.name_sellers()
        if not self.listing:
            add_far_days(self.drafts, self.far, self.filler)
        several = sum(not d.past for d in self.drafts) > 1
        begin = self.sentences[:_OPENING]
        for draft in self.drafts:
            draft.in_lead = draft.in_lead or (not draft.past and opened_with(draft, begin))
            self.filler.settle(draft, several)
        return self.drafts

    def take(self, drafts: list[Draft], sentence: Sentence) -> None:
        """Take over the deals of an announcement, in place of a lead that told one of them."""
        for draft in drafts:
            led = [d for d in self.drafts if d.in_lead and not d.identifiers and leads(d, draft)]
            for lead in led if not self.listing else ():
                self.drafts.remove(lead)
                draft.items = draft.items or lead.items
                draft.mentions += lead.mentions
            self.drafts.append(draft)
            self.focus, self.focus_block = draft, sentence.block

    def place_mentions(self, sentence: Sentence) -> list[tuple[Mention, Draft]]:
        """Give each mention of a sentence to its draft; those that found one are returned."""
        ordered = None if self.listing else call_off(sentence, self.near_focus(sentence))
        if ordered is not None:
            opened = self.open(ordered, sentence)
            self.add(opened, ordered, sentence)
            return [(ordered, opened)]
        placed: list[tuple[Mention, Draft]] = []
        pending: list[Vote] = []
        makers: list[Mention] = []
        for mention in sentence.mentions:
            classify(mention, self.cues, self.year)
            if "heading" in mention.flags:
                heading = Draft()
                self.filler.add_dates(heading, mention.dates, sentence, day_of(mention))
                self.heading_dates = heading.dates
            if pending:
                self.inherit(mention, pending)
            elif placed and mention.rule == rule_ids.PURCHASE and not mention.votes:
                # "gave up its plan to buy F-35s and will consider a purchase of 66 F-16Vs"
                mention.votes = [v for v in placed[-1][0].votes if v.role == "buyer"]
            take_other_side(mention, sentence.mentions)
            take_gift(mention, sentence.mentions)
            self.take_up(mention, sentence)
            if any(m.definite and m.triggers and m.triggers[0].noun for m, _ in placed):
                mention.definite = True  # "under the same contract, supply 6,000 rounds"
            draft = self.place(mention, sentence)
            if draft is None and placed and tells_giver(mention):
                placed[-1][1].votes += mention.votes  # "boats offered by the Government of Spain"
            if draft is None and placed and tells_maker(mention) and mention.placed != _OTHERS:
                draft = placed[-1][1]
            if draft is not None:
                self.add(draft, mention, sentence)
                placed.append((mention, draft))
                self.take_priced(draft, mention, sentence)
            elif mention.flags.isdisjoint(("weak", "negated")):
                pending = mention.votes
                if is_priced(mention):
                    self.priced = mention, sentence
                if mention.kind == "foreign_military_sale":
                    self.cleared = mention
                self.pool.note(mention, sentence)
                if names_seller(mention):
                    self.sellers.append((mention, sentence))
                if mention.rule in _HANDING_OVER and len(distinct_orgs(mention)) > 1:
                    self.waiting = mention
            elif mention.placed == _OTHERS:
                continue
            elif "weak" in mention.flags and mention.triggers and mention.triggers[0].reduced:
                makers.append(mention)
            elif placed and (tells_for_whom(mention) or tells_consent(mention)):
                placed[-1][1].votes += mention.votes
        for mention in makers if placed else ():
            if not of_other_goods(mention, placed[0][1]):
                placed[0][1].votes += mention.votes  # "the vessels, built by X, were handed over"
        return placed

    def take_priced(self, draft: Draft, mention: Mention, sentence: Sentence) -> None:
        """``The $90 million contract for three frigates is the largest yet. It was signed by A and
        B``: what it is for was told just before who signed it.
        """
        if self.priced is None or draft.items or not (mention.definite or mention.pronoun):
            return
        told, place = self.priced
        if len(distinct_orgs(mention)) > 1 and sentence.index - place.index <= _PRICED_REACH:
            told.placed = "joined: the contract that the next sentence says who signed"
            self.add(draft, told, place)
            self.priced = None

    def take_up(self, mention: Mention, sentence: Sentence) -> None:
        """``handed over materials to the army. They include 28 trucks``: the goods come later."""
        given = self.waiting
        if given is None or sentence.index > given.sentence + 1:
            return
        if mention.rule == rule_ids.INCLUDE and mention.items and not mention.votes:
            mention.votes = list(given.votes)
            mention.kind, mention.status = given.kind, given.status
            mention.definite = False

    def inherit(self, mention: Mention, pending: list[Vote]) -> None:
        """Parties of a clause that told no deal act in the next one of the sentence."""
        if not mention.votes and any(not i.generic for i, _ in mention.items):
            # "the ministry asked for funds, including a deal to lease five drones"
            mention.votes = list(pending)
            if mention.rule == rule_ids.PURCHASE:  # "approved the funds for the purchase of"
                own = [v for v in pending if v.role == "approver" and v.org.kind in ACTING_KINDS]
                mention.votes += [
                    Vote(v.org, "buyer", v.weight, v.elem, rule_ids.PURCHASE) for v in own
                ]
                mention.status = "approved" if own else mention.status
        elif founds(mention):
            # "the contract with X provides for the delivery of ... to Y", "took delivery of the
            # Argo, the first of four tankers ordered from X"
            first = next(iter(mention.triggers), None)
            ordered = first is not None and first.reduced
            ordered = ordered and all(v.role == "seller" for v in mention.votes)
            taken = ("side", "buyer") if ordered else ("side",)
            mention.votes += [v for v in pending if v.role in taken]
        if mention.rule == rule_ids.APPROVE and not any(v.role in TAKING for v in mention.votes):
            # "the government proposed that parliament approve the purchase of"
            mention.votes += [
                Vote(v.org, "buyer", v.weight, v.elem, rule_ids.PURCHASE)
                for v in pending
                if v.rule == rule_ids.OFFER and v.org.is_public
            ]

    def name_sellers(self) -> None:
        """``Kenya buys two boats``, and nearby ``The contract was awarded to X on 12 April``.

        Where one deal alone is near for which nobody sells.
        """
        goodless = [d for d in self.drafts if not d.items and not d.values]
        alone = [m for d in goodless for m in d.mentions if names_seller(m)]
        # "The agency signed contracts with A, B and C ... 2,300 drones will go to the army"
        for mention, sentence in self.sellers + [(m, self.sentences[m.sentence]) for m in alone]:
            near = [d for d in self.drafts if lacks_seller(d) and is_near(d, mention)]
            firms = all(not v.org.is_public for v in mention.votes)
            if len(near) != 1 or (not firms and conflict(near[0], Claims.of(mention))):
                continue
            mention.placed = "joined: who sells in the one deal near it"
            near[0].votes += mention.votes
            self.filler.add_dates(near[0], mention.dates, sentence, day_of(mention))

    # -- placing --------------------------------------------------------------------------

    def place(self, mention: Mention, sentence: Sentence) -> Draft | None:
        """The draft that a mention belongs to: a known one, a new one, or none."""
        if "heading" in mention.flags:
            mention.placed = "none: it announces several deals, which follow"
            return None
        if "negated" in mention.flags:
            mention.placed = "none: the clause denies it, or tells what can be"
            return None
        if self.concludes(mention, sentence):
            mention.definite = True
        anaphoric = mention.definite or mention.pronoun is not None or points_back(mention)
        if not (anaphoric or mention.votes or mention.items or mention.sums):
            if "whole" in mention.flags and self.focus is not None and self.in_reach(sentence):
                mention.placed = "joined: all of the goods have been delivered"
                return self.focus
            mention.placed = "none: the clause names no party, goods or sum"
            return None
        other = "other" in mention.flags and "award" not in mention.flags
        if other and mention.triggers and mention.triggers[0].noun:
            self.elsewhere = sentence.block  # what follows speaks of that other contract
        if anaphoric and self.elsewhere == sentence.block:
            mention.placed = "none: the paragraph speaks of an earlier contract"
            return None
        if lists_customers(mention):
            mention.placed = "none: it lists who else has bought"
            return None
        if tells_other_maker(mention, sentence):
            mention.placed = _OTHERS
            return None
        near = self.near_focus(sentence)
        if near is not None and is_share(mention, near):
            mention.placed = "joined: another firm's part of the deal in focus"
            return near
        if near is not None and is_team(mention, near):
            mention.placed = "joined: who the seller of the deal in focus works with"
            return near
        if near is not None and is_more(mention, near):
            mention.placed = "joined: what the seller of the deal in focus also undertakes"
            return near
        if tells_user(mention) or self.tells_receiver(mention, sentence):
            focus = self.near_focus(sentence)
            mention.placed = "joined: who is to use the goods" if focus else "none: no deal near"
            return focus
        if mention.rule in _REQUESTING and not self.listing:
            sale = self.requested(mention)
            if sale is not None:
                mention.placed = "joined: the request that the approved sale answers"
                return sale
        self.take_receiver(mention, sentence)
        score, best = self.best_match(mention, sentence)
        if best is None and self.focus is not None:
            stand_in(mention, self.focus)
        opens = founds(mention)
        if best is not None and (
            score >= 1.0
            or not opens
            or self.completes(mention, best)
            or fills_gap(best, mention)
            or names_firm(best, mention)
            or self.is_term(mention, best, sentence)
        ):
            mention.placed = f"joined: has {score:.1f} in common with the deal"
            return best
        near = self.near_focus(sentence)
        fits = near is not None and opens and self.answers(near, mention)
        if near is not None and fits and not conflict(near, Claims.of(mention)):
            mention.placed = "joined: who is on the other side of the deal told just before"
            return near
        if opens and not self.echo(mention):
            if best is not None and anaphoric:
                mention.placed = "joined: speaks of a deal known before"
                return best
            mention.placed = "opened the deal"
            return self.open(mention, sentence)
        draft = (
            self.by_focus(mention, sentence, anaphoric)
            or self.open_won(mention, sentence)
            or self.open_pooled(mention, sentence)
        )
        if draft is None and tells_award(mention):
            self.won = (mention, sentence)
        mention.placed = (
            "joined: the deal in focus" if draft is not None else "none: " + too_little(mention)
        )
        return draft

    def answers(self, near: Draft, mention: Mention) -> bool:
        """Whether a clause names the other side of the deal told just before."""
        winner = not self.listing and names_winner(near, mention)
        return winner or tells_other_side(near, mention)

    def concludes(self, mention: Mention, sentence: Sentence) -> bool:
        """``was chosen to supply six boats, with a contract signed last week``."""
        if mention.rule != rule_ids.SIGN or mention.status != "signed" or mention.flags:
            return False
        told = self.focus is not None and self.focus.mentions[-1].sentence == sentence.index
        others = [e for e in mention.elems if e.kind in ("party", "item")]
        verb = mention.triggers[0]
        return told and not others and verb.deal is not None and verb.reduced

    def take_receiver(self, mention: Mention, sentence: Sentence) -> None:
        """``The UK will send Ukraine missiles. Denmark will donate 19 guns``: to the same state."""
        if mention.rule != rule_ids.DONATE or mention.kind != "transfer" or self.focus is None:
            return
        if any(v.role != "seller" for v in mention.votes) or not mention.votes:
            return
        counted = any(i.quantity or i.designated for i, _ in mention.items)
        if not counted or draft_kind(self.focus) != "transfer" or not self.in_reach(sentence):
            return
        givers = [v.org for v in mention.votes]
        mention.votes += [
            Vote(v.org, "buyer", v.weight, v.elem, v.rule)
            for v in self.focus.votes
            if v.role == "buyer" and v.org.is_public and v.org not in givers
        ][:1]

    def tells_receiver(self, mention: Mention, sentence: Sentence) -> bool:
        """``The first three are to be handed over to the Army``: who gets goods told before.

        A service of the state that buys, or a unit of no state told, uses what that buys.
        """
        focus = self.near_focus(sentence)
        if focus is None or mention.rule not in _HANDING_OVER or mention.sums:
            return False
        services = bool(mention.votes) and all(
            v.org.is_service and v.role != "seller" for v in mention.votes
        )
        if (
            not services
            or "negated" in mention.flags
            or any(i.designated for i, _ in mention.items)
        ):
            return False
        part = all(v.org.kind == "armed_service" for v in mention.votes)
        buyers = [
            o
            for o in focus.orgs("buyer", "side")
            if o.is_public and (not o.is_service or (part and o.kind == "armed_forces"))
        ]
        home = {o.country for o in buyers}
        if not buyers or any(is_abroad(v.org, home) for v in mention.votes):
            return False
        for vote in mention.votes:
            vote.role = "end_user"
        return True

    def requested(self, mention: Mention) -> Draft | None:
        """The approved sale to the state whose request a clause tells, whatever goods it names."""
        askers = [v.org for v in mention.votes if v.role == "buyer" and v.org.is_public]
        if not askers and not mention.votes and mention.items:
            sales = [d for d in self.drafts if draft_kind(d) == "foreign_military_sale"]
            return sales[0] if len(sales) == 1 else None  # "the city-state also asked for"
        for draft in self.drafts:
            if draft_kind(draft) == "foreign_military_sale" and any(
                same_party(a, b) for a in askers for b in draft.orgs("buyer", "beneficiary")
            ):
                return draft
        return None

    def is_term(self, mention: Mention, draft: Draft, sentence: Sentence) -> bool:
        """``- Licence: Volta grants the right to build 300 vehicles``: a term of the deal in focus,
        in a list, that names no goods yet."""
        if sentence.block_kind != "list_item" or self.listing or draft is not self.focus:
            return False
        return not draft.items and len(distinct_orgs(mention)) == 1

    def completes(self, mention: Mention, draft: Draft) -> bool:
        """``X will get 12 jets after Y signed a contract with Z``: told in one sentence, and one
        of the two names the goods only.
        """
        if not any(m.sentence == mention.sentence for m in draft.mentions):
            return False
        if not draft.items and not draft.values:
            return True  # "held talks with Y on a deal that will bring it 12 jets"
        goods = [i for i, _ in mention.items if not i.generic]
        return not goods and not draft.values and bool(draft.items)

    def best_match(self, mention: Mention, sentence: Sentence) -> tuple[float, Draft | None]:
        """The draft that has most in common with a mention; the later, or the one in focus."""
        best: tuple[float, int] = (0.0, -1)
        found: Draft | None = None
        claims = Claims.of(mention)
        meant = self.meant(mention, sentence, claims) if claims.anaphoric else None
        for index, draft in self.remembered():
            if self.listing and sentence.block != draft.block:
                continue
            lead = self.restates(draft, sentence)
            restated = lead and same_sides(draft, claims)
            if conflict(draft, claims) and not restated:
                continue
            if mention.rule == rule_ids.OPERATE and not beside(draft, mention):
                continue
            focused = draft is self.focus
            score = overlap(draft, claims) + (1.0 if draft is meant else 0.0)
            score += 0.5 if restated or (lead and other_side(draft, claims)) else 0.0
            rank = (score, len(self.drafts) if focused else index)
            if score > 0 and rank > best:
                best, found = rank, draft
        return best[0], found

    def meant(self, mention: Mention, sentence: Sentence, claims: Claims) -> Draft | None:
        """The draft that "the deal" speaks of: the one in focus, but in a new paragraph that names
        parties of the lead's deal only, or after what lies back, that of the lead."""
        focus = self.focus
        if focus is None or focus.in_lead or claims.orgs or sentence.block == self.focus_block:
            return focus
        lead = next((d for d in self.drafts[:_REMEMBERED] if d.in_lead), None)
        if lead is None or self.listing:
            return focus
        named = [e.org for e in sentence.elems if e.kind == "party" and e.org is not None]
        mine = [o for o in named if any(related(o, v.org) for v in lead.votes)]
        theirs = [o for o in named if any(related(o, v.org) for v in focus.votes)]
        apart = bool(mine) and not theirs and focus.past
        return lead if apart or (sentence.block_kind == "title" and not theirs) else focus

    def remembered(self) -> Iterator[tuple[int, Draft]]:
        """The drafts that a mention may speak of, each with its place: all, but in a document of
        very many deals only those of its lead and the latest.

        Otherwise the time for a document would grow with the square of its length.
        """
        begin = max(0, len(self.drafts) - _REMEMBERED)
        for index, draft in enumerate(self.drafts[: min(begin, _REMEMBERED)]):
            if draft.in_lead:
                yield index, draft
        yield from enumerate(self.drafts[begin:], begin)

    def restates(self, draft: Draft, sentence: Sentence) -> bool:
        """Whether a sentence of the lead may tell again what the headline told."""
        near = draft.in_title and draft.first_sentence < sentence.index <= _RESTATED
        return near and not self.listing

    def open(self, mention: Mention, sentence: Sentence) -> Draft:
        """A new draft that a mention founds."""
        past = not mention.flags.isdisjoint(("past", "besides"))
        draft = Draft(first_sentence=sentence.index, past=past)
        draft.block = sentence.block
        draft.in_lead = sentence.index < _LEAD or sentence.block_kind == "title"
        draft.in_title = sentence.block_kind == "title"
        would = mention.rule == rule_ids.BUY and any(e.low == "would" for e in mention.elems)
        if self.cleared is not None and (would or mention.rule in _CLEARED):
            # "approved sales to Oman and Qatar. The sale to Qatar is for", "Qatar would buy"
            draft.votes += [v for v in self.cleared.votes if v.role == "approver"]
            mention.kind, mention.status = self.cleared.kind, self.cleared.status
        self.drafts.append(draft)
        return draft

    def open_won(self, mention: Mention, sentence: Sentence) -> Draft | None:
        """``Volta has won an order. The order covers 20 radars``: the goods come later."""
        if self.won is None or not mention.definite or all(i.generic for i, _ in mention.items):
            return None
        award, told = self.won
        if sentence.index - told.index > _NEXT or not told_of_both(award, mention):
            return None
        draft = self.open(award, told)
        award.placed = "opened the deal"
        self.add(draft, award, told)
        return draft

    def open_pooled(self, mention: Mention, sentence: Sentence) -> Draft | None:
        """``The army chose the Swedish boat. Three will be bought``: who buys was told before."""
        if self.drafts or self.listing or not self.pool.completes(mention, sentence):
            return None
        draft = self.open(mention, sentence)
        draft.in_lead = True
        mention.flags.discard("weak")  # "three boats will be built": for who is told to buy
        for told, at in self.pool.before(sentence):
            self.add(draft, told, at)
        draft.votes += self.pool.context(draft)
        return draft

    def by_focus(self, mention: Mention, sentence: Sentence, anaphoric: bool) -> Draft | None:
        """The draft in focus, for a mention that can speak of no deal but that."""
        attached = "attach" in mention.flags
        if "weak" in mention.flags and not attached:
            return None
        focus = self.near_focus(sentence)
        if focus is None or attached:
            return focus
        if mention.votes and not anaphoric and not tells_consent(mention):
            return None
        return None if conflict(focus, Claims.of(mention)) else focus

    def near_focus(self, sentence: Sentence) -> Draft | None:
        """The deal that the text speaks of here."""
        if self.elsewhere == sentence.block:
            return None
        if self.focus is not None and self.in_reach(sentence):
            return self.focus
        if self.listing:
            return None
        return next((d for d in self.drafts[:_REMEMBERED] if d.in_lead), self.focus)

    def in_reach(self, sentence: Sentence) -> bool:
        """Whether the focus still holds in a sentence's paragraph."""
        reach = _FOCUS_BLOCKS if len(self.drafts) < 2 and not self.listing else 0
        return sentence.block - self.focus_block <= reach

    def echo(self, mention: Mention) -> bool:
        """Whether a mention only names one more thing for a buyer who has a deal already."""
        if mention.sums or any(i.quantity for i, _ in mention.items):
            return False
        orgs = distinct_orgs(mention)
        if len(orgs) > 1:
            return False
        return any(related(o, v.org) for o in orgs for d in self.drafts for v in d.votes)

    # -- filling --------------------------------------------------------------------------

    def add(self, draft: Draft, mention: Mention, sentence: Sentence) -> None:
        """Add what a mention says to a draft, and make the draft the focus."""
        framed = bool(draft.mentions) and tells_frame(mention, draft)
        drop_other_buyers(mention, draft)
        draft.mentions.append(mention)
        if "weak" not in mention.flags and draft.side_role is None:
            draft.side_role = mention.side_role
        draft.votes += mention.votes
        draft.identifiers += [i for i in mention.identifiers if i not in draft.identifiers]
        if "weak" not in mention.flags:
            known = bool(draft.items)
            goods = [
                (item, rule)
                for item, rule in mention.items
                if not known or adds_item(item, mention)
            ]
            # "has received 12 jets; in 2015 it ordered 46": the order's count is the deal's
            first = mention.status == "signed" and bool(mention.items) and draft.outstanding
            draft.items = goods + draft.items if first else draft.items + goods
            draft.kinds["procurement" if framed else mention.kind or "procurement"] += 1
            if mention.status and "hypothetical" not in mention.flags:
                draft.statuses.append(mention.status)  # never "if it wins the tender"
            self.focus, self.focus_block = draft, sentence.block
        elif not draft.items and draft_kind(draft) in JOINT:
            draft.items += mention.items  # "Under the MoU they will explore local production of"
        told = len(mention.sums) <= _BESIDE and bool(mention.items) and bool(mention.votes)
        told = told or "paid" in mention.flags or bool(mention.items and is_price(mention))
        self.filler.add_sums(draft, mention.sums, sentence, told)
        if not framed and not self.is_before(draft, mention):
            day = day_of(mention)
            if day == "signed" and draft_status(draft) == "delivered":
                day = "delivery"  # "the boats were commissioned yesterday"
            self.filler.add_dates(draft, mention.dates, sentence, day)
        if any(v.rule == HEADING for v in mention.votes):
            known_kinds = {d.kind for d in draft.dates}
            draft.dates += [d for d in self.heading_dates if d.kind not in known_kinds]

    def is_before(self, draft: Draft, mention: Mention) -> bool:
        """``has ordered 60 drones ... In 2021 it delivered 30``: handed over before the order."""
        done = "past" in mention.flags and mention.status == "delivered" and not draft.past
        opening = draft.mentions[0] if draft.mentions else None
        return done and draft.in_lead and opening is not None and opening.rule in _MAKING

    def terms(self, sentence: Sentence) -> None:
        """Loans, offsets, options and unit prices belong to the deal in focus whoever acts."""
        draft = self.near_focus(sentence)
        if draft is None or len(self.drafts) > 1:
            return
        for elem in sentence.elems:
            if elem.kind != "money":
                continue
            value = make_value(self.text, self.cues, elem, sentence.bounds, draft_kind(draft))
            if value is not None and value.kind in _TERMS:
                add_value(draft.values, value)

    def loose(self, sentence: Sentence, placed: list[tuple[Mention, Draft]]) -> None:
        """Sums, dates and numbers outside any mention go to the deal in focus."""
        facts = [e for e in sentence.elems if e.kind in _FACTS]
        if not facts:
            return
        if not placed and any(
            m.votes and m.weight >= SURE and "weak" not in m.flags and not clears(m)
            for m in sentence.mentions
        ):
            self.terms(sentence)
            return  # the sentence speaks of some other deal
        if not placed and any(is_intake(sentence.elems, i) for i in range(len(sentence.elems))):
            return  # "sales rose to $5 billion": of the whole firm
        draft = placed[0][1] if placed else self.near_focus(sentence)
        if draft is None or (not placed and speaks_of_others(sentence, draft)):
            return
        inside = [(m.start, m.end) for m, _ in placed]
        inside += [(m.start, m.end) for m in sentence.mentions if m.placed == _OTHERS]
        more = added_to(sentence.elems)
        if more is not None:
            inside.append(more)
        if not draft.past:
            inside += [(m.start, m.end) for m in sentence.mentions if tells_earlier(m)]
        rest = [e for e in facts if not any(a <= e.start < b for a, b in inside)]
        if not placed and not self.in_reach(sentence):
            self.far.append(sentence)
        else:
            self.filler.add_sums(draft, [e for e in rest if e.kind == "money"], sentence)
            self.filler.add_dates(draft, [e for e in rest if e.kind == "date"], sentence)
        for elem in rest:
            if elem.kind == "contract" and elem.text not in draft.identifiers:
                draft.identifiers.append(elem.text)
