"""STATS19 collision files as checked rows, in the column names of any year; nothing here knows the store."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from data_access.errors import BadFileError
from data_access.load import stats19_codes as codes
from data_access.load.reading import RejectList, leave_out
from data_access.load.stats19_labels import FORCES
from data_access.load.stats19_reading import Piece, open_stats19, refuse_cut_file
from geodata.alliance import Alliance

OTHER_FORCE = leave_out("a collision of a force outside this alliance")
FIRST_YEAR, LAST_YEAR = 1979, 2099  # STATS19 began in 1979

_LABELS = {
    "road_type": codes.ROAD_TYPES,
    "junction_detail": codes.JUNCTIONS,
    "light": codes.LIGHT,
    "weather": codes.WEATHER,
    "surface": codes.SURFACES,
    "urban_rural": codes.URBAN_RURAL,
}


class CollisionReading(NamedTuple):
    """One file: rows of core_collision, the same as read (raw_collision), rows set aside (core_reject).

    The file has as many rows as there are rows and rejected_count; of very many rejects only some are listed.
    """

    rows: pd.DataFrame
    raw: pd.DataFrame
    rejects: pd.DataFrame
    rejected_count: int

    @property
    def notes(self) -> list[str]:
        """Sentences about codes that DfT's guide doesn't know, and rows that are counted and not listed."""
        return list(self.rows.attrs.get("notes", ()))


def read_collisions(path: Path, *, alliance: Alliance) -> CollisionReading:
    """Read and check a collision file, a piece at a time.

    Collisions of other forces are left out. The enhanced severity, is_injury_based, adjusted_serious
    and adjusted_slight are DfT's, empty in files without them. Raises BadFileError for a file that
    can't be read whole or holds nothing of this alliance.
    """
    source = open_stats19(path, required=codes.COLUMN_NAMES, optional=codes.LATER_COLUMN_NAMES, kind="collision")
    force_of = _find_forces(alliance)
    seen: set[str] = set()
    rows: list[pd.DataFrame] = []
    raw: list[pd.DataFrame] = []
    rejects = RejectList()
    for piece in source.read_pieces():
        force_code = _find_force_codes(piece, force_of=force_of)
        rejects.add(piece.list_rejects(texts=piece.cells["collision_id"]))  # of other forces no more is kept
        ours = piece.keep_good()
        if ours.cells.empty and rows:
            continue
        checked = _check_piece(ours, force_code=force_code[ours.cells.index], seen=seen)
        rows.append(checked[ours.is_good])
        raw.append(
            ours.cells.loc[ours.is_good, ["line_number", "collision_id", "row_text"]].assign(file_name=path.name)
        )
        rejects.add(ours.list_rejects(texts=ours.cells["row_text"]))
    whole, texts = (pd.concat(frames, ignore_index=True) for frames in (rows, raw))
    refuse_cut_file(source, rejects.list_rows())
    if whole.empty and rejects.left_out[OTHER_FORCE] == rejects.count:
        names = " or ".join(force.name for force in alliance.forces)
        raise BadFileError(path.name, f"none of its {rejects.count:,} collisions is of {names}")
    whole.attrs["notes"] = source.list_unknown() + rejects.describe_unlisted(path.name)
    return CollisionReading(whole, texts, rejects.list_rows(), rejects.count)


def _find_forces(alliance: Alliance) -> dict[str, str]:
    """STATS19 code -> force code, by the code of the configuration or else by the force's name."""
    by_name = {force.name: force for force in alliance.forces}
    named = codes.find_force_codes({force.name: force.stats19_code for force in alliance.forces})
    return {code: by_name[name].code for code, name in named.items()}


def _find_force_codes(piece: Piece, *, force_of: dict[str, str]) -> pd.Series:
    """The force of each row; rows of others, and of none that DfT knows, are set aside."""
    words = {**FORCES, **{code: FORCES.get(code, code) for code in force_of}}
    force = piece.read_codes("police_force", words=words, reason="this is no police force of DfT's guide")
    force_code = force.map(force_of)
    piece.set_aside(force_code.isna(), column="police_force", reason=OTHER_FORCE)
    return force_code


def _check_piece(piece: Piece, *, force_code: pd.Series, seen: set[str]) -> pd.DataFrame:
    """Check each cell that is stored; what is wrong is noted in the piece."""
    cells = piece.cells
    _check_references(piece, seen=seen)
    severity = piece.read_codes("severity", words=codes.SEVERITIES, reason="the severity is not one of DfT's three")
    dates = _read_dates(piece)
    times = _read_times(piece)
    longitude, latitude = _read_position(piece)
    lsoa = cells["lsoa_code"]
    lsoa = lsoa.where(~lsoa.map(codes.simplify_name).isin(codes.NOT_HELD_WORDS), "")
    piece.set_aside(
        (lsoa != "") & ~lsoa.str.fullmatch("[EWS]01[0-9]{6}"),
        column="lsoa_code",
        reason="this is no code of an LSOA",
    )
    road_class = piece.read_codes("road_class", words=codes.ROAD_CLASSES)
    speed_limit = piece.read_whole_numbers("speed_limit", reason="the speed limit is no number")
    vehicle_count = piece.read_whole_numbers("vehicle_count", reason="the number of vehicles is no count")
    casualty_count = piece.read_whole_numbers("casualty_count", reason="the number of casualties is no count")
    return pd.DataFrame(
        {
            "collision_id": cells["collision_id"],
            "collision_year": _read_years(piece, dates=dates),
            "force_code": force_code,
            "severity": severity.map(codes.SEVERITIES),
            "collision_date": dates.dt.date.where(dates.notna(), None),
            "collision_time": times,
            "longitude": longitude,
            "latitude": latitude,
            "lsoa_code": lsoa,
            "road": [
                codes.name_road(road_class=kind, number=number)
                for kind, number in zip(road_class, cells["road_number"], strict=True)
            ],
            "road_class": road_class.map({"": "", **codes.ROAD_CLASSES}),
            "speed_limit": speed_limit.where(speed_limit.between(1, 98)),
            **{name: piece.read_words(name, words=labels) for name, labels in _LABELS.items()},
            "vehicle_count": vehicle_count,
            "casualty_count": casualty_count,
            **read_severity_notes(piece),
        }
    )


def read_severity_notes(piece: Piece) -> dict[str, pd.Series]:
    """DfT's later columns on severity: enhanced_severity, is_injury_based, adjusted_serious, adjusted_slight."""
    is_injury_based = piece.read_codes("is_injury_based", words=codes.INJURY_BASED)
    return {
        "enhanced_severity": piece.read_words("enhanced_severity", words=codes.ENHANCED_SEVERITIES),
        "is_injury_based": is_injury_based.map({"0": False, "1": True}).astype("boolean"),
        **{
            name: piece.read_numbers(name, least=0, most=9_999, reason="the adjusted number is no number from 0")
            for name in ("adjusted_serious", "adjusted_slight")
        },
    }


def _check_references(piece: Piece, *, seen: set[str]) -> None:
    references = piece.cells["collision_id"]
    piece.set_aside(references == "", column="collision_id", reason="the collision has no reference")
    piece.set_aside(
        ~references.str.fullmatch(r"[0-9A-Za-z_/ -]{1,40}"),
        column="collision_id",
        reason="this is no reference: a spreadsheet may have rounded it",
    )
    ours = references[piece.is_good]
    is_repeated = ours.duplicated() | ours.isin(seen)
    piece.set_aside(
        is_repeated.reindex(references.index, fill_value=False),
        column="collision_id",
        reason="the reference stands in the file twice",
    )
    seen.update(ours)


def _read_dates(piece: Piece) -> pd.Series:
    cells = piece.cells["date"]
    is_written = cells.str.fullmatch("[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")
    dates = pd.to_datetime(cells.where(is_written), format="%d/%m/%Y", errors="coerce")
    dates = dates.where(dates.dt.year.between(FIRST_YEAR, LAST_YEAR))
    is_held = (cells != "") & ~cells.map(codes.simplify_name).isin(codes.NOT_HELD_WORDS)
    piece.set_aside(is_held & dates.isna(), column="date", reason="this is no day written DD/MM/YYYY")
    return dates


def _read_times(piece: Piece) -> pd.Series:
    cells = piece.cells["time"]
    times = cells.where(~cells.map(codes.simplify_name).isin(codes.NOT_HELD_WORDS), "")
    is_time = times.str.fullmatch("([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")
    piece.set_aside((times != "") & ~is_time, column="time", reason="this is no time written HH:MM")
    return times.str.slice(0, 5)


def _read_position(piece: Piece) -> tuple[pd.Series, pd.Series]:
    """Degrees, both or none; a position at sea or in another force is none the worse for it."""
    reason = "this is no number of degrees"
    longitude = piece.read_numbers("longitude", least=-180, most=180, reason=reason)
    latitude = piece.read_numbers("latitude", least=-90, most=90, reason=reason)
    is_held = longitude.notna() & latitude.notna() & (latitude != -1)
    return longitude.where(is_held), latitude.where(is_held)


def _read_years(piece: Piece, *, dates: pd.Series) -> pd.Series:
    """The year of the date, else of its own column, else the one that the reference begins with."""
    years = dates.dt.year.astype("Int64")
    begins = piece.cells["collision_id"].str.slice(0, 4)
    for cells in [piece.cells["year"], begins] if "year" in piece.cells else [begins]:
        stated = pd.to_numeric(cells.where(cells.str.fullmatch("[0-9]{4}"))).astype("Int64")
        years = years.fillna(stated.where(stated.between(FIRST_YEAR, LAST_YEAR)))
    piece.set_aside(years.isna(), column="date", reason="neither a date nor a year is given")
    return years
