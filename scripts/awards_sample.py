"""Draws a fixed-seed sample of award announcements and prints what is extracted, to check by hand.

``scripts/awards_sample.py FILE.jsonl [--count 100] [--seed 20150601] [--ids ID,ID] [--brief]``: the
file holds one announcement a line with ``id``, ``text`` and ``date``. Run from the repository root.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline import extract
from pipeline.records import Deal

_HELP = (__doc__ or "").partition("\n")[0]


def main() -> None:
    """Print the sample that the command line asks for."""
    parser = argparse.ArgumentParser(description=_HELP)
    parser.add_argument("file", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20150601)
    parser.add_argument("--ids", help="these announcements instead of a sample")
    parser.add_argument("--brief", action="store_true", help="without the paragraphs")
    options = parser.parse_args()
    lines = options.file.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    if options.ids:
        wanted = set(options.ids.split(","))
        sample = [row for row in rows if row["id"] in wanted]
    else:
        sample = random.Random(options.seed).sample(rows, min(options.count, len(rows)))
    for row in sample:
        print(f"=== {row['id']}")
        if not options.brief:
            print(row["text"])
        for deal in extract(row["text"], published=row.get("date")).deals:
            print("  --", *told(deal), sep="\n     ")


def told(deal: Deal) -> list[str]:
    """The fields of a deal, one line a kind of fact."""
    parties = [f"{p.role}: {p.name} [{p.country}]" for p in deal.parties]
    items = [f"{i.quantity or ''} {i.name} ({i.category})".strip() for i in deal.items]
    values = [f"{v.kind} {v.amount:,.0f} {v.currency} {v.qualifier}" for v in deal.values]
    dates = [f"{d.kind} {d.date}" for d in deal.dates]
    duties = [f"{o.kind}/{o.modality}: {o.text}" for o in deal.obligations]
    head = f"{deal.kind} {deal.status} {' '.join(deal.identifiers)}"
    return [head, *parties, *(" | ".join(facts) for facts in (items, values, dates)), *duties]


if __name__ == "__main__":
    main()
