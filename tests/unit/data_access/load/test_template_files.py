"""The templates kept are those the code writes, and what is filled into them is read."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from data_access.errors import BadFileError
from data_access.load.local_tables import read_local_table
from data_access.load.template_files import TEMPLATES, list_templates, write_template, write_templates
from data_access.load.templates import HELP_SHEET, ROWS_SHEET
from tests.unit.data_access.load.made_tables import COLUMNS

HEADER = "month,area_code,flag,crime_count"


def test_the_templates_kept_are_those_the_code_writes(tmp_path: Path) -> None:
    written = {path.name: path for path in write_templates(tmp_path)}
    kept = {path.name: path for path in TEMPLATES.iterdir() if path.name != "README.md"}
    assert set(kept) == set(written), "run 'python -m data_access.load.local_tables'"
    for name, path in written.items():
        assert kept[name].read_bytes() == path.read_bytes(), (
            f"{name} is stale: run 'python -m data_access.load.local_tables'"
        )


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("template", list_templates(), ids=lambda template: template.name)
def test_an_empty_template_holds_no_row_to_load(template, ending: str) -> None:
    with pytest.raises(BadFileError, match="the file has a header and no rows"):
        read_local_table(TEMPLATES / f"{template.name}{ending}", columns=template.columns)


@pytest.mark.parametrize("template", list_templates(), ids=lambda template: template.name)
def test_a_template_filled_with_its_examples_is_read(template, tmp_path: Path) -> None:
    workbook = load_workbook(TEMPLATES / f"{template.name}.xlsx")
    workbook[ROWS_SHEET].append([column.example for column in template.columns])
    assert all(cell.number_format == "@" for cell in [workbook[ROWS_SHEET].column_dimensions["A"]])
    path = tmp_path / "filled.xlsx"
    workbook.save(path)
    table = read_local_table(path, columns=template.columns)
    assert table.cells.loc[2].tolist() == [column.example for column in template.columns]
    described = [row[0].value for row in workbook[HELP_SHEET].iter_rows()]
    assert set(described) >= {column.name for column in template.columns}
    beside = (TEMPLATES / f"{template.name}.md").read_text(encoding="utf-8")
    assert all(column.meaning in beside for column in template.columns)


def test_a_template_is_written_for_any_columns(tmp_path: Path) -> None:
    made = write_template(COLUMNS, tmp_path / "crimes.csv") + write_template(COLUMNS, tmp_path / "crimes.xlsx")
    assert [path.name for path in made] == ["crimes.csv", "crimes.md", "crimes.xlsx"]
    assert made[0].read_text(encoding="utf-8") == f"{HEADER}\n"
