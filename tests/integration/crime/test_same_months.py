"""Then and now: the same calendar months only, and judgements that the figures bear out."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from data_access.filters import Filters
from data_access.measures.change import CHANCE, MORE_DOWN, MORE_UP
from data_access.store import Store
from tests.integration.crime.asking import few, sum_crime


def test_only_the_same_calendar_months_are_compared_across_a_gap(store: Store) -> None:
    pairs = store.ask("crime.then_and_now")
    crime = pairs[pairs["is_recorded_crime"].astype(bool)]
    assert list(zip(crime["months_words"], crime["then_year"], crime["now_year"], strict=True)) == [
        ("October", 2014, 2018),
        ("January and February", 2014, 2019),
        ("January and February", 2019, 2024),
    ]
    assert crime["years_between"].tolist() == ["2015 to 2017", "2015 to 2018", "2020 to 2023"]
    october = store.ask("crime.trend", Filters(from_month="2014-10", to_month="2014-10"))
    assert crime["then"].iloc[0] == sum_crime(october)
    assert (crime["allows_for"] == CHANCE).all()


@few
@given(where=st.floats(0, 1))
def test_the_judgement_is_what_the_figures_say(store: Store, draw_area: Callable[[float], str], where: float) -> None:
    pairs = store.ask("crime.then_and_now", Filters(area_code=draw_area(where)), breakdown="category")
    rose, fell = pairs["judgement"].str.endswith("-up"), pairs["judgement"].str.endswith("-down")
    assert (pairs.loc[rose, "now"] > pairs.loc[rose, "then"]).all()
    assert (pairs.loc[fell, "now"] < pairs.loc[fell, "then"]).all()
    beyond = pairs["judgement"].isin([MORE_UP, MORE_DOWN])
    assert (pairs["z"].abs()[beyond] > 3).all()
    assert not (pairs["z"].abs()[~beyond & pairs["z"].notna()] > 3).any()
