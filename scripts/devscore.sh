#!/usr/bin/env bash
# Scores the working tree on the development data beside the repository (not part of it):
#   scripts/devscore.sh [labelled|validation|slots|negatives ...]
# Needs an environment in .venv with the project installed (pip install -e .). The scorers run in a bare
# isolated Python: they agree on more party names where pycountry can be imported, so that their figures
# would depend on what happens to be installed.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
data="$top/../shared/dev"
tools="$top/../shared/tools"
dealfacts="$top/.venv/bin/dealfacts"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- labelled slots negatives
for set in "$@"; do
  printf '\n== %s\n' "$set"
  out="$work/$set"
  case "$set" in
    labelled | validation)
      mkdir "$work/$set-in"
      cp "$data/$set"/*.txt "$work/$set-in/"
      "$dealfacts" run "$work/$set-in" --out "$out"
      python3 -IS "$tools/score.py" "$data/$set" "$out/deals.jsonl"
      ;;
    slots)
      "$dealfacts" run "$data/news-slots.jsonl" --out "$out"
      python3 -IS "$tools/slots.py" "$data/news-slots.jsonl" "$out/deals.jsonl"
      ;;
    negatives)
      "$dealfacts" run "$data/negatives.jsonl" --out "$out"
      python3 -IS -c 'import json,sys
records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
clean = sum(not record["deals"] for record in records)
print(f"without a deal {clean}/{len(records)} = {clean / len(records):.3f}")' "$out/deals.jsonl"
      ;;
  esac
done
