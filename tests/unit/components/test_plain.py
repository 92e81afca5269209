"""Text is shown as text: no markup of an address, a file or the store is live, and all of the source keeps to it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from components.plain import escape_markdown

ROOT = Path(__file__).resolve().parents[3]
JOINER = "\u2060"
# What Streamlit's renderer makes of plain text after Markdown is read: links, mail, pictures for names, colours.
LIVE = re.compile(r"(?i)https?://|www\.|(?<=[-.\w+])@[-\w]+\.|:[-+\w/]+:")
HOSTILE = (
    "![a](http://outside.test/a.png)",
    "[Sign in again](//outside.test)",
    "<img src=x onerror=alert(1)>",
    "<http://outside.test>",
    "http://outside.test/a",
    "HTTPS://outside.test",
    "www.outside.test",
    "a@outside.test",
    ":smile: :material/home: :streamlit:",
    ":red[x] :red-background[y] :::note",
    "$x^2$ `code` **bold** __bold__ ~~gone~~ | a | b |",
    "# heading",
    "- item",
    "1. item",
    "2) item",
    "---",
    "words\n=====",
    "> quote",
    "    code",
    "line\n\n# next\n- item",
    "[x]: http://outside.test",
    "&lt;b&gt; &#91;x&#93;(//outside.test)",
    "\\[x](//outside.test)",
    "[^1]",
)
MARKS = st.text(alphabet="![]()<>:/@.#*_`~$|\\&;-+=1w htps\n\t") | st.text()


def read_marks(text: str) -> tuple[list[str], str]:
    """What a CommonMark parser with tables finds besides words, and the words."""
    words, kinds = "", []
    for block in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if block.type not in ("paragraph_open", "paragraph_close", "inline"):
            kinds.append(block.type)
        for each in block.children or ():
            kinds += [] if each.type == "text" else [each.type]
            words += each.content
    return kinds, words


@given(MARKS | st.sampled_from(HOSTILE) | st.tuples(st.sampled_from(HOSTILE), MARKS).map("".join))
@settings(max_examples=3_500)
@example("").via("nothing")
def test_no_text_is_markup_and_every_letter_stays(text: str) -> None:
    kinds, words = read_marks(escape_markdown(text))
    assert kinds == []
    assert not LIVE.search(words)
    seen = "".join(sign if sign.isprintable() else " " for sign in text).split()
    assert words.replace(JOINER, "").split() == seen


@pytest.mark.parametrize("text", HOSTILE)
def test_it_is_live_without_the_helper(text: str) -> None:
    kinds, words = read_marks(text)
    directives = re.search(r":[a-z-]+\[|\$.*\$|\[\^", text)
    assert kinds or LIVE.search(words) or directives or words != text


@pytest.mark.parametrize(
    "text", ["Rugby (policing area)", "run 'python -m data_access init'", "As at 2018-10: 5,306 (+3.1%)", "-5% to +5%"]
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert escape_markdown(text) == text


# Every call that puts words on screen: the argument is fixed text, or is escaped, or is listed here with its reason.
DRAWN = frozenset(
    [
        "markdown",
        "caption",
        "info",
        "warning",
        "error",
        "success",
        "html",
        "title",
        "header",
        "subheader",
        "metric",
        "expander",
        "toast",
        "button",
        "write",
        "badge",
        "download_button",
        "link_button",
        "page_link",
        "segmented_control",
        "pills",
        "radio",
        "checkbox",
        "toggle",
        "selectbox",
        "multiselect",
        "tabs",
        "popover",
        "text_input",
        "status",
        "spinner",
    ]
)
REVIEWED = {
    ("components/shell.py", "f'<style>{STYLE}</style><script>{NARROW}</script>'"): "files of the release",
    ("components/choosing.py", "label"): "fixed words of the views",
    ("components/filters.py", "label"): "fixed words of the filters",
    (
        "components/messages.py",
        "f'<details class=\"as-at\"><summary>{summary}</summary>{dates}</details>'",
    ): "escaped above",
    ("components/messages.py", "f'<p class=\"as-at\">{dates}</p>'"): "escaped above",
    ("components/plain.py", "f'**Address:** <{address}>'"): "matched against the form of a web address",
    (
        "components/tables.py",
        "write_table(shown, columns, caption=caption, hidden=find_hidden(frame, columns))",
    ): "escapes",
    ("components/views/casualties/sections.py", "write_key"): "escapes",
    ("components/views/priorities/map.py", "write_key"): "escapes",
    ("components/views/priorities/matrix.py", "write_matrix"): "escapes",
    ("components/views/overview/threats.py", "write_threats"): "escapes",
    ("components/views/threats/morile.py", "write_scores_matrix"): "escapes",
    ("components/views/sources/coverage.py", "write_sections"): "escapes",
    ("components/views/overview/signals.py", "'\\n\\n'.join((_write(signal) for signal in signals))"): "_write escapes",
    ("components/views/threats/picture.py", "'\\n'.join(lines)"): "each line is escaped",
    (
        "components/views/threats/series.py",
        "f'[More on the page {PAGE_WORDS[series.page]}]({address})'",
    ): "encoded query",
}


def list_drawn() -> Iterator[tuple[str, str, ast.expr]]:
    """Each argument that a call draws: file, kind of call, expression."""
    for folder in ("components", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                is_drawn = (
                    isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in DRAWN
                )
                if not is_drawn or ast.unparse(call.func.value) in ("LOG", "alt"):
                    continue
                helps = [each.value for each in call.keywords if each.arg in ("help", "label", "body")]
                for argument in (*call.args[:1], *helps):
                    yield path.relative_to(ROOT).as_posix(), call.func.attr, argument


def is_safe(expression: ast.expr, *, escapes: str) -> bool:
    """Whether an expression is fixed text, a formatted number, or escaped as its place asks."""
    match expression:
        case ast.Constant():
            return True
        case ast.JoinedStr(values=values):
            return all(is_safe(each, escapes=escapes) for each in values)
        case ast.FormattedValue(value=value, format_spec=form):
            return (form is not None and ast.unparse(form) in ("f','", "f',.0f'")) or is_safe(value, escapes=escapes)
        case ast.IfExp(body=body, orelse=other):
            return is_safe(body, escapes=escapes) and is_safe(other, escapes=escapes)
        case ast.Call(func=ast.Name(id="len")):
            return True
        case ast.Call(func=ast.Name(id="link_terms"), args=[inner]):
            return escapes == "escape_markdown" and is_safe(inner, escapes=escapes)
        case ast.Call(func=ast.Name(id=name)):
            return name == escapes
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=[ast.GeneratorExp(elt=inner)]):
            return is_safe(inner, escapes=escapes)
        case ast.BinOp(left=left, op=ast.Mult()):
            return is_safe(left, escapes=escapes)
    return False


def find_unescaped() -> list[tuple[str, str]]:
    """Where words reach the screen that are neither fixed, escaped nor reviewed."""
    found = []
    for path, kind, expression in list_drawn():
        if is_safe(expression, escapes="escape" if kind == "html" else "escape_markdown"):
            continue
        words = ast.unparse(expression)
        called = ast.unparse(expression.func) if isinstance(expression, ast.Call) else ""
        if (path, words) not in REVIEWED and (path, called) not in REVIEWED:
            found.append((path, words))
    return found


def test_no_words_reach_the_screen_past_the_helper() -> None:
    assert find_unescaped() == []


def test_every_reviewed_exception_is_still_there() -> None:
    drawn = set()
    for path, _, expression in list_drawn():
        drawn.add((path, ast.unparse(expression)))
        if isinstance(expression, ast.Call):
            drawn.add((path, ast.unparse(expression.func)))
    assert [each for each in REVIEWED if each not in drawn] == []
