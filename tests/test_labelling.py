"""To Label Studio and back: nothing lost, nothing made up, faults named with their place."""

import json
import random
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import Result
from samples import deal, evidence, record
from typer.testing import CliRunner

from pipeline import batch, cli, disagreement, extract_article
from pipeline.annotation_config import BY_NAME, LABELS, RELATIONS, labelling_config
from pipeline.annotation_import import Choice, LabelError, Outcome, read_export, write_gold
from pipeline.annotation_tasks import task, tasks_file
from pipeline.evaluate import load_gold_folder
from pipeline.records import ArticleRecord, Deal, Item, Obligation, Party, load_gold

CORPUS = Path(__file__).parent.parent / "corpus"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def corpus() -> list[ArticleRecord]:
    return list(batch.read_records([CORPUS], extract_article, batch.Summary()))


def export_file(path: Path, tasks: list[Any]) -> Path:
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


def as_exported(each: dict[str, Any], number: int, seed: int = 1) -> dict[str, Any]:
    """What Label Studio makes of a task that somebody submits as it is."""
    dice = random.Random(seed + number)
    result = json.loads(json.dumps(each["predictions"][0]["result"]))
    for part in result:
        part["origin"] = "prediction"
        part["hidden"] = False
    dice.shuffle(result)
    annotation = {
        "id": 1000 + number,
        "completed_by": {"id": 7, "email": "one@example.org"},
        "result": result,
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-01-02T10:00:00Z",
        "updated_at": "2026-01-02T10:00:00Z",
        "lead_time": 3.1,
        "parent_prediction": number,
    }
    extra = {"id": number, "inner_id": number, "project": 3, "drafts": [], "meta": {}}
    return {**each, **extra, "annotations": [annotation], "predictions": []}


def parts(each: dict[str, Any], **wanted: str) -> list[dict[str, Any]]:
    result = each["annotations"][0]["result"]
    return [part for part in result if all(part.get(key) == wanted[key] for key in wanted)]


def exported(*records: ArticleRecord) -> list[dict[str, Any]]:
    return [as_exported(task(each), number) for number, each in enumerate(records, 1)]


def imported(tmp_path: Path, tasks: list[Any], choice: Choice | None = None) -> list[ArticleRecord]:
    return list(read_export(export_file(tmp_path / "x.json", tasks), choice).records.values())


def problems(tmp_path: Path, tasks: list[Any]) -> str:
    with pytest.raises(LabelError) as told:
        imported(tmp_path, tasks)
    return str(told.value)


# --- the round trip ------------------------------------------------------------------------------


def test_untouched_tasks_come_back_equal(corpus: list[ArticleRecord], tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_bytes(tasks_file(corpus))
    assert list(read_export(path, Choice(predictions=True)).records.values()) == corpus


def test_submitted_and_shuffled_tasks_come_back_equal(
    corpus: list[ArticleRecord], tmp_path: Path
) -> None:
    assert imported(tmp_path, exported(*corpus)) == corpus


def test_gold_records_without_evidence_come_back_equal(
    corpus: list[ArticleRecord], tmp_path: Path
) -> None:
    gold = load_gold_folder(CORPUS / "news")
    labelled = [
        msgspec.structs.replace(each, deals=gold[each.id.rsplit("/", 1)[-1]].deals)
        for each in corpus
        if each.id.rsplit("/", 1)[-1] in gold
    ]
    assert len(labelled) > 40
    assert imported(tmp_path, exported(*labelled)) == labelled


def test_gold_files_are_read_again_as_they_were(
    corpus: list[ArticleRecord], tmp_path: Path
) -> None:
    outcome = Outcome({each.id.rsplit("/", 1)[-1]: each for each in corpus})
    write_gold(outcome, tmp_path)
    again = batch.read_records([tmp_path], extract_article, batch.Summary())
    texts = {each.id: (each.text, each.published) for each in again}
    for name, each in outcome.records.items():
        assert load_gold(tmp_path / f"{name}.gold.json").deals == each.deals
        assert texts[name] == (each.text, each.published)


def test_facts_of_every_sort(tmp_path: Path) -> None:
    two = (*evidence("Rafael"), *evidence("Estonia orders missiles"))
    rich = deal(
        parties=(
            Party("Estonia", "buyer", "EST", two),
            Party("Estonia", "end_user", None, ()),
            Party("Nobody", "seller", None, ()),
        ),
        items=(Item("Spike LR2", "missile", None, two), Item("Spike", "other", 3)),
        obligations=(
            Obligation("support", "keep\nspares", "Estonia", "South Korean firms"),
            Obligation("training", "train the crews", "Estonia and Rafael", "Nobody", "2027/.."),
        ),
        identifiers=("B-2", "A-1"),
        evidence=(),
    )
    found = record(rich, deal(), rich)
    assert imported(tmp_path, exported(found)) == [found]


def test_evidence_that_is_not_in_the_text() -> None:
    with pytest.raises(
        ValueError, match="news/estonia: 'ordered 12 Spike LR2 launchers' is not at"
    ):
        task(record(text="Other words."))


# --- what labellers do ---------------------------------------------------------------------------


def test_corrections(tmp_path: Path) -> None:
    (each,) = exported(record())
    parts(each, id="d1-parties-2-1", type="choices")[0]["value"]["choices"] = ["subcontractor"]
    parts(each, id="d1-items-1-1", from_name="item_quantity")[0]["value"]["text"] = ["1,400"]
    result = each["annotations"][0]["result"]
    result[:] = [part for part in result if not str(part.get("id")).startswith("d1-dates")]
    result[:] = [part for part in result if not str(part.get("from_id")).startswith("d1-dates")]
    start = record().text.index("launchers")  # type: ignore[union-attr]
    where = {"start": start, "end": start + 9, "text": "launchers"}
    shape = {"id": "kX3_q", "to_name": "text"}
    result.append(
        shape | {"from_name": "label", "type": "labels", "value": {**where, "labels": ["Item"]}}
    )
    (found,) = imported(tmp_path, [each])
    (got,) = found.deals
    assert [party.role for party in got.parties] == ["buyer", "subcontractor"]
    assert got.items[0].quantity == 1400
    assert got.items[1] == Item("launchers", evidence=evidence("launchers", rule=""))
    assert got.dates == ()
    assert got.obligations == record().deals[0].obligations


def test_an_arrow_drawn_the_other_way_or_without_a_label(tmp_path: Path) -> None:
    found = record(deal(), deal(kind="framework"))
    (each,) = exported(found)
    for number, part in enumerate(parts(each, type="relation")):
        ends = part["from_id"], part["to_id"]
        if part["labels"] == ["of"] and number % 2:
            part["labels"] = []
        elif number % 3:
            part["to_id"], part["from_id"], part["direction"] = *ends, "left"
    assert imported(tmp_path, [each]) == [found]


def test_two_obligors(tmp_path: Path) -> None:
    (each,) = exported(record())
    each["annotations"][0]["result"].append(
        {
            "type": "relation",
            "from_id": "d1-obligations-1-1",
            "to_id": "d1-parties-1-1",
            "direction": "right",
            "labels": ["obligor"],
        }
    )
    (found,) = imported(tmp_path, [each])
    assert found.deals[0].obligations[0].obligor == "Estonia and Rafael"


def test_places_counted_as_browsers_do(tmp_path: Path) -> None:
    text = "🚀🚀 Estonia buys boats from Rafael."
    place = evidence("Rafael", text=text)
    one = Deal("procurement", "signed", "main", (Party("Rafael", "seller", None, place),))
    found = record(one, text=text)
    (each,) = exported(found)
    for part in each["annotations"][0]["result"]:
        if part.get("id") == "d1-parties-1-1":
            part["value"]["start"] += 2
            part["value"]["end"] = str(part["value"]["end"] + 2)
    assert imported(tmp_path, [each]) == [found]


# --- whose labels --------------------------------------------------------------------------------


def test_tasks_that_nobody_labelled_are_left_out(tmp_path: Path) -> None:
    done, skipped = exported(record(), record(id="b"))
    skipped["annotations"][0]["was_cancelled"] = True
    outcome = read_export(export_file(tmp_path / "x.json", [done, skipped, task(record(id="c"))]))
    assert (list(outcome.records), outcome.left_out) == (["estonia"], 2)
    assert "no task has an annotation" in problems(tmp_path, [skipped])


def test_several_annotators(tmp_path: Path) -> None:
    (each,) = exported(record())
    second = json.loads(json.dumps(each["annotations"][0]))
    second["completed_by"] = 8
    second["result"] = []
    each["annotations"].append(second)
    assert "say whose with --by" in problems(tmp_path, [each])
    assert imported(tmp_path, [each], Choice("8"))[0].deals == ()
    assert imported(tmp_path, [each], Choice("one@example.org")) == [record()]
    second["ground_truth"] = True
    assert imported(tmp_path, [each])[0].deals == ()
    second["completed_by"] = {"id": 7, "email": "one@example.org"}
    del second["ground_truth"]
    second["updated_at"] = "2026-01-03T10:00:00Z"
    assert imported(tmp_path, [each])[0].deals == ()  # the later one of the same person


def test_names_of_gold_files(tmp_path: Path) -> None:
    tasks = exported(record(id="a/x"), record(id="b/x"), record(id="../c d"))
    assert list(read_export(export_file(tmp_path / "x.json", tasks)).records) == [
        "x",
        "b-x",
        "c-d",
    ]
    assert "two tasks of the article 'a/x'" in problems(
        tmp_path, exported(record(id="a/x"), record(id="a/x"), record(id="a/x"))
    )


# --- faults --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[{]", "x.json:1:3: not JSON"),
        ("{}", "not a list of tasks"),
        ("[]", "no task has an annotation"),
        ('[{"text": "x", "label": []}]', "task 1 (task-1): no text under data"),
        ("[3]", "task 1 (task-1): no text under data"),
    ],
)
def test_files_that_are_no_export(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    told = call("label", "import", path, "-o", tmp_path / "gold")
    assert told.exit_code == 2 and message in told.output
    assert not (tmp_path / "gold").exists()


@pytest.mark.parametrize(
    ("region", "control", "key", "answer", "message"),
    [
        ("d1-deal-1-1", "deal_kind", "choices", [], "no kind"),
        ("d1-parties-1-1", "party_role", "choices", ["boss"], "role 'boss' is not one of buyer,"),
        ("d1-parties-1-1", "party_country", "text", ["Estonia"], "three capital letters"),
        ("d1-items-1-1", "item_quantity", "text", ["a dozen"], "'a dozen' is no number"),
        ("d1-values-1-1", "value_amount", "text", ["nan"], "is no number"),
        ("d1-values-1-1", "value_currency", "text", ["EUR", "USD"], "several answers"),
        ("d1-dates-1-1", "date_date", "text", ["soon"], "is no EDTF date"),
        ("d1-obligations-1-1", "obligation_kind", "choices", [], "no kind"),
    ],
)
def test_wrong_answers(
    region: str, control: str, key: str, answer: list[str], message: str, tmp_path: Path
) -> None:
    (each,) = exported(record())
    parts(each, id=region, from_name=control)[0]["value"][key] = answer
    told = problems(tmp_path, [each])
    assert f"{tmp_path / 'x.json'}: task 1 (news/estonia): " in told
    assert message in told and region in told


def test_wrong_regions_and_relations(tmp_path: Path) -> None:
    (each,) = exported(record())
    parts(each, id="d1-items-1-1", type="labels")[0]["value"]["text"] = "other words"
    assert "'other words': these words are not at" in problems(tmp_path, [each])
    (each,) = exported(record())
    parts(each, id="d1-items-1-1", type="labels")[0]["value"]["labels"] = ["Boat"]
    assert "not one label of the project" in problems(tmp_path, [each])
    (each,) = exported(record(deal(), deal()))
    relation = parts(each, type="relation", from_id="d2-items-1-1")[0]
    relation["to_id"] = "d1-parties-1-1"
    assert "cannot lead to Party 'Estonia'" in problems(tmp_path, [each])
    relation["to_id"] = "gone"
    told = problems(tmp_path, [each])
    assert "words that are not marked" in told and "no relation 'of' tells its deal" in told


# --- the forms of Label Studio -------------------------------------------------------------------


def test_the_setup_asks_for_every_field() -> None:
    root = ET.fromstring(labelling_config())
    controls = [each for each in root.iter() if each.get("toName")]
    names = [each.get("name") for each in controls]
    assert len(set(names)) == len(names)
    assert {each.get("toName") for each in controls} == {"text"}
    assert [each.get("value") for each in root.iter("Label")] == [each.name for each in LABELS]
    assert tuple(each.get("value") for each in root.iter("Relation")) == RELATIONS
    types = {"Deal": Deal, "Party": Party, "Item": Item, "Obligation": Obligation}
    for name, kind in types.items():
        asked = {each.field for each in BY_NAME[name].questions}
        lists = {each.facts for each in LABELS} if name == "Deal" else set()
        assert asked | {"evidence"} | lists - {""} == set(kind.__struct_fields__) | lists - {""}


def test_tasks_fit_the_setup(corpus: list[ArticleRecord]) -> None:
    """What the documentation of tasks and tags wants of results, and the setup of these."""
    root = ET.fromstring(labelling_config())
    tags = {each.get("name"): each for each in root.iter() if each.get("toName")}
    for each in json.loads(tasks_file(corpus)):
        text = each["data"]["text"]
        (prediction,) = each["predictions"]
        ids = {part["id"] for part in prediction["result"] if part["type"] == "labels"}
        for part in prediction["result"]:
            if part["type"] == "relation":
                assert {part["from_id"], part["to_id"]} <= ids
                assert part["direction"] == "right" and part["labels"][0] in RELATIONS
                continue
            tag, value = tags[part["from_name"]], part["value"]
            assert (tag.tag.lower(), tag.get("toName")) == (part["type"], part["to_name"])
            assert part["id"] in ids
            if part["type"] == "textarea":  # its own text stands where the words otherwise are
                assert all(isinstance(entry, str) and entry for entry in value["text"])
                continue
            assert text[value["start"] : value["end"]] == value["text"]
            key = part["type"]
            assert set(value[key]) <= {option.get("value") for option in tag}


# --- two labellers -------------------------------------------------------------------------------


def test_labellers_who_agree() -> None:
    found = disagreement.compare({"a": record()}, {"a": record()})
    assert found.differences == ()
    assert all(each.share == 1 for each in found.agreements)


def test_labellers_who_differ() -> None:
    other = deal(
        status="planned",
        prominence="background",
        parties=(Party("Estonia", "end_user", "EST"), Party("Rafael", "seller", "ISR")),
        items=(Item("Spike LR2", "missile", 14),),
        values=(),
    )
    found = disagreement.compare(
        {"a": record(), "b": record(), "n": ArticleRecord("n", ())},
        {"a": record(other), "b": record(), "m": ArticleRecord("m", ())},
    )
    told = {(each.field, each.one, each.other) for each in found.differences}
    assert told == {
        ("deals.status", "signed", "planned"),
        ("deals.prominence", "main", "background"),
        ("parties.role", "buyer", "end_user"),
        ("parties", "buyer Estonia", None),
        ("parties", None, "end_user Estonia"),
        ("items.quantity", "12", "14"),
        ("values", "EUR 40,000,000 total", None),
    }
    assert (found.only_one, found.only_other) == (("n",), ("m",))
    kappas = {each.field: each.kappa for each in found.agreements}
    assert kappas["deals.status"] == 0  # one of them chose but one status
    assert kappas["items.quantity"] is None and kappas["deals.kind"] is None
    text = "\n".join(disagreement.lines(found))
    assert "a: deals.status: procurement (Estonia, Rafael): Spike LR2: signed | planned" in text
    assert "only in B: m" in text


def test_kappa() -> None:
    # 20 and 15 alike, 5 and 10 not: 0.7 observed, 0.5 by chance
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert disagreement.kappa(pairs) == pytest.approx(0.4)
    assert disagreement.kappa([]) is None
    assert disagreement.kappa([("y", "y")]) is None


def test_nothing_in_common() -> None:
    with pytest.raises(ValueError, match="no article is in both"):
        disagreement.compare({"a": record()}, {"b": record()})


# --- the commands --------------------------------------------------------------------------------


def test_the_commands(tmp_path: Path) -> None:
    tasks, setup, gold = tmp_path / "tasks.json", tmp_path / "setup.xml", tmp_path / "gold"
    done = call("label", "export", CORPUS / "gold", "-o", tasks, "--config-out", setup)
    assert done.exit_code == 0 and "tasks: 1" in done.output
    ET.parse(setup)
    assert call("label", "import", tasks, "-o", gold).exit_code == 2
    done = call("label", "import", tasks, "-o", gold, "--predictions")
    assert done.exit_code == 0 and "gold records: 1" in done.output
    done = call("score", gold)
    assert done.exit_code == 0 and "all                1.000  1.000  1.000" in done.output
    done = call("label", "compare", gold, CORPUS / "gold")
    assert done.exit_code == 0 and "articles in both: 1" in done.output
    exported_as = [as_exported(each, 1) for each in json.loads(tasks.read_text())]
    path = export_file(tmp_path / "export.json", exported_as)
    data = json.loads(call("label", "compare", path, gold, "--json").stdout)
    assert data["differences"] == [] and data["facts"]["deals"]["both"] == 1


def test_gold_shown_for_review(tmp_path: Path) -> None:
    tasks, gold = tmp_path / "tasks.json", CORPUS / "gold"
    assert call("label", "export", gold, "--gold", gold, "-o", tasks).exit_code == 0
    (found,) = read_export(tasks, Choice(predictions=True)).records.values()
    assert found.deals == next(iter(load_gold_folder(gold).values())).deals


def test_articles_that_fail(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.txt").write_text("")
    tasks = tmp_path / "tasks.json"
    assert call("label", "export", tmp_path / "in", "-o", tasks).exit_code == 1
    assert not tasks.exists()
