"""The scorer: what agrees with what, how deals are paired, what counts, and the ratchet."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import deal, record

from pipeline import agreement, evaluate, floors
from pipeline.assignment import best_assignment, largest_matching
from pipeline.evaluate import Report, Tally
from pipeline.records import (
    ArticleRecord,
    Deal,
    DealDate,
    Item,
    Obligation,
    Party,
    Value,
    load_gold,
    to_json,
)

CORPUS = Path(__file__).parent.parent / "corpus"


def scored(predicted: tuple[Deal, ...], gold: tuple[Deal, ...]) -> Report:
    return evaluate.score(
        {"a": ArticleRecord("a", gold)}, [ArticleRecord("folder/a.txt", predicted)]
    )


def counts(report: Report, name: str) -> tuple[int, int, int]:
    tally = report.tallies[name]
    return tally.right, tally.extra, tally.missed


# --- pairing -------------------------------------------------------------------------------------

_weights = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 5).map(float), min_size=width, max_size=width),
        min_size=1,
        max_size=4,
    )
)


@given(_weights)
def test_assignment_is_the_best_of_all(weights: list[list[float]]) -> None:
    rows, columns = len(weights), len(weights[0])
    if rows <= columns:
        choices = (
            list(enumerate(choice)) for choice in itertools.permutations(range(columns), rows)
        )
    else:
        choices = (
            [(row, column) for column, row in enumerate(choice)]
            for choice in itertools.permutations(range(rows), columns)
        )
    best = max(sum(weights[i][j] for i, j in pairs) for pairs in choices)
    found = best_assignment(weights)
    assert sum(weights[i][j] for i, j in found) == best
    assert len({i for i, _ in found}) == len({j for _, j in found}) == min(rows, columns)


@given(st.lists(st.sets(st.integers(0, 4)), max_size=5))
def test_matching_is_as_large_as_can_be(wanted: list[set[int]]) -> None:
    found = largest_matching(wanted, range(5), lambda likes, j: j in likes)
    assert all(j in wanted[i] for i, j in found)
    assert len({j for _, j in found}) == len(found)
    # Hall: some set of left sides is short of neighbours by as many as stay unmatched
    deficiency = max(
        len(group) - len(set().union(*group))
        for size in range(len(wanted) + 1)
        for group in itertools.combinations(wanted, size)
    )
    assert len(found) == len(wanted) - deficiency


def test_deals_are_paired_so_that_the_whole_agrees_best() -> None:
    a = deal(items=(Item("Spike LR2"), Item("K9 Thunder")), obligations=(), dates=())
    b = deal(items=(Item("Spike LR2"),), values=(), obligations=(), dates=())
    assert evaluate.pair_deals((b, a), (a, b)) == [(0, 1), (1, 0)]


def test_deals_with_nothing_in_common_are_not_paired() -> None:
    other = deal(
        parties=(Party("Chile", "buyer"),),
        items=(Item("frigates"),),
        values=(),
        dates=(),
        obligations=(),
    )
    report = scored((other,), (deal(),))
    assert counts(report, "deals") == (0, 1, 1)
    assert counts(report, "parties") == (0, 1, 2)
    assert report.kind_accuracy is None


# --- agreement -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Hanwha Aerospace Co., Ltd.", "HANWHA Aerospace", True),
        ("Hanwha", "Hanwha Aerospace", True),
        ("Ministry of National Defence", "MND", True),
        ("MoND", "Ministry of National Defence", True),
        ("Electromecanica Ploiesti", "Electromecanica Ploiești", True),
        ("BAE Systems Bofors Weapons", "BAE Systems Bofors Guns", True),
        ("Boeing", "Airbus", False),
        ("Navantia", "Naval Group", False),
        ("The Group", "the group", True),
        ("The Group", "Holding", False),
        ("", "Boeing", False),
    ],
)
def test_names(one: str, other: str, agree: bool) -> None:
    assert agreement.names_agree(one, other) is agree
    assert agreement.names_agree(other, one) is agree


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (Party("Poland", "buyer", "POL"), Party("Armament Agency", "buyer", "POL"), True),
        (Party("Warsaw government", "buyer", "POL"), Party("MON ministry", "buyer", "POL"), True),
        (Party("Iran", "buyer", "IRN"), Party("Revolutionary Navy", "buyer", "IRN"), True),
        (Party("Poland", "buyer", "POL"), Party("Armament Agency", "buyer", "CZE"), False),
        (Party("Poland", "buyer", "POL"), Party("Mesko", "buyer", "POL"), False),
        (Party("Poland", "buyer"), Party("Armament Agency", "buyer"), False),
        (Party("Poland", "buyer", "POL"), Party("Poland", "seller", "POL"), False),
    ],
)
def test_a_country_agrees_with_its_own_bodies(one: Party, other: Party, agree: bool) -> None:
    assert agreement.roles_agree(one, other) is agree
    assert agreement.roles_agree(other, one) is agree


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("F-16 Block 70 fighters", "F-16", True),
        ("missiles", "missile", True),
        ("155mm shells", "155mm artillery rounds", True),
        ("K9 Thunder", "K10 ammunition carrier", False),
        ("patrol vessels", "offshore patrol ships", False),
        ("patrol vessels", "coastal patrol vessels", True),
        ("of the", "missiles", False),
    ],
)
def test_items(one: str, other: str, agree: bool) -> None:
    assert agreement.items_agree(Item(one), Item(other)) is agree


@pytest.mark.parametrize(
    ("amount", "currency", "agree"),
    [
        (1_004_000_000, "USD", True),
        (1_006_000_000, "USD", False),
        (995_000_000, "USD", True),
        (1_000_000_000, "EUR", False),
    ],
)
def test_values(amount: float, currency: str, agree: bool) -> None:
    gold = Value(1_000_000_000, "USD")
    assert agreement.values_agree(Value(amount, currency, "ceiling"), gold) is agree


def test_dates() -> None:
    assert agreement.dates_agree(DealDate("delivery", "2027"), DealDate("delivery", "2027"))
    assert not agreement.dates_agree(DealDate("delivery", "2027"), DealDate("start", "2027"))
    assert not agreement.dates_agree(DealDate("delivery", "2027"), DealDate("delivery", "../2027"))


@pytest.mark.parametrize(
    ("kind", "text", "agree"),
    [
        ("training", "train the crews in Tartu", True),
        ("training", "train crews and maintainers of both brigades", False),
        ("support", "train the crews in Tartu", False),
        ("training", "", False),
    ],
)
def test_obligations(kind: str, text: str, agree: bool) -> None:
    gold = Obligation("training", "train the crews by 2027")
    assert agreement.obligations_agree(Obligation(kind, text), gold) is agree  # type: ignore[arg-type]


# --- counting ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.gold.json")), ids=lambda path: path.name)
def test_gold_scores_full_marks_against_itself(path: Path) -> None:
    gold = load_gold(path)
    report = evaluate.score({evaluate.article_key(gold.id): gold}, [gold])
    assert all((tally.extra, tally.missed) == (0, 0) for tally in report.table().values())
    assert report.kind_accuracy in (None, 1.0)
    assert report.status_accuracy in (None, 1.0)
    assert report.of("extra", "missed") == []


def test_single_faults_are_counted_where_they_are() -> None:
    claimed = deal(
        kind="framework",
        parties=(Party("Estonia", "buyer", "EST"), Party("Rafael", "partner", "ISR")),
        items=(Item("Spike LR2", "missile", 21), Item("trucks")),
        dates=(),
    )
    report = scored((claimed,), (deal(),))
    assert counts(report, "parties") == (1, 1, 1)
    assert counts(report, "parties_any_role") == (2, 0, 0)
    assert counts(report, "items") == (1, 1, 0)
    assert counts(report, "quantities") == (0, 1, 1)
    assert counts(report, "values") == (1, 0, 0)
    assert counts(report, "dates") == (0, 0, 1)
    assert (report.kind_accuracy, report.status_accuracy) == (0.0, 1.0)
    assert report.total() == Tally(4, 2, 2)
    told = {(fact.outcome, fact.field, fact.text) for fact in report.of("extra", "missed")}
    assert told == {
        ("extra", "kind", "framework"),
        ("missed", "kind", "procurement"),
        ("extra", "parties", "partner Rafael"),
        ("missed", "parties", "seller Rafael"),
        ("extra", "items", "trucks"),
        ("extra", "quantities", "21 x Spike LR2"),
        ("missed", "quantities", "12 x Spike LR2"),
        ("missed", "dates", "delivery ../2027"),
    }


def test_shares() -> None:
    tally = Tally(3, 1, 2)
    assert (tally.precision, tally.recall) == (0.75, 0.6)
    assert tally.f1 == pytest.approx(2 / 3)
    assert (Tally().precision, Tally().recall, Tally(0, 1, 1).f1) == (1.0, 1.0, 0.0)


def test_background_deals_of_the_gold_are_optional() -> None:
    background = deal(prominence="background")
    for predicted in ((), (deal(),)):
        report = scored(predicted, (background,))
        assert all(tally == Tally() for name, tally in report.tallies.items() if name != "deals")
        assert report.tallies["deals"] == Tally()


def test_articles_without_a_deal() -> None:
    gold = {name: ArticleRecord(name, ()) for name in ("a", "b")}
    report = evaluate.score(gold, [ArticleRecord("a", ()), ArticleRecord("b", (deal(),))])
    assert (report.negatives, report.negatives_clean) == (2, 1)
    assert counts(report, "deals") == (0, 1, 0)


def test_an_article_without_a_record_counts_as_one_without_deals() -> None:
    report = evaluate.score({"a": ArticleRecord("a", (deal(),))}, [])
    assert report.missing == ["a"]
    assert counts(report, "parties") == (0, 0, 2)
    assert "no record for: a" in evaluate.to_text(report)


@pytest.mark.parametrize(
    ("record_id", "key"),
    [("a", "a"), ("x/y/a.txt", "a"), ("feed#12", "feed#12"), ("a.v2", "a.v2"), ("b.html", "b")],
)
def test_article_key(record_id: str, key: str) -> None:
    assert evaluate.article_key(record_id) == key


def test_gold_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no \*\.gold\.json file"):
        evaluate.load_gold_folder(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.gold.json").write_bytes(to_json(record()))
    assert evaluate.load_gold_folder(tmp_path) == {"a": record()}
    (tmp_path / "a.gold.json").write_bytes(to_json(record()))
    with pytest.raises(ValueError, match="a second gold record named 'a'"):
        evaluate.load_gold_folder(tmp_path)
    (tmp_path / "a.gold.json").write_text('{"id": "a", "deals": [{"kind": "gift"}]}')
    with pytest.raises(ValueError, match=r"a\.gold\.json.*gift"):
        evaluate.load_gold_folder(tmp_path)


def test_report_as_data() -> None:
    data = evaluate.to_builtins(scored((deal(dates=()),), (deal(),)))
    assert json.loads(json.dumps(data)) == data
    assert data["fields"]["dates"] == {
        "precision": 1.0,
        "recall": 0.0,
        "f1": 0.0,
        "right": 0,
        "extra": 0,
        "missed": 1,
    }
    assert data["missed"] == [{"article": "a", "field": "dates", "fact": "delivery ../2027"}]
    assert data["extra"] == []


# --- the ratchet ---------------------------------------------------------------------------------

GOOD = scored((deal(),), (deal(),))
WORSE = scored((deal(dates=(DealDate("start", "2026"),)),), (deal(),))


def test_floors_rise_and_do_not_fall(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.update(path, "news", WORSE)
    assert floors.load(path, "news")["dates.recall"] == 0.0
    floors.update(path, "news", GOOD)
    raised = floors.load(path, "news")
    assert raised["dates.recall"] == raised["all.f1"] == 1.0
    before = path.read_bytes()
    with pytest.raises(floors.FloorError, match=r"dates\.recall 0\.000 is below its floor 1\.000"):
        floors.update(path, "news", WORSE)
    assert path.read_bytes() == before
    floors.update(path, "news", WORSE, allow_lower=True)
    assert floors.load(path, "news")["dates.recall"] == 0.0


def test_floors_of_several_folders_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.update(path, "news", WORSE)
    floors.update(path, "gold", GOOD)
    assert floors.load(path, "news") != floors.load(path, "gold")
    assert floors.load(path, "other") == {}


def test_below_floors() -> None:
    assert floors.below(GOOD, floors.measured(GOOD)) == []
    assert floors.below(WORSE, floors.measured(WORSE)) == []
    lines = floors.below(WORSE, floors.measured(GOOD))
    assert "dates.f1 0.000 is below its floor 1.000" in lines
    assert not any(line.startswith("values") for line in lines)


def test_floors_are_rounded_down() -> None:
    third = Report(tallies={name: Tally(2, 1, 1) for name in evaluate.ASPECTS})
    assert floors.measured(third)["items.precision"] == 0.666


@pytest.mark.parametrize("text", ["{", "[]", '{"news": {"items.f1": "high"}}'])
def test_broken_floors(text: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(text)
    with pytest.raises(floors.FloorError, match=r"floors\.json"):
        floors.load(path, "news")


def test_gained_and_lost_facts(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    facts = floors.facts_path(path)
    assert floors.change(facts, "news", GOOD) is None
    floors.update(path, "news", GOOD)
    assert floors.change(facts, "news", GOOD) == floors.Change()
    assert floors.change(facts, "news", WORSE) == floors.Change(
        lost=["a: dates: delivery ../2027"], newly_wrong=["a: dates: start 2026"]
    )
    floors.update(path, "news", WORSE, allow_lower=True)
    assert floors.change(facts, "news", GOOD) == floors.Change(
        gained=["a: dates: delivery ../2027"], no_longer_wrong=["a: dates: start 2026"]
    )
