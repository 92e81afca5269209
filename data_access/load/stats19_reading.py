"""STATS19 files read in pieces: columns of any vintage, codes or labels, rows set aside with their line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from data_access.errors import BadFileError
from data_access.load import stats19_codes as codes
from data_access.load.reading import LEFT_OUT, REJECT_COLUMNS
from data_access.load.staging import add_lines, open_staging, require_lines
from data_access.load.text_files import CsvFile, check_lines, read_columns, shorten

_PIECE_ROWS = 20_000


@dataclass
class Stats19File:
    """A file whose columns are known; `titles` gives our columns the file's own names.

    A column that has two names in a file (DfT keeps a list's old codes beside the new) has both.
    """

    file: CsvFile
    titles: dict[str, list[str]]
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)

    def name_column(self, name: str) -> str:
        """The file's own name of one of our columns."""
        return shorten(self.titles[name][0]) if name in self.titles else ""

    def read_pieces(self) -> Iterator["Piece"]:
        """The rows, some thousands at a time, as text without the space around it."""
        titles = {title: f"c{number}" for number, title in enumerate(self.file.columns) if title}
        named = ", ".join(
            f"coalesce({', '.join(_select_held(titles[title]) for title in own)}, '') AS {name}"
            for name, own in self.titles.items()
        )
        whole = ", ".join(f"coalesce({alias}, '')" for alias in titles.values())
        with open_staging() as staging:
            texts = ", ".join(f"{alias} VARCHAR" for alias in titles.values())
            staging.execute(f"CREATE TABLE line (load_id VARCHAR, file_name VARCHAR, line_number BIGINT, {texts})")
            add_lines(staging, [self.file], table="line", columns=titles, load_id="")
            require_lines(staging, [self.file], table="line")
            pieces = staging.execute(
                f"SELECT line_number, concat_ws(',', {whole}) AS row_text, {named} FROM line ORDER BY line_number"
            ).to_arrow_reader(_PIECE_ROWS)
            for batch in pieces:
                yield Piece(self, batch.to_pandas())

    def list_unknown(self) -> list[str]:
        """A sentence for each code that is in none of DfT's lists; such values are not held."""
        return [
            f"'{shorten(cell)}' in {shorten(title)} of {self.file.path.name} is no code of DfT's guide and is not held "
            f"({count:,} {'row' if count == 1 else 'rows'})"
            for (title, cell), count in sorted(self.unknown.items())[:5]
        ]


class Piece:
    """Some rows of a file while they are checked: the first thing found wrong with a row is kept."""

    def __init__(self, source: Stats19File, cells: pd.DataFrame) -> None:
        self.cells = cells
        self._source = source
        self._column = pd.Series("", index=cells.index, dtype=object)
        self._reason = pd.Series("", index=cells.index, dtype=object)

    @property
    def is_good(self) -> pd.Series:
        """Rows with nothing wrong found so far."""
        return self._reason == ""

    def set_aside(self, is_bad: pd.Series, *, column: str, reason: str) -> None:
        """Note a reason against rows that have none yet."""
        new = is_bad.fillna(True).astype(bool) & self.is_good
        self._column[new] = self._source.name_column(column)
        self._reason[new] = reason

    def keep_good(self) -> "Piece":
        """The rows with nothing wrong, so that no more is looked at than will be stored."""
        return Piece(self._source, self.cells[self.is_good])

    def read_codes(self, column: str, *, words: Mapping[str, str], reason: str = "") -> pd.Series:
        """Codes of a coded or labelled column, '' where not held.

        A cell that is no code of the list sets its row aside if a reason is given; otherwise it is
        not held and counted.
        """
        if column not in self.cells:
            return pd.Series("", index=self.cells.index, dtype=object)
        found = {cell: codes.find_code(cell, words=words) for cell in self.cells[column].unique()}
        result = self.cells[column].map(found).astype(object)
        is_unknown = self.cells[column].isin([cell for cell, code in found.items() if code is None])
        if reason:
            self.set_aside(is_unknown | (result == ""), column=column, reason=reason)
        else:
            title = self._source.name_column(column)
            for cell, count in self.cells.loc[is_unknown & self.is_good, column].value_counts().items():
                self._source.unknown[(title, str(cell))] += int(count)
        return result.where(~is_unknown, "")

    def read_words(self, column: str, *, words: Mapping[str, str]) -> pd.Series:
        """Our words for a coded or labelled column, '' where not held."""
        return self.read_codes(column, words=words).map({"": "", **words})

    def read_whole_numbers(self, column: str, *, reason: str) -> pd.Series:
        """Whole numbers up to 9,999, missing where not held; other cells set their row aside."""
        cells = self.cells[column]
        is_held = ~cells.isin(codes.NOT_HELD) & ~cells.map(codes.simplify_name).isin(codes.NOT_HELD_WORDS)
        is_number = cells.str.fullmatch(r"[0-9]{1,4}(\.0{1,6})?")
        self.set_aside(is_held & ~is_number, column=column, reason=reason)
        return pd.to_numeric(cells.where(is_number)).astype("Float64").astype("Int64")

    def read_numbers(self, column: str, *, least: float, most: float, reason: str) -> pd.Series:
        """Numbers between two bounds, missing where not held; other cells set their row aside."""
        if column not in self.cells:
            return pd.Series(float("nan"), index=self.cells.index)
        cells = self.cells[column]
        is_held = ~cells.isin(codes.NOT_HELD) & ~cells.map(codes.simplify_name).isin(codes.NOT_HELD_WORDS)
        is_number = cells.str.fullmatch(r"-?[0-9]{1,4}(\.[0-9]{1,20})?([eE]-[0-9]{1,2})?")
        numbers = pd.to_numeric(cells.where(is_number & is_held)).astype(float)
        self.set_aside(is_held & ~numbers.between(least, most), column=column, reason=reason)
        return numbers

    def list_rejects(self, *, texts: pd.Series) -> pd.DataFrame:
        """The rows set aside, as rows of core_reject, with the text of each."""
        bad = ~self.is_good
        rejects = pd.DataFrame(
            {
                "file_name": self._source.file.path.name,
                "line_number": self.cells.loc[bad, "line_number"],
                "column_name": self._column[bad],
                "reason": self._reason[bad],
                "row_text": texts[bad].str.slice(0, 500),
            }
        )
        return rejects[REJECT_COLUMNS].reset_index(drop=True)


def open_stats19(
    path: Path,
    *,
    required: Mapping[str, Sequence[str]],
    optional: Mapping[str, Sequence[str]],
    kind: str,
) -> Stats19File:
    """Find the columns of a STATS19 file by any of their names, and check its lines.

    Raises BadFileError for a file that lacks a required column or can't be read whole.
    """
    by_name: dict[str, str] = {}
    for title in read_columns(path):
        by_name.setdefault(codes.simplify_name(title), title)
    titles = {}
    for name, known in {**required, **optional}.items():
        own = list(dict.fromkeys(by_name[key] for key in map(codes.simplify_name, known) if key in by_name))
        if own:
            titles[name] = own
        elif name in required:
            raise BadFileError(
                path.name, f"line 1: the column '{known[0]}' is missing, so this is no STATS19 {kind} file"
            )
    return Stats19File(check_lines(path), titles)


def refuse_cut_file(source: Stats19File, rejects: pd.DataFrame) -> None:
    """Raise BadFileError where the last line has no end and its row is at fault: the file was cut off there."""
    if source.file.has_last_end or rejects.empty:
        return
    last = rejects.iloc[-1]
    if last["line_number"] == source.file.last_line and last["reason"] not in LEFT_OUT:
        raise BadFileError(
            source.file.path.name,
            f"line {source.file.last_line}, {last['column_name']}: the file is cut off in this line",
        )


def _select_held(alias: str) -> str:
    """A cell, or nothing where it says that the value is not held."""
    return f"CASE WHEN trim({alias}) NOT IN ('', '-1') THEN trim({alias}) END"
