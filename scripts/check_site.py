"""Check that a built documentation site loads nothing from elsewhere.

python scripts/check_site.py SITE
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

# Tags that make a browser fetch what they name; an <a> only leads there when it is followed.
_LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
    "link": "href",
}
_QUIET_LINKS = {"canonical", "next", "prev", "alternate", "edit"}
_ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_CSS_LOADS = re.compile(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)\"';\s]*", re.IGNORECASE)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag loads from elsewhere."""
        given = dict(attrs)
        if tag == "link" and set((given.get("rel") or "").split()) & _QUIET_LINKS:
            return
        address = given.get(_LOADS.get(tag, "")) or ""
        if _ELSEWHERE.match(address):
            self.found.append(f"<{tag}> {address}")


def foreign(site: Path) -> list[str]:
    """What pages and style sheets of a site load from elsewhere, a line each."""
    problems = []
    pages = sorted(site.rglob("*.html"))
    if not pages:
        return [f"{site}: no page"]
    for path in pages:
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        problems += [f"{path}: {each}" for each in page.found]
    for path in sorted(site.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        problems += [f"{path}: {each}" for each in _CSS_LOADS.findall(text)]
    return problems


if __name__ == "__main__":
    told = foreign(Path(sys.argv[1]))
    print("\n".join(told) or "the site loads nothing from elsewhere")
    sys.exit(bool(told))
