"""What the partnership priorities page says in sentences."""

import pandas as pd

from components.findings.words import join_names

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def find_priorities(cells: pd.DataFrame, *, partnership_count: int, edition: str) -> list[str]:
    """Themes that every partnership names, themes only one names, and what is not known."""
    sentences = []
    placed = cells[cells["csp_code"].notna() & (cells["certainty"] == "certain") & (cells["kind"] == "priority")]
    partners = placed[placed["is_partnership"].astype(bool)]
    by_theme = partners.groupby("theme")["csp_name"].nunique()
    everywhere = sorted(by_theme[by_theme == partnership_count].index)
    if everywhere and partnership_count > 1:
        sentences.append(
            f"All {_say_number(partnership_count)} partnerships name {join_names([_lower(t) for t in everywhere])} "
            f"in {edition}."
        )
    unplaced = cells[(cells["certainty"] == "unplaced") & (cells["kind"] != "state")]
    if unplaced.empty and partnership_count > 1:
        sole = by_theme[by_theme == 1].index
        if len(sole):
            names = sorted(set(partners.loc[partners["theme"].isin(sole), "csp_name"]))
            sentences.append(
                f"{_say_number(len(sole)).capitalize()} {'theme is' if len(sole) == 1 else 'themes are'} named by one "
                f"partnership only ({join_names(names)})."
            )
    elif len(unplaced):
        sentences.append(
            f"{len(unplaced)} of {len(cells[cells['kind'] != 'state'])} printed priorities of {edition} cannot be "
            "given to a partnership, because the published chart lost its columns; the matrix keeps them apart."
        )
    waiting = cells[cells["kind"] == "state"]
    if len(waiting):
        sentences.append(
            "One partnership, which the text does not let us name, had not yet begun its assessment cycle."
        )
    if not sentences and len(placed):
        wordings = placed["local_wording"].nunique()
        sentences.append(f"{join_names(sorted(placed['csp_name'].unique()))} named {wordings} priorities in {edition}.")
    return sentences


def _say_number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _lower(theme: str) -> str:
    return theme if theme[:2].isupper() else theme[0].lower() + theme[1:]
