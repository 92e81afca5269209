"""Names on a map that don't lie over each other where the map starts."""

import numpy as np
import pandas as pd

PIXELS_PER_LETTER, LABEL_HEIGHT = 7.2, 20

Box = tuple[float, float, float, float]


def thin_labels(labels: pd.DataFrame, *, zoom: float) -> pd.DataFrame:
    """The labels that don't overlap at the zoom where the map starts; of two that do, the first is kept."""
    kept: list[Box] = []
    places = []
    for label in labels.itertuples():
        box = _find_box(label.longitude, label.latitude, str(label.text), zoom=zoom)
        if not _lies_over(box, kept):
            kept.append(box)
            places.append(label.Index)
    return labels.loc[places]


def shorten_labels(labels: pd.DataFrame, *, zoom: float) -> pd.DataFrame:
    """Labels of two lines, name and figure; one that would lie over another keeps its figure alone."""
    kept: list[Box] = []
    texts = []
    for label in labels.itertuples():
        text = str(label.text)
        box = _find_box(label.longitude, label.latitude, text, zoom=zoom)
        if _lies_over(box, kept) and "\n" in text:
            text = text.split("\n", 1)[1]
            box = _find_box(label.longitude, label.latitude, text, zoom=zoom)
        kept.append(box)
        texts.append(text)
    return labels.assign(text=texts)


def _find_box(longitude: float, latitude: float, text: str, *, zoom: float) -> Box:
    """A label's middle in pixels, and half of its width and height."""
    scale = 512 * 2**zoom / 360  # pixels for a degree of longitude
    lines = text.split("\n")
    half = PIXELS_PER_LETTER * max(map(len, lines)) / 2
    y = float(latitude) * scale / float(np.cos(np.radians(latitude)))
    return float(longitude) * scale, y, half, LABEL_HEIGHT * len(lines) / 2


def _lies_over(box: Box, kept: list[Box]) -> bool:
    return any(abs(box[0] - one[0]) <= box[2] + one[2] and abs(box[1] - one[1]) <= box[3] + one[3] for one in kept)
