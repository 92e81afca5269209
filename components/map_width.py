"""How wide the map's column is, told by the browser, so that a map fits a phone and fills a desktop."""

import streamlit as st

# Width and height of the map in pixels for which its first view is made: phone, tablet, desktop.
SIZES = {"narrow": (330, 420), "middle": (430, 500), "wide": (600, 520)}
USUAL = "wide"
KEY = "map_width"

_SCRIPT = """
export default function(component) {
  const { data, parentElement, setStateValue } = component;
  const column = parentElement.closest('[data-testid="stColumn"]') || document.body;
  const width = column.getBoundingClientRect().width;
  const name = width < 420 ? "narrow" : width < 560 ? "middle" : "wide";
  if (width > 0 && name !== data.held) setStateValue("name", name);
}
"""

_measure = st.components.v2.component("threat_picture_width", js=_SCRIPT, isolate_styles=False)


def find_size() -> tuple[int, int]:
    """The size to fit a map to in this column; the browser corrects it once where it is another."""
    held = st.session_state.get(KEY, {}).get("name") or USUAL
    result = _measure(key=KEY, data={"held": held}, default={"name": held}, on_name_change=lambda: None)
    return SIZES.get(str(result.name or held), SIZES[USUAL])
