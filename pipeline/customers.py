"""Customers whom a clause only mentions: ``an order from an unnamed customer in Asia``."""

from __future__ import annotations

from pipeline.elements import Elem

_TO_CUSTOMER = frozenset({"with", "from", "for", "to", "by"})
_SOME = frozenset({"a", "an", "one", "another", "its", "our", "their"})
_CUSTOMER_REACH = 6  # elements
_BETWEEN = frozenset("word adj party name place punct country".split())


def is_some_customer(elems: list[Elem], i: int) -> bool:
    """Whether the noun at ``i`` is ``an unnamed customer`` behind a preposition.

    In ``an order from an unnamed customer in Asia for radars`` the goods are those of the order.
    """
    if not elems[i].low.endswith(("customer", "buyer")):
        return False
    k = i - 1
    while k > 0 and i - k <= _CUSTOMER_REACH and elems[k].low not in _TO_CUSTOMER:
        if elems[k].kind not in _BETWEEN:
            return False
        k -= 1
    article = elems[k + 1].low if k + 1 < i else ""
    return elems[k].low in _TO_CUSTOMER and (article in _SOME or article.startswith("un"))
