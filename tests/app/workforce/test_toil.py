"""TOIL and RDIL as printed, with their limits."""

from tests.app.opening import open_view
from tests.app.reading import read_chart, read_table


def test_toil_and_rdil_stand_as_printed_with_their_limits(app_store):
    at = open_view("workforce", "toil")
    toil = read_table(at, "TOIL, all forces together (2016-17, lines 1091 to 1095)").set_index("Month")
    assert toil.loc["Apr 2015"].tolist() == ["260", "74", "42", "65"]
    rdil = read_table(at, "RDIL, all forces together (2016-17, lines 1101 to 1105)").set_index("Month")
    assert rdil.loc["Aug 2015"].tolist() == ["889", "10", "106", "8"]
    limits = [frame["words"].iloc[0] for number in range(4) for frame in read_chart(at, number) if "limit" in frame]
    assert limits == ["limit 40 hours", "limit 5 days"]
