"""Text shown as text: whatever comes from an address, a file or the store is drawn by these, never read as markup.

Streamlit reads Markdown in nearly every place that takes words. An address could so place a link under our name or
fetch a picture from elsewhere. A test scans the source for words that reach the screen past these functions.
"""

import re
from functools import lru_cache

import streamlit as st

# A joiner is not seen and has no width. Streamlit makes links of addresses, and pictures of names between colons,
# after it has taken away the backslashes, so only a sign in between keeps them text.
_JOINER = "\u2060"
_ADDRESS = re.compile(r"(?i)https?(?=://)|www(?=\.)|@(?=[-\w])|:(?=[-+/\w]+:)")
_WEB_ADDRESS = re.compile(r"https://[\w.-]+(/[\w.,~%/?=&+-]*)?", flags=re.ASCII)
_SIGNS = re.compile(r"[\\`*{}\[\]<>#$|~^]|&(?=#?\w+;)|:(?=[A-Za-z])|(?<![^\W_])_|_(?![^\W_])")
_OPENS_LIST = re.compile(r"^(?:([-+=])(?=[-+=\s]|$)|(\d+)([.)])(?=\s|$))")


@lru_cache(maxsize=4_000)
def escape_markdown(text: str) -> str:
    """Text as it stands, in one line, with no character read as markup and no address made a link."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    joined = _ADDRESS.sub(lambda found: found.group() + _JOINER, line)
    escaped = _SIGNS.sub(lambda found: "\\" + found.group(), joined)
    return _OPENS_LIST.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped)


def draw_heading(text: str, *, level: int = 2) -> None:
    """A heading within a page."""
    st.markdown(f"{'#' * level} {escape_markdown(text)}")


def draw_text(text: str, *, label: str = "") -> None:
    """A paragraph, after a label in bold where one is given."""
    st.markdown(f"**{escape_markdown(label)}** {escape_markdown(text)}" if label else escape_markdown(text))


def draw_address(address: str) -> None:
    """Where a source is published, as a link: none but a plain web address becomes one, with all of it in sight."""
    if _WEB_ADDRESS.fullmatch(address or ""):
        st.markdown(f"**Address:** <{address}>")
    elif address:
        draw_text(address, label="Address:")


def draw_caption(text: str) -> None:
    """A line in small letters."""
    st.caption(escape_markdown(text))


def draw_info(text: str) -> None:
    """A notice of what is not there."""
    st.info(escape_markdown(text))


def draw_warning(text: str) -> None:
    """A notice of what could not be used."""
    st.warning(escape_markdown(text))


def draw_error(text: str) -> None:
    """A notice of what went wrong."""
    st.error(escape_markdown(text))
