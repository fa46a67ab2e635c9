"""Texts for the benchmarks, generated: the same number gives the same text on every machine.

``deal_text`` makes short news with a deal in it, ``other_text`` news of other kinds. The names in
them are made of syllables, so that few words are seen twice, as in real news.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"

_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeo"]
_ENDINGS = "n r s l nd rt st ck m th".split()

_BUYERS = "Poland Norway Estonia Romania Greece Portugal Chile Thailand Kuwait Japan".split()
_SELLERS = "Rheinmetall Saab Navantia Leonardo Thales Kongsberg Hanwha Rafael Embraer".split()
_GOODS = (
    "frigates",
    "infantry fighting vehicles",
    "howitzers",
    "coastal radars",
    "patrol vessels",
    "anti-tank missiles",
    "transport aircraft",
    "trainer aircraft",
    "air defence systems",
    "reconnaissance drones",
)
_DEALS = (
    "{buyer} has ordered {count} {goods} from {seller} for {sum} million euros, the ministry said "
    "on Tuesday.",
    "{buyer} signed a contract with {seller} for {count} {goods} worth {sum} million dollars.",
    "{seller} has won an order from {buyer} for {count} {goods} valued at {sum} million euros.",
)
_ABOUT_DEALS = (
    "The first of them will be delivered in {year}.",
    "{seller} will train the crews and supply spare parts until {year}.",
    "Colonel {name} {name} said that the old equipment had served for {small} years.",
    "Parliament in {town} approved the purchase by {count} votes to {small}.",
    "The company employs {big} people at its plant near {town}.",
    "Deliveries are to end by {year}, according to {name}, who leads the programme.",
)
_OTHERS = (
    # sport
    "{town} beat {town} {small}-{small} on Saturday after {name} scored twice in the second half.",
    "Coach {name} {name} said her team had trained in the rain for {small} days.",
    "{name} signed a new contract with {town} United for {sum} million euros until {year}.",
    "The final drew {big} people to the stadium, the club said.",
    # towns and weather
    "The council of {town} wants to plant {count} trees along the river before {year}.",
    "Heavy rain closed the road between {town} and {town} for {small} hours.",
    "Mayor {name} {name} opened a library that cost {sum} million euros and took {small} "
    "years to build.",
    "Temperatures are to fall to {small} degrees by Sunday, forecasters in {town} said.",
    # business
    "Shares of {name} Foods rose {small} percent after it sold {big} tonnes of cocoa.",
    "{name} Motors will build {big} cars a year at its plant in {town} and hire {count} workers.",
    "The bank kept its rate at {small} percent; economists had expected a cut in {year}.",
    "{name} and {name} agreed to merge in a deal worth {sum} million dollars.",
    # science, culture, courts
    "Researchers at the University of {town} followed {count} patients for {small} years.",
    "The museum bought {small} paintings by {name} {name} for {sum} million euros.",
    "Singer {name} will give {small} concerts in {town} in the autumn of {year}.",
    "A court in {town} sentenced a man to {small} years in prison for fraud.",
    "The recipe takes {small} onions, {count} grams of flour and a glass of white wine.",
    '"We did not expect so many visitors," said {name} {name}, who runs the market.',
)
_REPORT = "The government said on Monday that it would present a plan in {town} before the summer."


def _name(rng: random.Random) -> str:
    word = "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))) + rng.choice(_ENDINGS)
    return word.capitalize()


def _filled(rng: random.Random, template: str, **given: str) -> str:
    drawn = {
        "count": str(rng.randint(2, 400)),
        "small": str(rng.randint(2, 19)),
        "big": f"{rng.randint(1000, 90000):,}",
        "sum": str(rng.randint(2, 900)),
        "year": str(rng.randint(2026, 2034)),
        **given,
    }
    parts = template.split("{")
    words = [parts[0]]
    for part in parts[1:]:
        field, _, rest = part.partition("}")
        words += [_name(rng) if field in ("name", "town") else drawn[field], rest]
    return "".join(words)


def deal_text(number: int, sentences: int = 8) -> str:
    """A short piece of news that tells of one deal."""
    rng = random.Random(number)
    given = {
        "buyer": rng.choice(_BUYERS),
        "seller": rng.choice(_SELLERS),
        "goods": rng.choice(_GOODS),
    }
    told = [rng.choice(_DEALS), *rng.choices(_ABOUT_DEALS, k=sentences - 1)]
    return "\n\n".join(_filled(rng, each, **given) for each in told)


def other_text(number: int, sentences: int = 24) -> str:
    """A piece of news without a deal and without a word of defence; about 350 words."""
    rng = random.Random(number)
    told = [*rng.choices(_OTHERS, k=sentences - 1), _REPORT]
    return "\n\n".join(_filled(rng, each) for each in told)


def corpus_texts(with_deals: bool) -> dict[str, str]:
    """The bundled articles whose gold record has deals, or has none, by name."""
    found = {}
    for path in sorted(CORPUS.rglob("*.gold.json")):
        gold = json.loads(path.read_bytes())
        if bool(gold["deals"]) == with_deals:
            name = path.name.removesuffix(".gold.json")
            found[name] = path.with_name(f"{name}.txt").read_text(encoding="utf-8")
    return found


def texts_of(path: Path) -> Iterator[str]:
    """The texts of a JSON Lines file: ``text`` of its objects."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)["text"]


def write_feed(path: Path, count: int) -> None:
    """``count`` generated articles with a deal each, as JSON Lines."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            row = {"id": str(number), "published": "2025-03-04", "text": deal_text(number)}
            stream.write(json.dumps(row) + "\n")
