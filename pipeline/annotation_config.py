"""How a record is spread over a Label Studio project: its labels, questions and relations.

A fact is a region of the text with a label; what it says beyond its words is answered in questions
that Label Studio asks for the selected region; what belongs together is tied by relations.
https://labelstud.io/guide/task_format and https://labelstud.io/tags/ define the forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args
from xml.sax.saxutils import quoteattr

from pipeline import records

LABEL_CONTROL = "label"
TEXT = "text"
OF, MORE, OBLIGOR, OBLIGEE = "of", "more of", "obligor", "obligee"
RELATIONS = (OF, MORE, OBLIGOR, OBLIGEE)
UNPLACED = "no words of its own"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a region: the field it fills, and the codes to choose from, if any.

    ``words``: left empty, it is answered by the words of the region. ``many``: a list of answers.
    """

    field: str
    hint: str
    codes: tuple[str, ...] = ()
    words: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its name, the field of the deal that its facts are in, and its questions."""

    name: str
    facts: str
    colour: str
    questions: tuple[Question, ...]

    def control(self, question: Question) -> str:
        """The name of the control that asks ``question``."""
        return f"{self.name.lower()}_{question.field}"

    @property
    def place(self) -> str:
        """The control that says that a region is no evidence but only holds a fact's answers."""
        return f"{self.name.lower()}_place"


def _codes(field: str, kind: object) -> Question:
    return Question(field, field.capitalize(), get_args(kind))


LABELS = (
    Label(
        "Deal",
        "",
        "#5b6472",
        (
            _codes("kind", records.DealKind),
            _codes("status", records.DealStatus),
            _codes("prominence", records.Prominence),
            Question("identifiers", "Contract or tender numbers, an entry each", many=True),
        ),
    ),
    Label(
        "Party",
        "parties",
        "#1f77b4",
        (
            _codes("role", records.Role),
            Question("name", "Fullest name, where it is not the marked words", words=True),
            Question("country", "Country, three letters (ISO 3166-1)"),
        ),
    ),
    Label(
        "Item",
        "items",
        "#2ca02c",
        (
            _codes("category", records.Category),
            Question("name", "Name, where it is not the marked words", words=True),
            Question("quantity", "How many (digits)"),
        ),
    ),
    Label(
        "Value",
        "values",
        "#d62728",
        (
            _codes("kind", records.ValueKind),
            _codes("qualifier", records.Qualifier),
            Question("amount", "Sum in whole units (digits)"),
            Question("amount_min", "Lower end of a range (digits)"),
            Question("currency", "Currency, three letters (ISO 4217)"),
        ),
    ),
    Label(
        "Date",
        "dates",
        "#9467bd",
        (
            _codes("kind", records.DateKind),
            Question("date", "Date (EDTF: 2028, 2028-03, ../2030, 2030/2033)"),
        ),
    ),
    Label(
        "Obligation",
        "obligations",
        "#b8860b",
        (
            _codes("kind", records.ObligationKind),
            _codes("modality", records.Modality),
            Question("text", "Verb phrase, where it is not the marked words", words=True),
            Question("obligor", "Who must do it, where no relation tells"),
            Question("obligee", "To whom it is owed, where no relation tells"),
            Question("deadline", "Deadline (EDTF)"),
        ),
    ),
)
BY_NAME = {label.name: label for label in LABELS}


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())


def _choices(name: str, codes: tuple[str, ...]) -> list[str]:
    shape = _attributes(
        name=name, toName=TEXT, perRegion="true", choice="single", showInline="true"
    )
    options = [f"      <Choice{_attributes(value=code)}/>" for code in codes]
    return [f"    <Choices{shape}>", *options, "    </Choices>"]


def _question(label: Label, question: Question) -> list[str]:
    name = label.control(question)
    head = f"    <Header{_attributes(value=question.hint, size='6')}/>"
    if question.codes:
        return [head, *_choices(name, question.codes)]
    once = {} if question.many else {"maxSubmissions": "1"}
    shape = _attributes(name=name, toName=TEXT, perRegion="true", editable="true", **once)
    return [head, f"    <TextArea{shape}/>"]


def labelling_config() -> str:
    """The labelling configuration of the project, as XML."""
    lines = ["<View>", "  <Style>.htx-text { white-space: pre-wrap; }</Style>", "  <Relations>"]
    lines += [f"    <Relation{_attributes(value=name)}/>" for name in RELATIONS]
    lines += ["  </Relations>", f"  <Labels{_attributes(name=LABEL_CONTROL, toName=TEXT)}>"]
    lines += [
        f"    <Label{_attributes(value=label.name, background=label.colour)}/>" for label in LABELS
    ]
    lines += ["  </Labels>", f'  <Text name="{TEXT}" value="$text"/>']
    for label in LABELS:
        shown = _attributes(
            visibleWhen="region-selected", whenTagName=LABEL_CONTROL, whenLabelValue=label.name
        )
        lines.append(f"  <View{shown}>")
        for question in label.questions:
            lines += _question(label, question)
        lines += _choices(label.place, (UNPLACED,))
        lines.append("  </View>")
    return "\n".join((*lines, "</View>", ""))
