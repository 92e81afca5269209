"""Offence codes: ONS offence groups, Home Office offence codes and their severity weights."""

import re
from pathlib import Path

import pandas as pd

from data_access.errors import BadFileError
from data_access.load.official_tables import OfficialTable, make_code, read_csv_table

HOMICIDE_CODE = "1/4.1/4.2/4.10"
WEIGHT_VINTAGE = "ONS Crime Severity Score weights, vintage not stated in the file"

# Column of the ONS table, column of the group it is part of; in the order of the table.
GROUP_COLUMNS: dict[str, str] = {
    "Total recorded crime (excluding fraud)": "",
    "Violence against the person": "Total recorded crime (excluding fraud)",
    "Homicide": "Violence against the person",
    "Death or serious injury - unlawful driving": "Violence against the person",
    "Violence with injury": "Violence against the person",
    "Violence without injury": "Violence against the person",
    "Stalking and harassment": "Violence against the person",
    "Sexual offences": "Total recorded crime (excluding fraud)",
    "Robbery": "Total recorded crime (excluding fraud)",
    "Theft offences": "Total recorded crime (excluding fraud)",
    "Burglary": "Theft offences",
    "Residential burglary": "Burglary",
    "Non-residential burglary": "Burglary",
    "Vehicle offences": "Theft offences",
    "Theft from the person": "Theft offences",
    "Bicycle theft": "Theft offences",
    "Shoplifting": "Theft offences",
    "Other theft offences": "Theft offences",
    "Criminal damage and arson": "Total recorded crime (excluding fraud)",
    "Drug offences": "Total recorded crime (excluding fraud)",
    "Possession of weapons offences": "Total recorded crime (excluding fraud)",
    "Public order offences": "Total recorded crime (excluding fraud)",
    "Miscellaneous crimes": "Total recorded crime (excluding fraud)",
}

# Home Office subgroups of 2017/18 that ONS names otherwise or gives only as a group.
_SUBGROUP_PARENTS = {
    "Domestic burglary": "residential-burglary",
    "Non-domestic burglary": "non-residential-burglary",
    "Theft of a motor vehicle": "vehicle-offences",
    "Theft from a vehicle": "vehicle-offences",
    "Vehicle interference": "vehicle-offences",
}
# ONS counts these apart from violence with injury, where the Home Office table of 2017/18 has them.
_UNLAWFUL_DRIVING = {"4.4", "4.6", "4.8", "4.9", "37.1"}
_HOMICIDE_PARTS = frozenset(HOMICIDE_CODE.split("/"))


def name_group_code(column: str) -> str:
    """The code of a column of the ONS table: 'total', 'violence-against-the-person' ..."""
    return "total" if column.startswith("Total recorded crime") else make_code(column)


def normalise_offence_code(code: str) -> str:
    """Write a Home Office offence code one way, so that two publishers' tables join.

    Homicide is one code, HOMICIDE_CODE, whether written '1/4.1/4.10/4.2', '1, 4.1/2/10' or by one of
    its parts. Other codes keep their form, in capitals and without space.
    """
    parts: list[str] = []
    for part in re.split(r"[/,]", re.sub(r"\s+", "", code.upper())):
        stem = parts[-1].split(".")[0] if parts and "." in parts[-1] else ""
        parts.append(f"{stem}.{part}" if stem and part.isdigit() else part)
    if set(parts) <= _HOMICIDE_PARTS:
        return HOMICIDE_CODE
    return "/".join(parts) if len(parts) > 1 else code.strip().upper()


def read_offence_groups() -> pd.DataFrame:
    """List the ONS offence groups, parts below their whole.

    A row is a row of core_offence with scheme 'group'. In every row of the ONS table of the years to
    September 2015-2024 the parts held sum to the whole. In 2015 and 2016 unlawful driving and
    stalking are blank and lie within violence with and without injury, so these four can't be
    compared with later years; fraud is in no group. Source: ONS police force area tables.
    """
    parents = {name_group_code(parent) for parent in GROUP_COLUMNS.values() if parent}
    rows = [
        ("group", name_group_code(name), name, name_group_code(parent) if parent else "")
        for name, parent in GROUP_COLUMNS.items()
    ]
    groups = pd.DataFrame(rows, columns=["scheme", "offence_code", "offence_name", "parent_code"])
    groups["is_recorded_crime"] = True
    groups["is_leaf"] = ~groups["offence_code"].isin(parents)
    return groups.assign(sort_order=range(len(groups)))


def read_offences(path: Path) -> pd.DataFrame:
    """List the offence codes of a Home Office quarterly table, each with the ONS group it belongs to.

    A row is a row of core_offence with scheme 'offence'; parent_code is a code of scheme 'group'.
    Codes of fraud recorded centrally are left out: no force records them. Raises BadFileError for a
    file of another kind or a subgroup that no ONS group is known for.
    """
    needed = ["Offence_Code", "Offence_Description", "Offence_Group", "Offence_Subgroup"]
    cells = read_csv_table(path, required=needed).cells[needed].drop_duplicates()
    cells = cells[(cells["Offence_Group"] != "Fraud offences") & (cells["Offence_Code"] != "")]
    codes = [normalise_offence_code(code) for code in cells["Offence_Code"]]
    groups = read_offence_groups().set_index("offence_code")["sort_order"]
    rows = zip(codes, cells["Offence_Group"], cells["Offence_Subgroup"], strict=True)
    offences = pd.DataFrame({"scheme": "offence", "offence_code": codes})
    offences["offence_name"] = cells["Offence_Description"].to_list()
    offences["parent_code"] = [
        _find_parent(path, code=code, group=group, subgroup=subgroup, known=set(groups.index))
        for code, group, subgroup in rows
    ]
    offences = offences.drop_duplicates("offence_code").assign(is_recorded_crime=True, is_leaf=True)
    offences["group_order"] = offences["parent_code"].map(groups)
    ordered = offences.sort_values(["group_order", "offence_code"], ignore_index=True)
    return ordered.drop(columns="group_order").assign(sort_order=range(len(ordered)))


def read_severity_weights(path: Path) -> pd.DataFrame:
    """Read the weight of each offence code in the Crime Severity Score.

    A row is a row of core_severity_weight: offence code (normalised, so that homicide joins), name,
    weight (no unit) and vintage, which the file doesn't state. Raises BadFileError for a file of
    another kind, a weight that is no positive number, or a code with two weights. Source: ONS.
    """
    table = read_csv_table(path, required=["offence_code", "offence", "severity_weight"])
    table.set_aside(table.cells["offence_code"] == "", column_name="offence_code", reason="no code")
    weights = table.read_numbers(["severity_weight"], marks={})["value"]
    _require_all(path, table=table)
    if (weights <= 0).any():
        line = weights.index[weights <= 0][0]
        raise BadFileError(path.name, f"line {line}: the column 'severity_weight' must be above zero")
    frame = pd.DataFrame(
        {
            "offence_code": [normalise_offence_code(code) for code in table.cells["offence_code"]],
            "offence_name": table.cells["offence"].to_list(),
            "severity_weight": weights.to_list(),
        }
    ).assign(weight_vintage=WEIGHT_VINTAGE)
    repeated = frame.loc[frame["offence_code"].duplicated(), "offence_code"].to_list()
    if repeated:
        raise BadFileError(path.name, f"the column 'offence_code' gives {repeated[0]} two weights")
    return frame


def _find_parent(path: Path, *, code: str, group: str, subgroup: str, known: set[str]) -> str:
    if code in _UNLAWFUL_DRIVING:
        return "death-or-serious-injury-unlawful-driving"
    for parent in (_SUBGROUP_PARENTS.get(subgroup, make_code(subgroup)), make_code(group)):
        if parent in known:
            return parent
    raise BadFileError(path.name, f"the column 'Offence_Group' has '{group}', which is no ONS offence group")


def _require_all(path: Path, *, table: OfficialTable) -> None:
    for rejects in table.rejects:
        first = rejects.iloc[0]
        column = first["column_name"] or "offence_code"
        raise BadFileError(path.name, f"line {first['line_number']}, column '{column}': {first['reason']}")
