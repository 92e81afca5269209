"""Choices of the first page: whose priorities, and as at when their yearly figures stand."""

from components import cache
from components.choosing import choose
from components.request import Request
from data_access.filters import Filters


def choose_strategy(request: Request) -> tuple[str, str]:
    """Whose priorities are listed: the edition's, or those recommended for a year without an edition; code and words.

    Empty codes where no strategy is held.
    """
    texts = cache.look_up("threats.texts", request.default)
    held = list(dict.fromkeys(texts.loc[texts["kind"] == "aim", "edition"]))
    editions = set(cache.look_up("editions.list")["edition"])
    own = request.filters.edition
    named = {own: f"edition {own}"} if own in held else {}
    named |= {code: f"recommended {code}" for code in sorted(held) if code not in editions}
    chosen = choose(request, "strategy", named, label="Control strategy")
    return chosen, named.get(chosen, "")


def choose_as_at(request: Request) -> str:
    """Whether yearly tables show the edition's year or the latest; a chosen period settles it and nothing is asked."""
    if request.filters.from_month or request.filters.to_month or not request.filters.edition:
        return "edition"
    named = {"edition": f"of edition {request.filters.edition}", "latest": "latest held"}
    return choose(request, "as_at", named, label="Yearly figures")


def find_default(request: Request) -> Filters:
    """The filters that a link of this page leaves out: the usual view, with the usual edition."""
    editions = cache.look_up("editions.list")["edition"]
    return request.default.but(edition=str(editions.max()) if len(editions) else "")
