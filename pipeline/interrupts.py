"""Ctrl-C and ``SIGTERM`` as an exception that comes only where the program can stop.

A signal that arrives while results are waited for stops the wait at once. One that arrives while
something is written is held back until it is written, so that no file and no entry is cut in two.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class Stopped(KeyboardInterrupt):
    """The run was asked to stop; ``signum`` is the signal that asked."""

    def __init__(self, signum: int) -> None:
        """``signum``: the number of the signal."""
        super().__init__(signum)
        self.signum = signum

    @property
    def exit_code(self) -> int:
        """What a shell expects of a program that a signal ended."""
        return 128 + self.signum


class Stop:
    """Takes the signals over while it is entered (in the main thread), and gives them back after.

    They raise ``Stopped`` at once, except within ``held``: there they wait until ``released`` or
    the end of the block. Once a stop is under way further signals change nothing.
    """

    _signals = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self.signum: int | None = None
        self._held = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Stop:
        """Take the signals over; other threads than the main one cannot."""
        if threading.current_thread() is not threading.main_thread():
            return self
        self._before = {each: signal.signal(each, self._take) for each in self._signals}
        return self

    def __exit__(self, *_: object) -> None:
        """Give them back."""
        for each, handler in self._before.items():
            signal.signal(each, handler)

    def _take(self, signum: int, frame: FrameType | None) -> None:
        if self.signum is None:
            self.signum = signum
            if not self._held:
                raise Stopped(signum)

    @contextmanager
    def held(self) -> Iterator[None]:
        """A block that signals do not cut."""
        before, self._held = self._held, True
        try:
            yield
        finally:
            self._held = before

    @contextmanager
    def released(self) -> Iterator[None]:
        """A block within ``held`` that they may cut.

        One held back is raised here, as is one that was raised where Python ignores exceptions.
        """
        before, self._held = self._held, False
        try:
            if self.signum is not None:
                raise Stopped(self.signum)
            yield
        finally:
            self._held = before
