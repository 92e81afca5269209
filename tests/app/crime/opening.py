"""Open a view of the crime page, and read the numbers of its tables."""

import re

import pandas as pd

from tests.app.reading import open_page


def open_view(view: str, **params: str):
    return open_page("crime", **({"view": view} if view != "trend" else {}), **params)


def read_numbers(table: pd.DataFrame, column: str) -> list[float]:
    return [float(cell.replace(",", "")) for cell in table[column] if re.fullmatch(r"-?[\d,.]+", cell)]
