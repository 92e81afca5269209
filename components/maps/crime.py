"""Maps of recorded crime: areas in three classes, and LSOAs by count or as hot spots."""

import json
from collections.abc import Sequence

import pandas as pd
import pydeck as pdk

from components.maps.ground import NO_DATA, Ground, make_area_layer, make_deck, make_label_layer, to_rgb
from components.theme import SEQUENCE
from data_access.measures.lsoa_vintages import GROUP_SIGN

OPACITY, LINE_OPACITY = 190, 90
SMALL_LABEL = 10  # pixels: names of towns lie just where the small areas are
# Colours of the palette that hold 3:1 on the light ground and on the dark one.
HOT_COLOURS = {"hot in both": "#F46A25", "hot now only": "#28A197", "hot then only": "#A285D1"}
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
    numbered: Sequence[str] = (),
) -> pdk.Deck:
    """Areas of a level in three classes of a value; for LSOAs `numbered` lists the codes of the boundary file."""
    fills = {colour: codes for colour, _, _, codes in classify_values(values)}
    if level == "lsoa":
        layer = _make_small_layer(fills, ground=ground, numbered=numbered)
    else:
        colours = {code: colour for colour, codes in fills.items() for code in codes}
        layer = make_area_layer(level, colours=colours, ground=ground, opacity=OPACITY)
    return _make_map(layer, labels=labels, bounds=bounds, ground=ground, size=SMALL_LABEL if level == "lsoa" else 13)


def draw_hotspots(
    hotspots: pd.DataFrame,
    *,
    labels: pd.DataFrame,
    bounds: tuple[float, float, float, float],
    ground: Ground,
    numbered: Sequence[str],
) -> pdk.Deck:
    """LSOAs that are hot in both periods, now only or then only; the others are outlined."""
    fills = {HOT_COLOURS[kind]: codes for kind, codes in sort_hotspots(hotspots).items()}
    layer = _make_small_layer(fills, ground=ground, numbered=numbered)
    return _make_map(layer, labels=labels, bounds=bounds, ground=ground, size=SMALL_LABEL)


def sort_hotspots(hotspots: pd.DataFrame) -> Classes:
    """Codes by kind of hot spot."""
    # A hidden count has no mark: it is then no hot spot that may be shown.
    then, now = (hotspots[name].fillna(False).astype(bool) for name in ("is_hot_then", "is_hot_now"))
    kinds = {"hot in both": then & now, "hot now only": now & ~then, "hot then only": then & ~now}
    return {kind: hotspots.loc[is_kind, "area_code"].tolist() for kind, is_kind in kinds.items()}


def name_hotspots(hotspots: pd.DataFrame) -> str:
    """The legend of the map of hot spots, with counts."""
    words = {"hot in both": "orange", "hot now only": "green", "hot then only": "purple"}
    row = hotspots.iloc[0]
    years = {
        "hot in both": "both years",
        "hot now only": f"{row['now_year']} only",
        "hot then only": f"{row['then_year']} only",
    }
    said = [f"{words[kind]}: {years[kind]} ({len(codes)})" for kind, codes in sort_hotspots(hotspots).items()]
    return f"Hot spots. {'; '.join(said).capitalize()}. Outlined only: not among the 5% in either year."


def _make_small_layer(fills: Classes, *, ground: Ground, numbered: Sequence[str]) -> pdk.Layer:
    """LSOAs filled by their number in the boundary file: a map of a thousand areas cannot ask for each by name."""
    colours = [list(NO_DATA), *([*to_rgb(colour), OPACITY] for colour in fills)]
    class_of = {
        code: number
        for number, codes in enumerate(fills.values(), start=1)
        for each in codes
        for code in each.split(GROUP_SIGN)  # merged LSOAs are drawn alike
    }
    classes = "".join(f"{class_of.get(code, 0)}," for code in numbered).rstrip(",")
    return pdk.Layer(
        "GeoJsonLayer",
        id="areas-lsoa",
        data=ground.url("lsoa.geojson"),
        get_fill_color=f"({json.dumps(colours)})[([{classes}])[properties.number]]",
        get_line_color=[*ground.text, LINE_OPACITY],
        line_width_min_pixels=0.4,
        pickable=True,
    )


def _make_map(
    layer: pdk.Layer, *, labels: pd.DataFrame, bounds: tuple[float, float, float, float], ground: Ground, size: int
) -> pdk.Deck:
    layers = [layer, make_label_layer(labels, ground=ground, size=size)]
    return make_deck(layers, bounds=bounds, ground=ground, tooltip={"text": "{area_name}"})
