"""English inflection: word -> its forms, regular spelling and the verbs of the rules."""

from __future__ import annotations

import pytest

from pipeline import schema
from pipeline.inflect import gerund, past, plural, third_person, verb_forms
from pipeline.rules import load_jsonl

VERBS = [
    ("order", "orders", ("ordered",), ("ordering",)),
    ("award", "awards", ("awarded",), ("awarding",)),
    ("supply", "supplies", ("supplied",), ("supplying",)),
    ("deploy", "deploys", ("deployed",), ("deploying",)),
    ("purchase", "purchases", ("purchased",), ("purchasing",)),
    ("agree", "agrees", ("agreed",), ("agreeing",)),
    ("equip", "equips", ("equipped",), ("equipping",)),
    ("ship", "ships", ("shipped",), ("shipping",)),
    ("refit", "refits", ("refitted",), ("refitting",)),
    ("transfer", "transfers", ("transferred",), ("transferring",)),
    ("commit", "commits", ("committed",), ("committing",)),
    ("cancel", "cancels", ("cancelled", "canceled"), ("cancelling", "canceling")),
    ("axe", "axes", ("axed",), ("axing",)),
    ("veto", "vetoes", ("vetoed",), ("vetoing",)),
    ("launch", "launches", ("launched",), ("launching",)),
    ("finish", "finishes", ("finished",), ("finishing",)),
    ("fix", "fixes", ("fixed",), ("fixing",)),
    ("buy", "buys", ("bought",), ("buying",)),
    ("build", "builds", ("built",), ("building",)),
    ("choose", "chooses", ("chose", "chosen"), ("choosing",)),
    ("give", "gives", ("gave", "given"), ("giving",)),
    ("withdraw", "withdraws", ("withdrew", "withdrawn"), ("withdrawing",)),
    ("undertake", "undertakes", ("undertook", "undertaken"), ("undertaking",)),
    ("win", "wins", ("won",), ("winning",)),
    ("offer", "offers", ("offered",), ("offering",)),
    ("develop", "develops", ("developed",), ("developing",)),
    ("freeze", "freezes", ("froze", "frozen"), ("freezing",)),
    ("tie", "ties", ("tied",), ("tying",)),
    ("retrofit", "retrofits", ("retrofitted",), ("retrofitting",)),
    ("teach", "teaches", ("taught",), ("teaching",)),
]


@pytest.mark.parametrize(("verb", "s", "pasts", "ing"), VERBS)
def test_verb(verb: str, s: str, pasts: tuple[str, ...], ing: tuple[str, ...]) -> None:
    assert (third_person(verb), past(verb), gerund(verb)) == (s, pasts, ing)


NOUNS = [
    ("contract", "contracts"),
    ("delivery", "deliveries"),
    ("battery", "batteries"),
    ("buoy", "buoys"),
    ("purchase", "purchases"),
    ("launch", "launches"),
    ("dish", "dishes"),
    ("cutlass", "cutlasses"),
    ("gearbox", "gearboxes"),
    ("torpedo", "torpedoes"),
    ("combat net radio", "combat net radios"),
    ("task order", "task orders"),
    ("mobile artillery battery", "mobile artillery batteries"),
    ("frigate", "frigates"),
    ("gateway", "gateways"),
    ("corvette", "corvettes"),
]


@pytest.mark.parametrize(("noun", "wanted"), NOUNS)
def test_plural(noun: str, wanted: str) -> None:
    assert plural(noun) == wanted


FORMS = [
    ("hand over", "handed over", {"past", "part"}),
    ("hand over", "handing over", {"ing"}),
    ("hand over", "hands over", {"s"}),
    ("hand over", "hand over", {"base"}),
    ("take delivery of", "took delivery of", {"past"}),
    ("take delivery of", "taken delivery of", {"part"}),
    ("choose", "chose", {"past"}),
    ("choose", "chosen", {"part"}),
    ("let", "let", {"base", "past", "part"}),
    ("cut", "cut", {"base", "past", "part"}),
    ("cancel", "canceled", {"past", "part"}),
    ("cancel", "cancelled", {"past", "part"}),
    ("cancel", "canceling", {"ing"}),
    ("sell", "sold", {"past", "part"}),
    ("green-light", "green-lighted", {"past", "part"}),
]


@pytest.mark.parametrize(("phrase", "surface", "names"), FORMS)
def test_form_names_of_a_phrase(phrase: str, surface: str, names: set[str]) -> None:
    assert verb_forms(phrase)[surface] == names


def test_a_phrase_keeps_its_tail_in_every_form() -> None:
    assert all(surface.endswith(" off on") for surface in verb_forms("sign off on"))


def test_every_trigger_verb_has_all_five_forms() -> None:
    verbs = [t for t in load_jsonl("triggers.jsonl", schema.Trigger) if t.pos == "verb"]
    assert len(verbs) > 20
    for word in (w for t in verbs for w in t.words):
        names = frozenset().union(*verb_forms(word).values())
        assert names == {"base", "s", "past", "part", "ing"}, word
