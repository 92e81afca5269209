"""The shared filters: widgets in the sidebar, bound to the address so that a link reopens the view.

The address holds codes (?area=E07000220&from=2018-10), which outlive a change of names. A widget
bound by Streamlit itself would put the label there, so the binding is ours: an address that differs
from the one last written (a link, the back button) wins over the widgets; the menu, which clears the
address, does not.
"""

import streamlit as st

from components.choices import Choices
from components.plain import draw_caption, escape_markdown
from components.request import PageEntry
from data_access.errors import BadFilterError
from data_access.filters import Filters

PARAMETERS = ("area", "threat", "from", "to", "edition", "source")
_WRITTEN = "parameters last written"
_PAGE = "page last run"


def read_address(choices: Choices, *, page: str) -> list[str]:
    """Take over what the address asks for; returns a sentence for each value that can't be used."""
    asked = {name: value for name, value in st.query_params.items() if name in PARAMETERS}
    written = st.session_state.get(_WRITTEN)
    is_other_page = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page
    if asked == written or (not asked and is_other_page and written is not None):
        return []
    notes = []
    for name in PARAMETERS:
        value = asked.get(name, choices.default_of(name))
        if value not in choices.of(name):
            notes.append(
                f"The link asks for {name} '{value[:40]}', which is not held: the usual view is shown instead."
            )
            value = choices.default_of(name)
        st.session_state[f"filter_{name}"] = value
    return notes


def write_address(filters: Filters, choices: Choices) -> None:
    """Put the filters into the address, where they differ from what stands there."""
    wanted = filters.to_params(default=choices.default)
    st.session_state[_WRITTEN] = wanted
    others = {name: value for name, value in st.query_params.items() if name not in PARAMETERS}
    if dict(st.query_params) != {**others, **wanted}:
        st.query_params.from_dict({**others, **wanted})


def draw_filters(choices: Choices, *, entry: PageEntry) -> tuple[Filters, list[str]]:
    """Draw the filters and return what is chosen, with a sentence for what can't be used together."""
    for name in PARAMETERS:
        st.session_state.setdefault(f"filter_{name}", choices.default_of(name))
        if st.session_state[f"filter_{name}"] not in choices.of(name):
            st.session_state[f"filter_{name}"] = choices.default_of(name)
    st.markdown("## Filters")
    area = _draw_choice("Area", "area", choices, reason=entry.find_reason("area"))
    threat = _draw_choice("Threat", "threat", choices, reason=entry.find_reason("threat"))
    reason = entry.find_reason("period")
    first = _draw_choice("From month", "from", choices, reason=reason, is_explained=False)
    last = _draw_choice("To month", "to", choices, reason=reason)
    edition = _draw_choice("Edition of the assessment", "edition", choices, reason=entry.find_reason("edition"))
    series = ""
    if choices.series:
        series = _draw_choice("Series of recorded crime", "source", choices, reason=entry.find_reason("source"))
    st.button("Clear all filters", on_click=clear_filters, args=(choices,), width="stretch")
    try:
        return Filters(area, threat, first, last, edition, series), []
    except BadFilterError:
        note = f"The period starts after it ends ({first} to {last}): all months held are shown instead."
        return Filters(area, threat, "", "", edition, series), [note]


def _draw_choice(label: str, name: str, choices: Choices, *, reason: str, is_explained: bool = True) -> str:
    named = choices.of(name)
    chosen: str = st.selectbox(
        label,
        list(named),
        format_func=lambda code: named.get(code, code),
        key=f"filter_{name}",
        disabled=bool(reason),
    )
    if reason and is_explained:
        draw_caption(f"Does not apply: {reason}.")
    return chosen


def clear_filters(choices: Choices) -> None:
    """Set every filter back to its default."""
    for name in PARAMETERS:
        st.session_state[f"filter_{name}"] = choices.default_of(name)


def clear_filter(name: str, choices: Choices) -> None:
    """Set one filter back to its default."""
    st.session_state[f"filter_{name}"] = choices.default_of(name)


def draw_chips(filters: Filters, choices: Choices, *, entry: PageEntry) -> None:
    """Each filter in force as a chip that removes it."""
    used = filters.to_params(default=choices.default)
    period = {"from": "From", "to": "To"}
    shown = {
        name: f"{period[name]} {choices.of(name)[value]}" if name in period else choices.of(name)[value]
        for name, value in used.items()
        if ("period" if name in period else name) in entry.filters
    }
    if not shown:
        return
    with st.container(horizontal=True, key="chips"):
        for name, label in shown.items():
            st.button(
                escape_markdown(f"{label} ✕"),
                key=f"chip_{name}",
                on_click=clear_filter,
                args=(name, choices),
                help="Remove this filter",
            )
