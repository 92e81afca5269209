"""Ten strategies recover no small count, and the store answers the same with its true counts taken away."""

import itertools

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.errors import UserFacingError
from data_access.filters import Filters
from data_access.questions import QUESTIONS
from data_access.store import open_store
from tests.attacks.made import BASE, FORCE, MONTHS, Attacked, make_attacked
from tests.attacks.strategies import OWN, STRATEGIES

AREAS = (FORCE, "E22000321", "E07000220", "E01031198")
OPTIONS = {
    "level": ("", "policing_area", "district", "lsoa"),
    "breakdown": ("total", "category", "group"),
    "step": ("month", "quarter"),
}


@pytest.fixture(scope="module")
def attacked(default_settings, tmp_path_factory) -> Attacked:
    """The store under attack, in DuckDB: the answers are made of frames alike on both databases."""
    return make_attacked(default_settings("duckdb"), tmp_path_factory.mktemp("attacked"))


@pytest.fixture(scope="module")
def store(attacked):
    """The store under attack, open for reading."""
    opened = open_store(attacked.settings)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_strategy_recovers_no_small_count(name, attacked, store, capsys):
    claims = STRATEGIES[name](store, attacked.crimes)
    small = claims[claims["true"].between(1, BASE - 1)]
    recovered = small[small["claimed"].astype(float) == small["true"]]
    with capsys.disabled():
        print(f"\n{name}: {len(claims)} claims, {len(small)} of small counts, {len(recovered)} recovered")
    assert recovered.empty
    # Whatever is claimed is a sum of rounded cells: the attacker knows nothing that is not a multiple of the base.
    assert (claims["claimed"].astype(float) % BASE == 0).all()


def list_ways(question):
    named = [option for option in OPTIONS if option in question.options]
    return [
        dict(zip(named, values, strict=True)) for values in itertools.product(*(OPTIONS[option] for option in named))
    ]


def test_every_answer_is_the_same_without_the_true_counts(attacked, store, tmp_path):
    """No path leads from a reader to a true count: with all of them gone, nothing that can be asked changes."""
    settings = attacked.settings
    before = {}
    ways = [
        (question.name, area, month, tuple(sorted(options.items())))
        for question in QUESTIONS.values()
        for options in list_ways(question)
        for area in (AREAS if "crime" in question.name else AREAS[:1])
        for month in ("", MONTHS[2])
        if question.takes_filters or (area == AREAS[0] and not month)
    ]
    for way in ways:
        before[way] = _ask(store, way)
    with write_version(open_versions(settings), from_current=True) as connection:
        take_true_counts_away(connection)
    emptied = open_store(settings)
    try:
        for way in ways:
            after = _ask(emptied, way)
            if isinstance(after, str):
                assert after == before[way]
            else:
                pd.testing.assert_frame_equal(after, before[way], obj=str(way))
    finally:
        emptied.close()
    assert len(ways) > 200


def _ask(store, way):
    name, area, month, options = way
    filters = Filters(area_code=area, from_month=month, to_month=month, source_id=OWN.source_id)
    try:
        return store.ask(name, filters, **dict(options))
    except UserFacingError as error:
        return str(error)


def take_true_counts_away(connection: sa.Connection) -> None:
    """Empty or blank all that stands in a store besides the protected counts of the extract."""
    connection.execute(schema.core_force_crime.delete())
    held = schema.core_coverage
    connection.execute(held.update().where(held.c.source_id == OWN.source_id).values(row_count=0))
    load, file = schema.core_load, schema.core_load_file
    own = sa.select(load.c.load_id).where(load.c.source_id == OWN.source_id)
    counts = {"read_count": 0, "stored_count": 0}
    connection.execute(file.update().where(file.c.load_id.in_(own)).values(**counts, byte_count=0))
    connection.execute(load.update().where(load.c.source_id == OWN.source_id).values(**counts))


def test_what_is_kept_is_more_than_hiding_kept(attacked, store, capsys):
    """Information kept, printed: how far totals are off, and how much hiding small cells would have blanked."""
    crimes = attacked.crimes
    printed = []
    for level, column in (("force", "force"), ("policing_area", None), ("lsoa", "area_code")):
        shown = store.ask("crime.counts", OWN, level=level, breakdown="total")
        totals = shown.groupby(["month", "area_code"])["crime_count"].sum(min_count=1)
        if column:
            true = crimes.groupby(["recorded", column]).size()
            error = (totals.reindex(true.index).astype(float).fillna(0) - true).abs()
            hidden = true[true < BASE].sum() / true.sum()
            printed.append((level, float(error.mean()), float(1 - error.sum() / true.sum()), float(1 - hidden)))
        else:
            assert totals.notna().any(), "small cells without a place do not hide the totals of policing areas"
            assert int((totals > 0).sum()) >= len(MONTHS) * 2
    with capsys.disabled():
        for level, mean, kept, shown_before in printed:
            print(
                f"\n{level} by month: off by {mean:.1f} on average, {kept:.1%} of crimes in the right cell; "
                f"hiding small cells alone would leave {shown_before:.1%}"
            )
    force = next(kept for level, _, kept, _ in printed if level == "force")
    assert force > 0.97
    assert np.isfinite([each[1] for each in printed]).all()
