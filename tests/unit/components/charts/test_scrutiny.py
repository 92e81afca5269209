"""What is drawn of scrutiny: a shape and a word for each grade, a square for each likelihood and impact."""

from components.charts.scrutiny import GRADE_MARKS, SCALE, count_register, draw_register, word_grades
from components.theme import LIGHT
from tests.unit.components.made_frames import list_data, make_grades, make_risks


def test_a_grade_has_a_shape_and_its_word() -> None:
    words = word_grades(make_grades())["words"].tolist()
    assert words == ["▼ Requires improvement"] * 2 + ["● Good", "○ no grade yet", "● Good, expected"]
    assert len(set(GRADE_MARKS.values())) == 4


def test_the_matrix_has_25_squares_empty_and_filled() -> None:
    empty = count_register(make_risks().iloc[0:0])
    assert len(empty) == len(SCALE) ** 2 == 25
    assert empty["risk_count"].sum() == 0
    assert set(empty["words"]) == {""}
    filled = count_register(make_risks()).set_index(["likelihood", "impact"])
    assert filled.loc[(4, 5), ["risk_count", "references", "words"]].tolist() == [2, "R1, R2", "2\n▲▲▲"]
    assert filled.loc[(1, 1), "words"] == "1\n●"
    assert filled["risk_count"].sum() == 3
    assert len(list_data(draw_register(empty, ink=LIGHT).to_dict())) == 25
