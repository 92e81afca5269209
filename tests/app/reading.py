"""Run the app without a browser and read what it draws, in the order in which it is drawn."""

import functools
import io
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from google.protobuf.message import Message
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
SHELL = ROOT / "components" / "shell.py"
SECONDS = 60

# For each AppTest Streamlit reads what every installed package says of itself, a quarter of a second, to find
# components: packages do not change while tests run.
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


def open_page(topic: str, **params: str) -> AppTest:
    """Open a page by a link with parameters (from_ stands for from), as the first request of a session."""
    at = AppTest.from_file(str(SHELL), default_timeout=SECONDS)
    for name, value in params.items():
        at.query_params[name.rstrip("_")] = value
    if topic != "overview":
        at.switch_page(f"../pages/{topic}.py")
    return at.run()


def go_to(at: AppTest, topic: str) -> AppTest:
    """Follow the menu: Streamlit's menu drops the parameters from the address and keeps the session."""
    at.query_params.clear()
    return at.switch_page(f"../pages/{topic}.py").run()


def list_parts(at: AppTest) -> list[tuple[str, str]]:
    """What the page draws from top to bottom: kind ('title', 'finding', 'chart', 'map', 'table', ...) and its words."""
    return list(_walk(at.main))


def _walk(block: Any) -> Iterator[tuple[str, str]]:
    for child in block.children.values():
        if hasattr(child, "children"):
            key = str(getattr(child.proto, "id", "") or "")
            if "-finding_" in key:
                yield "finding", "\n".join(words for _, words in _walk(child))
            else:
                yield from _walk(child)
        else:
            yield _describe(child)


def _describe(element: Any) -> tuple[str, str]:
    kind = str(element.type)
    if kind == "html":
        body = str(element.proto.body)
        return ("table" if "<table>" in body else "html"), body
    if kind == "markdown":
        words = str(element.value)
        return ("source" if words.startswith("Source: ") else "markdown"), words
    if kind == "vega_lite_chart":
        return "chart", str(element.proto.spec)
    if kind == "deck_gl_json_chart":
        return "map", str(element.proto.json)
    if kind == "dataframe":
        return "table", element.value.to_csv(index=False)
    if kind == "download_button":
        return "download", str(element.proto.label)
    return kind, str(getattr(element, "value", ""))


def find_parts(at: AppTest, kind: str) -> list[str]:
    """The words of each part of a kind."""
    return [words for found, words in list_parts(at) if found == kind]


def read_finding(at: AppTest) -> str:
    """The first finding of the page."""
    return find_parts(at, "finding")[0]


def read_scope(at: AppTest) -> str:
    """The scope in words under the title."""
    (found,) = [body for body in find_parts(at, "html") if 'class="scope"' in body]
    return re.sub(r"<[^>]+>", "", found)


def read_marking(at: AppTest) -> str:
    """The words of the banner; '' without one."""
    found = [body for body in find_parts(at, "html") if 'class="marking"' in body]
    assert len(found) <= 1
    return re.sub(r"<[^>]+>", "", found[0]) if found else ""


def read_chart(at: AppTest, number: int) -> list[pd.DataFrame]:
    """The frames a chart draws."""
    proto = at.get("vega_lite_chart")[number].proto
    frames = [_read_arrow(dataset.data.data) for dataset in proto.datasets]
    spec = json.loads(proto.spec)
    frames.extend(pd.DataFrame(rows) for rows in spec.get("datasets", {}).values())
    return frames


def _read_arrow(data: bytes) -> pd.DataFrame:
    frame: pd.DataFrame = pa.ipc.open_stream(io.BytesIO(data)).read_all().to_pandas()
    return frame


def read_table(at: AppTest, caption: str) -> pd.DataFrame:
    """The cells of the HTML table with this caption, as written."""
    bodies = [body for body in find_parts(at, "table") if f"<caption>{caption}</caption>" in body]
    assert len(bodies) == 1, f"{len(bodies)} tables are called {caption!r}"
    parser = _TableParser()
    parser.feed(bodies[0])
    head, *rows = parser.rows
    return pd.DataFrame(rows, columns=head)


class _TableParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_cell = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._is_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.rows[-1][-1] += data


def collect_texts(at: AppTest) -> list[str]:
    """Every string that leaves for the browser: words, options, chart specs and the values of every frame."""
    found: list[str] = []
    for root in (at.main, at.sidebar):
        for element in _list_leaves(root):
            found.extend(_read_message(element.proto))
    return found


def _list_leaves(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if getattr(child, "proto", None) is not None:
            yield child
        if hasattr(child, "children"):
            yield from _list_leaves(child)


def _read_message(message: Any) -> Iterator[str]:
    if isinstance(message, str):
        yield message
    elif isinstance(message, bytes):
        yield from _read_bytes(message)
    elif isinstance(message, Message):
        for _, value in message.ListFields():
            yield from _read_message(value)
    elif isinstance(message, Mapping):
        for key in message:
            yield from _read_message(message[key])
    elif hasattr(message, "__iter__"):
        for value in message:
            yield from _read_message(value)


def _read_bytes(data: bytes) -> Iterator[str]:
    try:
        frame = _read_arrow(data)
    except pa.ArrowInvalid:
        return
    yield from map(str, frame.columns)
    for column in frame:
        yield from map(str, frame[column].dropna().unique())
