"""An address is text: whatever it holds, for every page and parameter, nothing of it is live markup on screen."""

import itertools
import random
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from components import choosing, filters, plain
from components.registry import PAGES, list_views
from tests.app.reading import collect_texts, open_page

CANARY = "outside.test"
HOSTILE = (
    "![a](http://outside.test/a.png)",
    "![a](//outside.test/a.png)",
    "[Sign in again](//outside.test)",
    "[a]: http://outside.test",
    "<img src=//outside.test/a.png>",
    "<a href='//outside.test'>a</a>",
    "<http://outside.test>",
    "http://outside.test/a",
    "HTTPS://outside.test?a=b",
    "www.outside.test",
    "a@outside.test",
    ":material/home: outside.test",
    ":red[outside.test]",
    "\n\n# outside.test",
    "\n- outside.test",
)
# Parameters of the pages' own choices, beside the filters; the test below keeps the list whole.
CHOICES = (
    *("view", "term", "theme", "strategy", "as_at", "against", "counting", "measure", "severity", "road", "section"),
    *("demand", "year", "worker", "date", "kind", "of", "then", "now", "csp", "themes", "partners", "shade", "step"),
    *("group", "show", "month", "level", "offence", "basis", "tables", "series", "document"),
)
LIVE = re.compile(r"(?i)https?://|www\.|(?<=[-.\w+])@[-\w]+\.|:[-+\w/]+:")


def find_live(markdown: str) -> list[str]:
    """The marks that a Markdown reader finds around or in the hostile words."""
    found = []
    for block in MarkdownIt("commonmark").parse(markdown):
        within = [each.type for each in block.children or () if each.type in ("link_open", "image", "html_inline")]
        found += within + (["address"] if CANARY in block.content and _is_live_text(block.children or ()) else [])
        found += [block.type] if block.type == "html_block" and CANARY in block.content else []
    return found


def _is_live_text(children: Any) -> bool:
    return bool(LIVE.search("".join(each.content for each in children if each.type == "text")))


def test_the_list_of_parameters_is_whole() -> None:
    names: set[str] = set()
    for path in Path(choosing.__file__).parent.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        names |= set(re.findall(r"""choose\(\s*\w+(?:\(\))?,\s*"(\w+)\"""", source))
        names |= set(re.findall(r"""query_params(?:\.get\(|\[)"(\w+)\"""", source))
    assert names <= {*CHOICES, *filters.PARAMETERS}


def test_no_address_of_thousands_is_live(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page, parameter and hostile text, with cuts and doublings, through the functions that read addresses."""
    said: list[str] = []
    chance = random.Random(14)
    monkeypatch.setattr(plain, "st", SimpleNamespace(warning=said.append, info=said.append))
    monkeypatch.setattr(choosing, "_draw", lambda label, key, named, *, is_row: next(iter(named)))
    choices: Any = SimpleNamespace(of=lambda name: {"": "all"}, default_of=lambda name: "")
    count = 0
    for entry, name in itertools.product(PAGES, (*filters.PARAMETERS, *CHOICES)):
        for text in HOSTILE[:12]:
            asked = text if count % 3 else "".join(chance.choices((*text, *HOSTILE[count % 15]), k=60)) + text[:20]
            state = SimpleNamespace(query_params={name: asked}, session_state={})
            monkeypatch.setattr(filters, "st", state)
            monkeypatch.setattr(choosing, "st", state)
            count += 1
            before = len(said)
            if name in filters.PARAMETERS:
                for note in filters.read_address(choices, page=entry.path):
                    plain.draw_warning(note)
            else:
                request: Any = SimpleNamespace(entry=entry)
                choosing.choose(request, name, {"usual": "Usual"}, label="A choice")
            assert len(said) == before + 1, (name, asked)
    assert count >= 3_500
    assert [each for each in said if find_live(each)] == []
    assert {type(each) for each in said} == {str}


@pytest.mark.parametrize(
    ("entry", "view"), [(entry, view) for entry in PAGES for view in list_views(entry)], ids=lambda each: str(each)[:40]
)
def test_a_page_shows_a_hostile_address_as_text(entry: Any, view: str, duckdb_app: Any) -> None:
    number = len(view) + len(entry.topic)
    asked = {
        "from_" if name == "from" else name: HOSTILE[(number + place) % len(HOSTILE)]
        for place, name in enumerate((*filters.PARAMETERS, *CHOICES))
        if name != "view"
    }
    at = open_page(entry.topic, **asked, **({"view": view} if entry.views else {}))
    assert [one.value for one in at.exception] == []
    shown = [text for text in collect_texts(at) if CANARY in text]
    assert shown, "the page says which value it could not use"
    assert [text for text in shown if find_live(text)] == []
