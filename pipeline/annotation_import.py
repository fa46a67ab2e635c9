"""A Label Studio export (its JSON form) to records and gold files.

In: the file as Label Studio exports it, corrected or not. Out: records by the name of their gold
file, and the files that ``dealfacts score`` takes. Every problem is told with file, task and
region; where there is one, nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from pipeline.annotation_config import BY_NAME, LABEL_CONTROL, TEXT
from pipeline.annotation_facts import Region, Relation, TaskError, build_deals
from pipeline.evaluate import article_key
from pipeline.export import write_file
from pipeline.records import ArticleRecord

_ORDER = re.compile(r"d(\d+)-\w+-(\d+)-(\d+)")
_ODD = re.compile(r"[^\w.#~-]+")
_LAST = 10**9


class LabelError(ValueError):
    """An export that cannot be taken up: a line a problem, each with its file and place."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose labels to take: those of an annotator (id or address), and whether the program's own
    where nobody has labelled."""

    by: str | None = None
    predictions: bool = False


@dataclass(slots=True)
class Outcome:
    """Records by the name of their gold file, and how many tasks had no labels to take."""

    records: dict[str, ArticleRecord] = field(default_factory=dict)
    left_out: int = 0


# --- the file ------------------------------------------------------------------------------------


def read_export(path: Path, choice: Choice | None = None) -> Outcome:
    """The records of an export; raises ``LabelError`` for what does not fit, ``OSError``."""
    choice = choice or Choice()
    outcome, found, problems = Outcome(), [], []
    for number, task in enumerate(_tasks(path), 1):
        try:
            record = _record(task, number, choice)
        except TaskError as error:
            name = _task_name(task, number)
            problems += [f"{path}: task {number} ({name}): {line}" for line in error.lines]
            continue
        if record is None:
            outcome.left_out += 1
        else:
            found.append(record)
    if problems:
        raise LabelError("\n".join(problems))
    if not found:
        raise LabelError(f"{path}: no task has an annotation to take")
    outcome.records = _named(path, found)
    return outcome


def _tasks(path: Path) -> list[Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise LabelError(f"{place}: not JSON: {error.msg}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise LabelError(f"{path}: not JSON in UTF-8") from error
    if not isinstance(found, list):
        raise LabelError(f"{path}: not a list of tasks; export as JSON from Label Studio")
    return found


def _task_name(task: Any, number: int) -> str:
    data = task.get("data") if isinstance(task, dict) else None
    name = data.get("article") if isinstance(data, dict) else None
    return name if isinstance(name, str) and name else f"task-{number}"


def _named(path: Path, found: list[ArticleRecord]) -> dict[str, ArticleRecord]:
    """Names for gold files: the last part of the id, the whole id where that is taken."""
    named: dict[str, ArticleRecord] = {}
    for record in found:
        short, whole = article_key(record.id), record.id
        name = next(
            (
                name
                for name in (_ODD.sub("-", part).strip(".-") for part in (short, whole))
                if name and name not in named
            ),
            None,
        )
        if name is None:
            raise LabelError(f"{path}: two tasks of the article {record.id!r}")
        named[name] = record
    return named


# --- one task ------------------------------------------------------------------------------------


def _record(task: Any, number: int, choice: Choice) -> ArticleRecord | None:
    data = task.get("data") if isinstance(task, dict) else None
    text = data.get(TEXT) if isinstance(data, dict) else None
    if data is None or not isinstance(text, str):
        raise TaskError(["no text under data (JSON-MIN and CSV exports do not hold enough)"])
    result = _chosen(task, choice)
    if result is None:
        return None
    regions, relations = _parts(result, text)
    about = {key: _optional(data.get(key)) for key in ("title", "published", "source")}
    deals = build_deals(regions, relations)
    return ArticleRecord(id=_task_name(task, number), deals=deals, text=text, **about)


def _optional(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _chosen(task: dict[str, Any], choice: Choice) -> list[Any] | None:
    """The result to take: the annotation meant, else the prediction where that is wanted."""
    listed = [
        each
        for each in task.get("annotations") or task.get("completions") or []
        if isinstance(each, dict) and not each.get("was_cancelled")
    ]
    if choice.by is not None:
        listed = [each for each in listed if choice.by in _annotator(each)]
    if len(listed) > 1:
        listed = [each for each in listed if each.get("ground_truth")] or listed
    if len({_annotator(each) for each in listed}) > 1:
        names = ", ".join(sorted("/".join(_annotator(each)) for each in listed))
        raise TaskError([f"annotations of several people ({names}): say whose with --by"])
    if not listed and choice.predictions and choice.by is None:
        listed = [each for each in task.get("predictions") or [] if isinstance(each, dict)][:1]
    if not listed:
        return None
    latest = max(listed, key=lambda each: str(each.get("updated_at") or ""))
    result = latest.get("result")
    if not isinstance(result, list):
        raise TaskError(["an annotation without a list of results"])
    return result


def _annotator(annotation: dict[str, Any]) -> tuple[str, ...]:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        return tuple(str(who[key]) for key in ("id", "email") if who.get(key) is not None)
    return () if who is None else (str(who),)


def _parts(result: list[Any], text: str) -> tuple[list[Region], list[Relation]]:
    """Regions with their answers, in order, and the relations between them."""
    problems: list[str] = []
    regions: dict[str, Region] = {}
    relations: list[Relation] = []
    parts = [part for part in result if isinstance(part, dict)]
    for part in parts:
        if part.get("type") == "labels" and part.get("from_name") == LABEL_CONTROL:
            try:
                region = _region(part, text)
            except TaskError as error:
                problems += error.lines
                continue
            regions[region.id] = region
    controls = {
        control
        for label in BY_NAME.values()
        for control in (label.place, *(label.control(each) for each in label.questions))
    }
    for part in parts:
        if part.get("type") == "relation":
            relations.append(_relation(part))
        elif part.get("from_name") in controls:
            region_of = regions.get(str(part.get("id")))
            if region_of is not None:
                region_of.answers[part["from_name"]] = _answer(part)
            elif not problems:
                problems.append(f"answer {part['from_name']} belongs to no marked words")
    if problems:
        raise TaskError(problems)
    return sorted(regions.values(), key=lambda each: each.order), relations


def _answer(part: dict[str, Any]) -> list[str]:
    value = part.get("value") or {}
    told = value.get("choices") if part.get("type") == "choices" else value.get("text")
    listed = told if isinstance(told, list) else [told]
    return [each for each in listed if isinstance(each, str)]


def _relation(part: dict[str, Any]) -> Relation:
    ends = (str(part.get("from_id")), str(part.get("to_id")))
    tail, head = reversed(ends) if part.get("direction") == "left" else ends
    labels = part.get("labels") or []
    return Relation(tail, head, str(labels[0]) if labels else None)


# --- regions -------------------------------------------------------------------------------------


def _region(part: dict[str, Any], text: str) -> Region:
    name = str(part.get("id"))
    value: dict[str, Any] = part["value"] if isinstance(part.get("value"), dict) else {}
    labels = [each for each in value.get("labels") or [] if each in BY_NAME]
    if len(labels) != 1:
        raise TaskError([f"region {name} {value.get('text')!r}: not one label of the project"])
    start, end = _place(name, value, text)
    rules = (part.get("meta") or {}).get("text") or [""]
    known = _ORDER.fullmatch(name)
    numbers = [int(each) for each in known.groups()] if known else [_LAST] * 3
    return Region(
        id=name,
        label=BY_NAME[labels[0]],
        start=start,
        end=end,
        quote=text[start:end],
        rule=str(rules[0]) if isinstance(rules, list) and rules else "",
        order=(*numbers, start, end, name),
    )


def _place(name: str, value: dict[str, Any], text: str) -> tuple[int, int]:
    """Where a region stands in the text, counted in characters.

    Browsers count characters beyond the basic plane as two, so the words decide which count it is.
    """
    words = value.get("text")
    try:
        start, end = int(value["start"]), int(value["end"])
    except (KeyError, TypeError, ValueError) as error:
        raise TaskError([f"region {name} {words!r}: no start and end"]) from error
    for place in _counts(start, end, text):
        if not isinstance(words, str) or _same(text[slice(*place)], words):
            return place
    if isinstance(words, str) and words and text.count(words) == 1:
        return text.index(words), text.index(words) + len(words)
    raise TaskError([f"region {name} {words!r}: these words are not at {start}-{end} of the text"])


def _counts(start: int, end: int, text: str) -> Iterator[tuple[int, int]]:
    if 0 <= start < end <= len(text):
        yield start, end
    units = text.encode("utf-16-le", "surrogatepass")
    if 0 <= start < end <= len(units) // 2 != len(text):
        first = len(units[: 2 * start].decode("utf-16-le", "replace"))
        yield first, first + len(units[2 * start : 2 * end].decode("utf-16-le", "replace"))


def _same(words: str, told: str) -> bool:
    return words == told or words.split() == told.replace("\\n", "\n").split()


# --- gold files ----------------------------------------------------------------------------------


def write_gold(outcome: Outcome, out: Path) -> list[Path]:
    """Write each record as ``NAME.gold.json`` with ``NAME.txt`` and ``NAME.meta.json``.

    The paths of the gold records. Raises ``OSError`` where the folder cannot be written to.
    """
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, record in outcome.records.items():
        about = {"title": record.title, "published": record.published, "source": record.source}
        told = {key: value for key, value in about.items() if value is not None}
        write_file(out / f"{name}.txt", (record.text or "").encode("utf-8", "replace"))
        if told:
            write_file(out / f"{name}.meta.json", _json(told))
        path = out / f"{name}.gold.json"
        write_file(path, _json(_short(msgspec.to_builtins(record))))
        paths.append(path)
    return paths


def _json(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "replace")


def _short(data: dict[str, Any]) -> dict[str, Any]:
    """A record without its text, which stands in a file of its own."""
    return {key: value for key, value in data.items() if key != TEXT and value is not None}
