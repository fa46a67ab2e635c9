"""Repair of an article's characters: line ends, spaces, mojibake, entities, stray tags.

The words stay as they are (Unicode NFC, never NFKC: ``m²`` and ``№`` keep their sign).
"""

from __future__ import annotations

import html
import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\f\v\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]+")
_SPACES = re.compile(r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Unseen, or a mark that is no part of the name before it: soft hyphens, joiners, ® and ™.
_INVISIBLE = re.compile(
    r"[\xad\xae\u2122\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)
# ``6×6 carriers``, ``7.62×39 mm``: the sign parts the word, the letter does not.
_TIMES = re.compile(r"(?<=\d) ?× ?(?=\d)")
_C1 = re.compile(r"[\x80-\x9f]")
# What cp1252 makes of the bytes 0x80-0xBF: the continuation bytes of a UTF-8 sequence.
_TAIL = "".join(
    sorted({bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xC0)})
) + "".join(map(chr, range(0x80, 0xA0)))
_TAIL_CLASS = f"[{re.escape(_TAIL)}]"
# Only lead characters that hardly ever stand before such a sign in honest text. The capitals
# with diaeresis or ring do stand before quotation marks, so quotes are left out after them.
_MOJIBAKE = re.compile(
    f"[ÂÃ]{_TAIL_CLASS}|[ÄÅ](?![“”‘’»«›‹\"'…–—\xa0]){_TAIL_CLASS}"
    f"|[âï]{_TAIL_CLASS}{{2}}|ð{_TAIL_CLASS}{{3}}|â€(?!{_TAIL_CLASS})"
)
# ``&amp;amp;lt;`` and ``&#38;lt;`` are escaped more than once: the ampersands fold into one.
_AMPERSANDS = re.compile(r"&(?:(?:amp|#0{0,3}38|#[xX]0{0,2}26);)+")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,9}|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});")
# Old wire feeds lost the ampersand of an entity: ``Britain #39;s``, `` quot;`` and `` #36;50``.
_APOSTROPHE = re.compile(r" ?(?<!&)#39;(?=(?:s|t|d|m|re|ve|ll)?(?![A-Za-z]))")
_HALF_ENTITY = re.compile(
    r"(?<![&\w])(?:#(?:3[3-9]|4[0-7]|1[67][0-9]|2[0-5][0-9]|8[0-9]{3})|quot);"
)
# Feeds that know no rupee sign write ``a ?6,800 crore contract``; only India counts in crores.
_LOST_RUPEE = re.compile(
    r"(?<![^\s(\[\"'“‘/–—-])\?(?= ?\d[\d,.]{0,15}[ -]?(?:crores?|lakhs?|cr)\b)", re.IGNORECASE
)
_BLOCK_TAG = re.compile(
    r"<(?:/?(?:p|br|div|li|ul|ol|tr|table|tbody|thead|h[1-6]|blockquote|section|article|hr)"
    r"(?![A-Za-z0-9])[^<>]{0,400}|!--[^<>]{0,400}--)>",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(
    r"<(?:/?(?:a|b|i|u|em|strong|span|font|sup|sub|small|big|img|td|th|code|abbr|cite|q|s"
    r"|center|figure|figcaption|picture|source|iframe|script|style|label|button|time|mark|ins|del)"
    r"(?![A-Za-z0-9])[^<>]{0,400})>",
    re.IGNORECASE,
)
_ROUNDS = 4
_PLAIN_BYTES = bytes(range(0x20, 0x7F)) + b"\t\n"
_EVERY_CHAR = [*map(chr, range(0x3001)), "\ufeff"]  # as far as the classes above reach
_LINE_END_CHARS = frozenset(filter(_LINE_ENDS.match, _EVERY_CHAR))
_CONTROL_CHARS = frozenset(filter(_CONTROLS.match, _EVERY_CHAR))
_C1_CHARS = frozenset(filter(_C1.match, _EVERY_CHAR))
_UNSEEN = frozenset(
    filter(re.compile(f"{_SPACES.pattern}|{_INVISIBLE.pattern}").match, _EVERY_CHAR)
)
_MOJIBAKE_LEADS = frozenset("ÂÃÄÅâïð")


def _byte_of(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


def _undo_mojibake(match: re.Match[str]) -> str:
    found = match.group()
    if found == "â€":  # the last byte of a closing quotation mark is lost most often
        return "”"
    try:
        return b"".join(map(_byte_of, found)).decode("utf-8")
    except UnicodeError:
        return found


def _from_c1(match: re.Match[str]) -> str:
    return match.group().encode("latin-1").decode("cp1252", "ignore")


def _unescape(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] != "&":
        found = "&" + found
    char = html.unescape(found)
    # A letter, digit or ``;`` written as a number would only build another entity.
    return found if char.isascii() and (char.isalnum() or char in "#;") else char


def _repair_markup(text: str) -> str:
    if "&" in text:
        text = _AMPERSANDS.sub("&", text)
        text = _ENTITY.sub(_unescape, text)
    if ";" in text:
        text = _APOSTROPHE.sub("'", text)
        text = _HALF_ENTITY.sub(_unescape, text)
    if "<" in text:
        text = _BLOCK_TAG.sub("\n", text)
        text = _INLINE_TAG.sub("", text)
    return text


def _odd(text: str) -> set[str]:
    """The characters of ``text`` beyond printable ASCII, tab and newline."""
    return set(text.encode("utf-8", "replace").translate(None, _PLAIN_BYTES).decode("utf-8"))


def repair(raw: str) -> str:
    """``raw`` with its characters set right; lines end in ``\\n``. Never raises."""
    text = raw
    for _ in range(_ROUNDS):  # a repair may lay the next fault bare; mostly there is none
        before = text
        text = _repair_once(text)
        if text == before:
            break
    return text


def _repair_once(text: str) -> str:
    odd = _odd(text)
    if odd & _LINE_END_CHARS:
        text = _LINE_ENDS.sub("\n", text)
    if odd & _CONTROL_CHARS:
        text = _CONTROLS.sub("", text)
    if "&" in text or "<" in text or "#" in text or "quot;" in text:
        repaired = _repair_markup(text)
        if repaired != text:
            text = repaired
            odd = _odd(text)
    if "?" in text:
        text = _LOST_RUPEE.sub("₹", text)
    return _repair_odd(text, odd) if odd else text


def _repair_odd(text: str, odd: set[str]) -> str:
    if odd & _MOJIBAKE_LEADS:
        text = _MOJIBAKE.sub(_undo_mojibake, text)
        odd = _odd(text)
    if odd & _C1_CHARS:
        text = _LINE_ENDS.sub("\n", _C1.sub(_from_c1, text))
    if "×" in odd:
        text = _TIMES.sub("x", text)
    if odd & _UNSEEN:
        text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text
