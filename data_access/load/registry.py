"""Which loader reads which source: the names that `load` takes."""

from collections.abc import Callable

import sqlalchemy as sa

from data_access.load.annotations import load_annotations
from data_access.load.collisions import load_collision_files
from data_access.load.crimes import load_crimes
from data_access.load.figures import load_figures
from data_access.load.horizon_scan import load_horizon
from data_access.load.intelligence import load_morile, load_requirements
from data_access.load.priorities import load_priorities
from data_access.load.provenance import LoadReport
from data_access.load.requests import Work
from data_access.load.risk_register import load_risks
from data_access.load.roads import load_roads
from data_access.load.street_crime import load_street_crime
from data_access.load.workforce_totals import load_sickness, load_specials, load_toil

Loader = Callable[[sa.Connection, Work], list[LoadReport]]


def _load_street_crime(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load monthly files of data.police.uk; a force and month already held is replaced."""
    report = load_street_crime(connection, paths=work.files.read, alliance=work.alliance, progress=work.advance)
    report.notes.extend(work.files.describe_not_read())
    return [report]


def _load_collisions(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load STATS19 collisions of a year, with their vehicles and casualties where those files are given."""
    return [
        load_collision_files(
            connection,
            paths=work.files.read,
            vehicles=work.files.vehicles,
            casualties=work.files.casualties,
            alliance=work.alliance,
            progress=work.advance,
        )
    ]


def _load_figures(connection: sa.Connection, work: Work) -> list[LoadReport]:
    """Load published tables of forces, districts or authorities; the periods they hold are replaced."""
    return load_figures(connection, source=work.request.source, paths=work.files.read)


LOADERS: dict[str, Loader] = {
    "street-crime": _load_street_crime,
    "collisions": _load_collisions,
    "recorded-crime": _load_figures,
    "workforce": _load_figures,
    "population": _load_figures,
    "traffic": _load_figures,
    "crimes": load_crimes,
    "annotations": load_annotations,
    "priorities": load_priorities,
    "roads": load_roads,
    "intelligence": load_requirements,
    "morile": load_morile,
    "sickness": load_sickness,
    "toil": load_toil,
    "specials": load_specials,
    "risks": load_risks,
    "horizon": load_horizon,
}
