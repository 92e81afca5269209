"""Positions scattered along a made road."""

import numpy as np
import shapely

START = np.array([400_000.0, 250_000.0])  # metres, within the two forces


def scatter(corners, *, every: float = 400.0, off: float = 40.0, seed: int = 7) -> np.ndarray:
    """Positions about every so many metres along a line through corners (km from START), some metres off it."""
    line = shapely.LineString(START + np.array(corners, dtype=float) * 1000)
    random = np.random.default_rng(seed)
    along = np.arange(0, line.length + 1, every)
    inside = (along > 0) & (along < line.length)
    along[inside] += random.uniform(-every / 3, every / 3, inside.sum())
    points = shapely.get_coordinates(shapely.line_interpolate_point(line, along))
    return points + random.normal(0, off, points.shape)
