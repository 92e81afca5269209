"""The vehicles and casualties of STATS19 collisions as checked rows; nothing here knows the store.

Of a person only severity, class, age band, sex and type are read: never their home area or exact age,
and no other column is kept in the text of a row that is set aside.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from data_access.errors import BadFileError
from data_access.load import stats19_codes as codes
from data_access.load.collision_reading import read_severity_notes
from data_access.load.reading import RejectList, leave_out
from data_access.load.stats19_labels import CASUALTY_TYPES, VEHICLE_TYPES
from data_access.load.stats19_reading import Piece, Stats19File, open_stats19, refuse_cut_file

VEHICLE_NOT_HELD = leave_out("a vehicle of a collision that is not loaded with it")
CASUALTY_NOT_HELD = leave_out("a casualty of a collision that is not loaded with it")
TYPE_NOT_HELD = "-1"


class PartyReading(NamedTuple):
    """One file: checked rows, and rows set aside (core_reject), of which very many are only counted."""

    rows: pd.DataFrame
    rejects: pd.DataFrame
    rejected_count: int

    @property
    def notes(self) -> list[str]:
        """Sentences about codes that DfT's guide doesn't know, and rows that are counted and not listed."""
        return list(self.rows.attrs.get("notes", ()))


def read_vehicles(path: Path, *, held: Collection[str]) -> PartyReading:
    """Read the vehicles of the collisions held: collision_id, vehicle_reference, vehicle_type (DfT's code).

    Others are left out. Raises BadFileError for a file that can't be read whole or holds none of theirs.
    """
    source = open_stats19(path, required=codes.VEHICLE_COLUMN_NAMES, optional={}, kind="vehicle")
    return _read_parties(
        source, held=set(held), reason=VEHICLE_NOT_HELD, keys=["vehicle_reference"], types=VEHICLE_TYPES
    )


def read_casualties(path: Path, *, held: Collection[str]) -> PartyReading:
    """Read the casualties of the collisions held, as rows of core_casualty without source_id.

    A row has collision_id, vehicle_reference, casualty_reference, severity, casualty_class, age_band,
    sex, casualty_type (DfT's code) and DfT's later columns on severity. Others are left out. Raises
    BadFileError as read_vehicles does.
    """
    source = open_stats19(
        path, required=codes.CASUALTY_COLUMN_NAMES, optional=codes.LATER_CASUALTY_COLUMN_NAMES, kind="casualty"
    )
    return _read_parties(
        source,
        held=set(held),
        reason=CASUALTY_NOT_HELD,
        keys=["vehicle_reference", "casualty_reference"],
        types=CASUALTY_TYPES,
    )


def _read_parties(
    source: Stats19File, *, held: set[str], reason: str, keys: Sequence[str], types: Mapping[str, str]
) -> PartyReading:
    rows: list[pd.DataFrame] = []
    rejects = RejectList()
    seen: set[tuple[object, ...]] = set()
    for piece in source.read_pieces():
        piece.set_aside(~piece.cells["collision_id"].isin(held), column="collision_id", reason=reason)
        rejects.add(piece.list_rejects(texts=pd.Series("", index=piece.cells.index)))
        ours = piece.keep_good()
        if ours.cells.empty and rows:
            continue
        checked = _check_piece(ours, keys=keys, types=types)
        _set_aside_repeats(ours, checked[["collision_id", *keys]], seen=seen)
        rows.append(checked[ours.is_good])
        cells = ours.cells[list(source.titles)].itertuples(index=False)
        rejects.add(ours.list_rejects(texts=pd.Series(map(",".join, cells), index=ours.cells.index, dtype=object)))
    whole = pd.concat(rows, ignore_index=True)
    refuse_cut_file(source, rejects.list_rows())
    if whole.empty and rejects.left_out[reason] == rejects.count:
        raise BadFileError(
            source.file.path.name, f"none of its {rejects.count:,} rows belongs to a collision loaded with it"
        )
    whole.attrs["notes"] = source.list_unknown() + rejects.describe_unlisted(source.file.path.name)
    return PartyReading(whole, rejects.list_rows(), rejects.count)


def _check_piece(piece: Piece, *, keys: Sequence[str], types: Mapping[str, str]) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {"collision_id": piece.cells["collision_id"]}
    for key in keys:
        numbers = piece.read_whole_numbers(key, reason="this is no number")
        piece.set_aside(numbers.isna(), column=key, reason="the number is missing")
        columns[key] = numbers
    if "severity" in piece.cells:
        severity = piece.read_codes("severity", words=codes.SEVERITIES, reason="the severity is not one of DfT's three")
        columns["severity"] = severity.map(codes.SEVERITIES)
        columns["casualty_class"] = piece.read_words("casualty_class", words=codes.CASUALTY_CLASSES)
        columns["age_band"] = piece.read_words("age_band", words=codes.AGE_BANDS)
        columns["sex"] = piece.read_words("sex", words=codes.SEXES)
        columns.update(read_severity_notes(piece))
    name = "casualty_type" if "casualty_type" in piece.cells else "vehicle_type"
    columns[name] = piece.read_codes(name, words=types).replace("", TYPE_NOT_HELD)
    return pd.DataFrame(columns)


def _set_aside_repeats(piece: Piece, keys: pd.DataFrame, *, seen: set[tuple[object, ...]]) -> None:
    ours = pd.Series(list(keys[piece.is_good].itertuples(index=False, name=None)), dtype=object)
    ours.index = keys.index[piece.is_good]
    is_repeated = ours.duplicated() | ours.isin(seen)
    piece.set_aside(
        is_repeated.reindex(keys.index, fill_value=False),
        column=keys.columns[-1],
        reason="this number stands twice for the collision",
    )
    seen.update(ours)
