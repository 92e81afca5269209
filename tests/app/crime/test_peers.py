"""Peers: both means are named, and no peer of another force leaks in."""

from tests.app.crime.opening import open_view
from tests.app.reading import collect_texts, read_table


def test_peers_name_both_means_and_the_list_as_incomplete(app_store):
    at = open_view("peers")
    notes = " ".join(one.value for one in at.main.caption)
    assert "weighted mean (all their crimes by all their residents)" in notes
    assert "simple mean of their rates" in notes
    assert "names five for both forces and speaks of eight" in notes
    table = read_table(at, "Recorded crime of the 43 forces, year to September 2017")
    assert len(table) == 43
    assert table.loc[table["Force"] == "City of London", "Per 1,000 residents"].tolist() == ["no rate"]
    assert "means nothing" in table.loc[table["Force"] == "City of London", "Note"].iloc[0]
    assert (table["Role"] == "peer").sum() == 5


def test_no_peer_of_another_force_leaks_into_the_usual_view(duckdb_app):
    assert not [text for text in collect_texts(open_view("trend")) if "Gloucestershire" in text]
