"""What a load leaves behind about itself: files, hashes, counts, rejected rows, periods covered."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from data_access import schema
from data_access.database.engine import append_rows
from data_access.errors import TooManyRejectsError
from data_access.load.reading import LEFT_OUT, Reading, no_rejects
from data_access.load.staging import hash_file


@dataclass(frozen=True)
class FileReport:
    """One file of a load; counts are rows of the file, and read = stored + rejected."""

    path: Path
    read_count: int
    stored_count: int
    rejected_count: int


@dataclass
class LoadReport:
    """One load of one source. Coverage rows have area_code, period_code and row_count."""

    source_id: str
    command: str
    files: list[FileReport] = field(default_factory=list)
    rejects: pd.DataFrame = field(default_factory=no_rejects)
    coverage: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["area_code", "period_code", "row_count"])
    )
    notes: list[str] = field(default_factory=list)
    release: str = ""
    load_id: str = field(default_factory=lambda: uuid.uuid4().hex[:12])

    @property
    def read_count(self) -> int:
        """Rows read, over all files."""
        return sum(file.read_count for file in self.files)

    @property
    def stored_count(self) -> int:
        """Rows stored, over all files."""
        return sum(file.stored_count for file in self.files)

    @property
    def rejected_count(self) -> int:
        """Rows set aside, over all files."""
        return sum(file.rejected_count for file in self.files)

    @property
    def faults(self) -> pd.DataFrame:
        """The rejected rows that are at fault; the others the store has no place for."""
        return self.rejects[~self.rejects["reason"].isin(LEFT_OUT)]

    def add_reading(self, reading: Reading) -> None:
        """Take over the counts and rejects of one file read."""
        self.rejects = pd.concat([self.rejects, reading.rejects], ignore_index=True)
        self.files.append(
            FileReport(
                reading.path, reading.read_count, reading.stored_count, reading.read_count - reading.stored_count
            )
        )

    def describe(self) -> str:
        """One line for the command line: what was read, stored, left out and set aside."""
        rows = "1 row" if self.read_count == 1 else f"{self.read_count:,} rows"
        files = "1 file" if len(self.files) == 1 else f"{len(self.files):,} files"
        words = (
            f"{self.source_id}: {rows} read from {files}, {self.stored_count:,} stored, {len(self.faults):,} set aside"
        )
        left_out = self.rejects.loc[self.rejects["reason"].isin(LEFT_OUT), "reason"].value_counts()
        others = [f"{count:,} left out as {reason}" for reason, count in left_out.items()]
        notes = [note[:1].upper() + note[1:] for note in self.notes]
        return ". ".join([", ".join([words, *others]), *notes]) + "."


def refuse_many_faults(report: LoadReport, *, share: float = 0.01) -> None:
    """Raise TooManyRejectsError where more than a share of a file's rows is at fault."""
    for file in report.files:
        faults = report.faults[report.faults["file_name"] == file.path.name]
        if len(faults) > share * file.read_count:
            first = faults.iloc[0]
            raise TooManyRejectsError(
                file=file.path.name,
                fault_count=len(faults),
                read_count=file.read_count,
                example=f"the first in line {first['line_number']}, {first['column_name']}: {first['reason']}",
            )


def record_load(connection: sa.Connection, report: LoadReport) -> None:
    """Write a load's files, rejects and coverage; coverage of the same area and period is replaced."""
    if report.read_count != report.stored_count + report.rejected_count:
        raise AssertionError(
            f"{report.source_id}: {report.read_count} read is not {report.stored_count} stored "
            f"+ {report.rejected_count} rejected"
        )
    if len(report.coverage):
        _replace_coverage(connection, report)
    connection.execute(
        schema.core_load.insert().values(
            load_id=report.load_id,
            source_id=report.source_id,
            loaded_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            command=report.command,
            read_count=report.read_count,
            stored_count=report.stored_count,
            rejected_count=report.rejected_count,
            period_count=len(report.coverage),
            release=report.release,
            note=". ".join(report.notes),
        )
    )
    for file in report.files:
        connection.execute(
            schema.core_load_file.insert().values(
                load_id=report.load_id,
                file_name=file.path.name,
                sha256=hash_file(file.path),
                byte_count=file.path.stat().st_size,
                read_count=file.read_count,
                stored_count=file.stored_count,
                rejected_count=file.rejected_count,
            )
        )
    if len(report.rejects):
        rejects = report.rejects.assign(
            load_id=report.load_id,
            source_id=report.source_id,
            is_fault=~report.rejects["reason"].isin(LEFT_OUT),
        )
        append_frame(connection, schema.core_reject, rejects)


def _replace_coverage(connection: sa.Connection, report: LoadReport) -> None:
    """Write the periods now held by this load; periods whose count changed are noted as corrected."""
    table = schema.core_coverage
    corrected = 0
    for area_code, rows in report.coverage.groupby("area_code"):
        is_replaced = sa.and_(
            table.c.source_id == report.source_id,
            table.c.area_code == area_code,
            table.c.period_code.in_(rows["period_code"].tolist()),
        )
        held = connection.execute(sa.select(table.c.period_code, table.c.row_count).where(is_replaced)).all()
        before = pd.DataFrame(held, columns=["period_code", "before_count"])
        both = rows.merge(before, on="period_code").rename(columns={"row_count": "after_count"})
        changed = both[both["before_count"] != both["after_count"]]
        if len(changed):
            changed = changed.assign(load_id=report.load_id, source_id=report.source_id)
            append_frame(connection, schema.core_load_change, changed)
            corrected += len(changed)
        connection.execute(table.delete().where(is_replaced))
    if corrected:
        # A period of one force is counted apart from the same of another, as the status lists them.
        report.notes.append(f"{corrected:,} {'period' if corrected == 1 else 'periods'} corrected")
    append_frame(connection, table, report.coverage.assign(source_id=report.source_id, load_id=report.load_id))


def append_frame(connection: sa.Connection, table: sa.Table, frame: pd.DataFrame) -> int:
    """Add a frame's rows to a table; missing values (None, NaN) become NULL."""
    fields = list_arrow_fields(table)
    columns = [name for name in frame.columns if name in fields]
    target = pa.schema([(name, fields[name]) for name in columns])
    rows = pa.Table.from_pandas(frame[columns], schema=target, preserve_index=False)
    return append_rows(connection, table, rows)


def list_arrow_fields(table: sa.Table) -> dict[str, pa.DataType]:
    """The Arrow type of each column of a table."""
    return {column.name: _ARROW[type(column.type)] for column in table.columns}


_ARROW: dict[type, pa.DataType] = {
    sa.String: pa.string(),
    sa.BigInteger: pa.int64(),
    sa.Integer: pa.int32(),
    sa.Double: pa.float64(),
    sa.Boolean: pa.bool_(),
    sa.Date: pa.date32(),
    sa.DateTime: pa.timestamp("us"),
}
