"""Roads as a GeoPackage, the form of OS Open Roads, streamed some links at a time."""

import sqlite3
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from data_access.errors import BadFileError
from data_access.load.road_links import (
    CHUNK,
    NUMBER_NAMES,
    RoadLinks,
    clean,
    make_transformer,
    name_numbered_road,
    place_lines,
    simplify,
)

LAYERS = ("road_link", "roadlink")


def read_geopackage(path: Path) -> Iterator[RoadLinks]:
    """The links of a GeoPackage, some at a time; raises BadFileError for one that is damaged or holds no roads."""
    try:
        with open_database(path) as database:
            verdict = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise BadFileError(path.name, f"the GeoPackage is damaged ({_first_line(error)})") from error
    if verdict != "ok":
        raise BadFileError(path.name, "the GeoPackage is damaged")
    try:
        yield from _stream_layer(path)
    except (RuntimeError, ValueError, TypeError, LookupError, OSError) as error:
        # pyogrio, pyproj and pyarrow raise their own kinds of these
        raise BadFileError(path.name, f"the GeoPackage cannot be read ({_first_line(error)})") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:150].rstrip(".")


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """A SQLite file open for reading only, and closed afterwards."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        yield database


@contextmanager
def _quiet() -> Iterator[None]:
    """Without GDAL's remarks on a file's finer points, which it gives as warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _stream_layer(path: Path) -> Iterator[RoadLinks]:
    import pyogrio  # type: ignore[import-untyped]

    with ExitStack() as stack:
        with _quiet():
            layer = _choose_layer(path, [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None])
            info = pyogrio.read_info(path, layer=layer)
            column = _choose_column(path, [str(name) for name in info["fields"]])
            to_degrees = make_transformer(path, info["crs"])
            opened = pyogrio.open_arrow(
                path, layer=layer, columns=[column], return_fids=True, batch_size=CHUNK, use_pyarrow=True
            )
            meta, batches = stack.enter_context(opened)
        while True:
            with _quiet():
                batch = next(batches, None)
            if batch is None:
                return
            texts = [clean(str(value or "")) for value in batch.column(column).to_pylist()]
            wkb = batch.column(meta["geometry_name"] or "wkb_geometry").to_pylist()
            lines, faults = place_lines(_read_shapes(wkb, texts=texts), to_degrees=to_degrees)
            yield RoadLinks(batch.column(meta["fid_column"]).to_pylist(), texts, lines, faults)


def _read_shapes(wkb: Sequence[bytes | None], *, texts: Sequence[str]) -> list[Any]:
    """The shapes of numbered roads; None for the others, and for what is broken."""
    import shapely

    return [
        shapely.from_wkb(each, on_invalid="ignore") if each and name_numbered_road(text) else None
        for each, text in zip(wkb, texts, strict=True)
    ]


def _choose_layer(path: Path, layers: Sequence[str]) -> str:
    for name in layers:
        if name.lower() in LAYERS:
            return name
    if len(layers) == 1:
        return layers[0]
    listed = ", ".join(layers[:10]) or "none"
    raise BadFileError(path.name, f"there is no layer 'road_link' (its layers: {listed})")


def _choose_column(path: Path, columns: Sequence[str]) -> str:
    simplified = {simplify(name): name for name in reversed(columns)}
    for name in NUMBER_NAMES:
        if name in simplified:
            return simplified[name]
    raise BadFileError(path.name, "there is no column of road numbers, such as 'road_classification_number' or 'ref'")
