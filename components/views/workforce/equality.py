"""Equality and professional standards: data held and missing, objectives, challenges."""

from components import cache
from components.findings.workforce import say_equality
from components.messages import draw_empty, draw_finding, draw_note
from components.parts.stated import NO_ASSESSMENT
from components.plain import draw_heading
from components.request import Request
from components.views.workforce.statements import draw_statements

EQUALITY_TABLES = {
    "equality-data": ("Data on staff: held and missing", "Data on staff, characteristic by characteristic"),
    "equality-objectives": ("Equality objectives", "Equality objectives as printed"),
    "equality-challenges": ("Challenges", "Challenges to equality named by the assessments"),
    "standards": ("Professional standards", "Professional standards"),
}


def draw(request: Request) -> None:
    """Which data are held and which are missing, the objectives of both editions, challenges, standards."""
    statements = cache.ask("workforce.statements", request.filters)
    if statements.empty:
        draw_empty(NO_ASSESSMENT, advice="Equality and standards come from one.")
        return
    draw_finding(say_equality(statements))
    for code, (title, caption) in EQUALITY_TABLES.items():
        rows = statements[statements["table_code"] == code]
        if len(rows):
            draw_heading(title)
            draw_statements(request, rows, caption=caption, name=code)
    draw_note("Neither text gives the make-up of the workforce in figures, so none is shown; nothing is ranked by it.")
