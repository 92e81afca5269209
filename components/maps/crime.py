"""Maps of recorded crime: areas in three classes, and LSOAs by count or as hot spots."""

from collections.abc import Mapping

import pandas as pd
import pydeck as pdk

from components.maps.ground import NO_DATA, Ground, make_deck, make_label_layer, to_rgb
from components.theme import SEQUENCE
from data_access.measures.lsoa_vintages import GROUP_SIGN

OPACITY = 190
HOT_COLOURS = {"hot in both": "#801650", "hot now only": "#F46A25", "hot then only": "#2073BC"}
Classes = dict[str, list[str]]


def classify_values(values: pd.Series) -> list[tuple[str, float, float, list[str]]]:
    """Three classes of about as many areas each: colour, lowest and highest value, codes; values by area code."""
    held = values.dropna().astype(float)
    if held.empty:
        return []
    lower, upper = held.quantile(1 / 3), held.quantile(2 / 3)
    bounds = [held <= lower, (held > lower) & (held <= upper), held > upper]
    classes = []
    for colour, is_in in zip(SEQUENCE, bounds, strict=True):
        part = held[is_in]
        if len(part):
            classes.append((colour, float(part.min()), float(part.max()), list(map(str, part.index))))
    return classes


def name_value_classes(values: pd.Series, *, unit: str, decimals: int) -> str:
    """The legend in words: each class from light to dark with its span and number of areas, and what has no data."""
    classes = classify_values(values)
    if not classes:
        return "No value is held for these areas."
    said = [
        f"{low:,.{decimals}f} to {high:,.{decimals}f} ({len(codes):,} {'area' if len(codes) == 1 else 'areas'})"
        for _, low, high, codes in classes
    ]
    missing = int(values.isna().sum())
    blank = f" Outlined only: no value ({missing:,})." if missing else ""
    return f"{unit}, from light to dark: {'; '.join(said)}.{blank}"


def draw_area_values(
    values: pd.Series,
    *,
    level: str,
    labels: pd.DataFrame,
    bounds: tuple[float, float, float, float],
    ground: Ground,
) -> pdk.Deck:
    """Areas of a level shaded by three classes of a value; level is that of a boundary file, 'lsoa' among them."""
    fills = {colour: codes for colour, _, _, codes in classify_values(values)}
    return _draw(fills, level=level, labels=labels, bounds=bounds, ground=ground)


def draw_hotspots(
    hotspots: pd.DataFrame,
    *,
    labels: pd.DataFrame,
    bounds: tuple[float, float, float, float],
    ground: Ground,
) -> pdk.Deck:
    """LSOAs that are hot in both periods, now only or then only; the others are outlined."""
    fills = {HOT_COLOURS[kind]: codes for kind, codes in sort_hotspots(hotspots).items()}
    return _draw(fills, level="lsoa", labels=labels, bounds=bounds, ground=ground)


def sort_hotspots(hotspots: pd.DataFrame) -> Classes:
    """Codes by kind of hot spot."""
    # A hidden count has no mark: it is then no hot spot that may be shown.
    then, now = (hotspots[name].fillna(False).astype(bool) for name in ("is_hot_then", "is_hot_now"))
    kinds = {"hot in both": then & now, "hot now only": now & ~then, "hot then only": then & ~now}
    return {kind: hotspots.loc[is_kind, "area_code"].tolist() for kind, is_kind in kinds.items()}


def name_hotspots(hotspots: pd.DataFrame, colour_words: Mapping[str, str] | None = None) -> str:
    """The legend of the map of hot spots, with counts."""
    words = colour_words or {"hot in both": "dark red", "hot now only": "orange", "hot then only": "blue"}
    row = hotspots.iloc[0]
    years = {
        "hot in both": "both years",
        "hot now only": f"{row['now_year']} only",
        "hot then only": f"{row['then_year']} only",
    }
    said = [f"{words[kind]}: {years[kind]} ({len(codes)})" for kind, codes in sort_hotspots(hotspots).items()]
    return f"Hot in {'; '.join(said)}. Outlined only: not among the 5% in either year."


def _draw(
    fills: Classes,
    *,
    level: str,
    labels: pd.DataFrame,
    bounds: tuple[float, float, float, float],
    ground: Ground,
) -> pdk.Deck:
    fill = f"[{', '.join(map(str, NO_DATA))}]"
    for colour, codes in fills.items():
        listed = " ".join(code for each in codes for code in each.split(GROUP_SIGN))
        red, green, blue = to_rgb(colour)
        fill = f"'{listed}'.includes(properties.area_code) ? [{red}, {green}, {blue}, {OPACITY}] : ({fill})"
    layer = pdk.Layer(
        "GeoJsonLayer",
        id=f"areas-{level}",
        data=ground.url(f"{level}.geojson"),
        get_fill_color=fill,
        get_line_color=ground.text if level != "lsoa" else [*ground.text, 90],
        line_width_min_pixels=1 if level != "lsoa" else 0.4,
        pickable=True,
    )
    layers = [layer, make_label_layer(labels, ground=ground)]
    return make_deck(layers, bounds=bounds, ground=ground, tooltip={"text": "{area_name}"})
