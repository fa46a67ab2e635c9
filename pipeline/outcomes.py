"""One article to its outcome: read, extracted, and put into bytes.

An outcome is plain data, cheap to hand between processes, and can be kept under a key that tells
all that it hangs on.
"""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from pipeline.article import Article, ArticleError
from pipeline.containers import Document, Row
from pipeline.documents import Options
from pipeline.records import ArticleRecord, from_json, to_json
from pipeline.sources import Content, Failure, Task, id_of, load, printable, read, source_of

Extractor = Callable[[Article], ArticleRecord]
Result = ArticleRecord | Failure


class Outcome(NamedTuple):
    """What came of an article.

    ``payload`` is the record as JSON, an object; or of a failure a list: what follows the file's
    name, the place (``null``: that of the task) and the reason. ``key`` is empty where the outcome
    must not be kept, because it may be another one next time. ``known``: it was kept before.
    """

    key: bytes
    payload: bytes
    failure: Failure | None = None
    known: bool = False

    @property
    def result(self) -> Result:
        """The record or the failure."""
        return self.failure or from_json(self.payload)


class _Kept(msgspec.Struct, array_like=True):
    """A failure as it is kept: without what the task tells."""

    mark: str
    place: str | None
    reason: str


_KEPT = msgspec.json.Decoder(_Kept)


def process(task: Task, extract: Extractor, options: Options | None = None) -> Result:
    """Read and extract one article; whatever goes wrong with it comes back as a ``Failure``."""
    return attempt(task, extract, options).result


def attempt(
    task: Task, extract: Extractor, options: Options | None = None, identity: bytes = b""
) -> Outcome:
    """The outcome of one article, with a key where there is an ``identity`` to make it from."""
    key = b""
    try:
        content = load(task)
        key = key_of(task, content, options, identity)
        article = read(task, options, content)
    except ArticleError as error:
        _, mark, sidecar = error.source.partition(" (sidecar")
        return _wrong(task, key, _Kept(mark + sidecar, error.place, error.reason))
    except OSError as error:
        return lost(task, error.strerror or str(error))
    except Exception as error:  # a fault in a library for some format
        return _crash(task, key, error)
    try:
        return Outcome(key, to_json(extract(article)))
    except Exception as error:  # a fault in one article must not cost the others
        return _crash(task, key, error)


def kept(task: Task, key: bytes, payload: bytes) -> Outcome:
    """The outcome that was kept under the key of this task."""
    if payload.startswith(b"["):
        failure = _failure(task, _KEPT.decode(payload))
        return Outcome(key, payload, failure, known=True)
    return Outcome(key, payload, known=True)


def lost(task: Task, reason: str) -> Outcome:
    """A failure that comes of the moment (time, memory, a file that is gone): not to be kept."""
    return Outcome(b"", b"", Failure(str(task.path), task.place, reason))


def _crash(task: Task, key: bytes, error: Exception) -> Outcome:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"in {Path(frame.filename).name}:{frame.lineno}"
    reason = f"{type(error).__name__}: {error} ({place})"
    if isinstance(error, MemoryError | RecursionError):
        return lost(task, reason)
    return _wrong(task, key, _Kept("", None, reason))


def _wrong(task: Task, key: bytes, found: _Kept) -> Outcome:
    found = _Kept(printable(found.mark), found.place, printable(found.reason))
    return Outcome(key, msgspec.json.encode(found), _failure(task, found))


def _failure(task: Task, found: _Kept) -> Failure:
    place = task.place
    if found.place is not None:
        place = f"{place}, {found.place}" if task.member is not None else found.place
    return Failure(str(task.path) + found.mark, place, found.reason)


# --- keys ----------------------------------------------------------------------------------------


def key_of(task: Task, content: Content | None, options: Options | None, identity: bytes) -> bytes:
    """What tells an article's outcome from all others: 16 bytes of a hash over ``identity``, the
    article's id and file, its bytes or fields, and what stands beside it; empty without identity.
    """
    if not identity:
        return b""
    digest = hashlib.blake2b(identity, digest_size=16)
    try:
        for part in _parts(task, content, options):
            digest.update(len(part).to_bytes(8, "big") + part)
    except RecursionError:  # fields nested as deep as can just be read
        return b""
    return digest.digest()


def _parts(task: Task, content: Content | None, options: Options | None) -> Iterator[bytes]:
    yield id_of(task, options).encode("utf-8", "surrogatepass")
    yield source_of(task).encode("utf-8", "surrogatepass")
    member = task.member
    if isinstance(member, Row):
        yield json.dumps(member.fields).encode()
    elif isinstance(member, Document):
        yield member.suffix.encode()
        yield json.dumps(member.known and dict(member.known)).encode()
        yield member.data
    elif content is not None:
        yield content.data
        if content.sidecar is not None:
            yield content.sidecar.name.encode("utf-8", "surrogateescape")
            yield content.sidecar.data
