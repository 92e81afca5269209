"""Grades are ranked and compared with the one before."""

from data_access.store import Store


def test_grades_are_ranked_and_compared_with_the_one_before(store: Store) -> None:
    grades = store.ask("scrutiny.peel").query("state == 'published' and edition == '2017-18'")
    found = {(row.pillar, row.force_name): (row.grade_name, row.rank, row.change) for row in grades.itertuples()}
    for force in ("Warwickshire", "West Mercia"):
        assert found[("Effectiveness", force)] == ("Good", 2, "better")
        assert found[("Efficiency", force)] == ("Good", 2, "same")
        assert found[("Legitimacy", force)] == ("Requires improvement", 3, "worse")
    waiting = store.ask("scrutiny.peel").query("state == 'not_graded'")
    assert set(waiting["grade_name"]) == {""}
    assert waiting["rank"].isna().all()
