"""The map of collisions in which somebody was killed or seriously injured."""

import pandas as pd
import pydeck as pdk

from components.maps.ground import Ground, make_deck, make_label_layer

FATAL, SERIOUS = [128, 22, 80], [32, 115, 188]


def draw_collisions(
    collisions: pd.DataFrame,
    *,
    labels: pd.DataFrame,
    bounds: tuple[float, float, float, float],
    ground: Ground,
) -> pdk.Deck:
    """A point for each collision held with a position: fatal larger and ringed, serious smaller.

    The tooltip gives month, road and speed limit, never an exact date. Names of fields are one letter
    and positions have four decimals (about 10 m), because every point travels to the browser.
    """
    placed = collisions.dropna(subset=["longitude", "latitude"])
    records = pd.DataFrame(
        {
            "p": placed[["longitude", "latitude"]].round(4).to_numpy().tolist(),
            "is_fatal": placed["severity"] == "fatal",
            "m": [
                f"{severity.capitalize()}, {day:%b %Y}" if day is not None else severity.capitalize()
                for severity, day in zip(placed["severity"], placed["collision_date"], strict=True)
            ],
            "r": [
                f"{road or 'road not held'}, {limit} mph" if not pd.isna(limit) else road or "road not held"
                for road, limit in zip(placed["road"], placed["speed_limit"], strict=True)
            ],
        }
    )
    layers = [
        _make_points(records[~records["is_fatal"]], layer_id="serious", colour=SERIOUS, radius=4, ground=ground),
        _make_points(records[records["is_fatal"]], layer_id="fatal", colour=FATAL, radius=7, ground=ground),
        make_label_layer(labels, ground=ground),
    ]
    return make_deck(layers, bounds=bounds, ground=ground, tooltip={"text": "{m}\n{r}"})


def _make_points(records: pd.DataFrame, *, layer_id: str, colour: list[int], radius: int, ground: Ground) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id=layer_id,
        data=records[["p", "m", "r"]].to_dict("records"),
        get_position="p",
        get_radius=radius,
        radius_units=pdk.types.String("pixels"),
        get_fill_color=[*colour, 215],
        stroked=True,
        get_line_color=ground.halo,
        line_width_min_pixels=1,
        pickable=True,
    )


def name_marks(collisions: pd.DataFrame) -> str:
    """The legend in words, with counts and what is not drawn."""
    fatal = int((collisions["severity"] == "fatal").sum())
    serious = int((collisions["severity"] == "serious").sum())
    unplaced = int(collisions["longitude"].isna().sum())
    words = f"Large dark marks: fatal ({fatal}). Small marks: serious ({serious})."
    return f"{words} Counted but not drawn, without a position: {unplaced}." if unplaced else words
