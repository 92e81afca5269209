"""Columns of a made template."""

from data_access.load.templates import TemplateColumn

COLUMNS = (
    TemplateColumn("month", True, "The month", "2018-10"),
    TemplateColumn("area_code", True, "The area", "E07000218"),
    TemplateColumn("flag", False, "Flag", "DA", ("DA", "hate_crime")),
    TemplateColumn("crime_count", True, "How many", "4"),
)
