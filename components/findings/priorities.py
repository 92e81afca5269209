"""What the views of partnership priorities say in sentences."""

import re
from collections.abc import Iterable

import pandas as pd

from components.findings.words import say_names

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SHARED = ("direct", "contributes")
MOST_NAMED = 4


def say_matrix(
    cells: pd.DataFrame, claims: pd.DataFrame, themes: pd.DataFrame, *, edition: str, is_whole_area: bool
) -> list[str]:
    """Themes that every partnership names and whether the alliance covers them; what is not known."""
    sentences = []
    partners = claims[claims["is_partnership"].astype(bool)]
    total = partners["csp_code"].nunique()
    certain = partners[partners["certainty"] == "certain"]
    for theme in _list_everywhere(certain, total) if is_whole_area else []:
        sentences.append(_say_everywhere(theme, claims, themes, total=total, edition=edition))
    loose = cells[(cells["certainty"] == "unplaced") & (cells["kind"] != "state")]
    if loose.empty and total > 1 and is_whole_area:
        sentences.extend(_say_sole(certain))
    if len(loose):
        named = cells[cells["kind"] != "state"]
        sentences.append(
            f"{len(loose)} of {len(named)} printed priorities of {edition} cannot be given to a partnership, because "
            "the published chart lost its columns; the matrix keeps them in a column of their own."
        )
    if (cells["kind"] == "state").any():
        sentences.append(
            "One partnership, which the text does not let us name, had not yet begun its assessment cycle."
        )
    if not sentences and len(certain):
        names = say_names(sorted(certain["csp_name"].unique()))
        sentences.append(f"{names} named {certain['theme'].nunique()} themes in {edition}.")
    return sentences


def _list_everywhere(certain: pd.DataFrame, total: int) -> list[str]:
    by_theme = certain.groupby("theme")["csp_code"].nunique()
    return sorted(by_theme[(by_theme == total) & (total > 1)].index)


def _say_everywhere(theme: str, claims: pd.DataFrame, themes: pd.DataFrame, *, total: int, edition: str) -> str:
    certain = claims[(claims["certainty"] == "certain") & (claims["theme"] == theme)]
    counties = sorted(certain.loc[~certain["is_partnership"].astype(bool), "csp_name"].unique())
    who = say_names([f"All {say_number(total)} partnerships", *counties])
    row = themes[themes["theme"] == theme]
    words = ""
    if len(row) and row["strength"].iloc[0] == "direct":
        words = f"; the alliance priority {row['group'].iloc[0]} covers it"
    elif len(row) and row["strength"].iloc[0] == "contributes":
        words = f"; no alliance priority covers it, though it contributes to {_lower(row['bears_on'].iloc[0])}"
    elif len(row):
        words = "; no alliance priority covers it"
    return f"{who} name {_lower(theme)} in {edition}{words}."


def _say_sole(certain: pd.DataFrame) -> list[str]:
    by_theme = certain.groupby("theme")["csp_code"].nunique()
    sole = certain[certain["theme"].isin(by_theme[by_theme == 1].index)]
    if sole.empty:
        return []
    count = sole["theme"].nunique()
    names = say_names(sorted(sole["csp_name"].unique()))
    is_one = count == 1
    return [
        f"{say_number(count).capitalize()} {'theme is' if is_one else 'themes are'} named by one partnership only "
        f"({names})."
    ]


def say_overlap(counts: pd.DataFrame, *, edition: str, against: str) -> list[str]:
    """Which partnerships share most and fewest alliance priorities, as counts out of the total."""
    own = counts[counts["is_partnership"].astype(bool)]
    if own.empty:
        return []
    total = int(own["all_count"].max())
    of = f"the {say_number(total)} alliance priorities of {against}"
    if (own["not_known_count"] > 0).any():
        least, most = int(own["shared_count"].min()), int((own["up_to_count"] + own["not_known_count"]).max())
        known = int((own["not_known_count"] == 0).sum())
        whole = f" For {say_number(known)} of {len(own)} it is known exactly." if known else ""
        return [
            f"Of {of}, partnerships share at least {least} with certainty; with priorities inferred or not placed it "
            f"could be up to {most}, because the published chart of {edition} lost its columns.{whole}"
        ]
    if len(own) == 1:
        row = own.iloc[0]
        return [f"{row['csp_name']} shares {say_share(row)} of {of}: {_say_direct(row)}."]
    best, least = own["shared_count"].max(), own["shared_count"].min()
    sentences = [
        f"Most alliance priorities are shared by {_name_those(own, best)} ({best} of {total} in {edition}), fewest by "
        f"{_name_those(own, least)} ({least})."
        if best != least
        else f"Each partnership shares {best} of {of} in {edition}."
    ]
    direct = own[own["direct_count"] > 0]
    names = say_names(list(direct["csp_name"]))
    sentences.append(
        f"{say_number(len(direct)).capitalize()} of {say_number(len(own))} name a theme that an alliance "
        f"priority covers directly{f' ({names})' if names else ''}; the rest is by contribution."
    )
    return sentences


def _name_those(own: pd.DataFrame, count: int) -> str:
    return say_names(sorted(own.loc[own["shared_count"] == count, "csp_name"]))


def say_share(row: pd.Series) -> str:
    """'4', or '2 (up to 3; 4 more not known)'."""
    more = []
    if row["up_to_count"] > row["shared_count"]:
        more.append(f"up to {int(row['up_to_count'])} with inferred ones")
    if row["not_known_count"]:
        more.append(f"{int(row['not_known_count'])} not known")
    said = f" ({', '.join(more)})" if more else ""
    return f"{int(row['shared_count'])}{said}"


def _say_direct(row: pd.Series) -> str:
    direct, shared = int(row["direct_count"]), int(row["shared_count"])
    if direct == shared:
        return "directly" if shared else "none is known"
    return f"{say_number(direct) if direct else 'none'} directly, {say_number(shared - direct)} by contribution"


def say_holders(claims: pd.DataFrame, *, subject: str, total: int, edition: str) -> list[str]:
    """Who names a theme, or a theme that bears on a threat: for certain, by inference, and for whom it is open."""
    own = claims[claims["is_partnership"].astype(bool)]
    by = {
        level: sorted(set(own.loc[own["certainty"] == level, "csp_name"]))
        for level in ("certain", "inferred", "possible")
    }
    certain = by["certain"]
    maybe = [name for name in by["inferred"] if name not in certain]
    unknown = [name for name in by["possible"] if name not in (*certain, *maybe)]
    named = f"{say_number(len(certain)).capitalize()} of {say_number(total)} partnerships name {_lower(subject)}"
    sentences = [f"{named} in {edition}{f': {say_names(certain)}' if certain else ''}."]
    if maybe:
        sentences.append(f"{say_names(maybe)} {'does' if len(maybe) == 1 else 'do'} by inference.")
    if unknown:
        sentences.append(f"Of {say_names(unknown)} it is not known.")
    return sentences


def say_mine(
    row: pd.Series, *, lacked: Iterable[str], alone: Iterable[str], allies: pd.DataFrame, edition: str
) -> list[str]:
    """One partnership: what it shares, what it alone names, what it lacks, and its closest ally."""
    name, total = row["csp_name"], int(row["all_count"])
    sentences = [
        f"{name} shares {say_share(row)} of the {say_number(total)} alliance priorities in {edition}: "
        f"{_say_direct(row)}."
    ]
    alone, lacked = list(alone), list(lacked)
    if alone:
        sentences.append(f"It alone names {say_names([_lower(theme) for theme in alone])}.")
    if lacked:
        sentences.append(f"Nothing it names bears on {say_names([_lower(priority) for priority in lacked])}.")
    known = allies[allies["jaccard"].notna()]
    if len(known):
        best = known.sort_values(["jaccard", "shared_count"], ascending=False).iloc[0]
        near = ", a neighbour" if best["is_neighbour"] else ""
        sentences.append(
            f"It has most in common with {best['other_name']}{near}: {best['shared_count']} of the "
            f"{best['all_count']} themes that either names."
        )
    return sentences


def say_changes(changes: pd.DataFrame, *, alliance_name: str = "The alliance") -> list[str]:
    """What the alliance added and dropped, what partnerships did, and how much is not known."""
    if changes.empty:
        return []
    then, now = changes["from_edition"].iloc[0], changes["to_edition"].iloc[0]
    own = changes[changes["csp_name"] == alliance_name]
    parts = []
    for change, verb in (("new", "added"), ("dropped", "dropped")):
        names = [_lower(name) for name in own.loc[own["change"] == change, "theme"]]
        if names:
            parts.append(f"{verb} {say_names(names)}")
    sentences = [f"From {then} to {now} the alliance {say_names(parts)}."] if parts else []
    others = changes[changes["csp_name"] != alliance_name]
    kept = others[others["change"].isin(["kept", "reworded"]) & (others["certainty"] == "certain")]
    dropped = others[others["change"] == "dropped"]
    if len(kept):
        themes = kept.groupby("theme")["csp_code"].nunique().sort_values(ascending=False)
        said = [f"{_lower(theme)} ({count})" for theme, count in themes.head(MOST_NAMED).items()]
        sentences.append(f"Known to be kept by partnerships and counties: {say_names(said)}.")
    if len(dropped):
        said = [f"{_lower(row.theme)} ({row.csp_name})" for row in dropped.head(MOST_NAMED).itertuples()]
        more = f" and {len(dropped) - len(said)} more" if len(dropped) > len(said) else ""
        sentences.append(f"Known to be dropped: {', '.join(said)}{more}.")
    unknown = int((others["change"] == "not known").sum())
    if unknown:
        sentences.append(
            f"Of {unknown} of {len(others)} pairs of partnership and theme it is not known, because the chart of {now} "
            "lost its columns."
        )
    return sentences


def say_gaps(gaps: pd.DataFrame) -> list[str]:
    """Themes most carry and the alliance does not cover; alliance priorities few carry."""
    sentences = []
    many = gaps[gaps["gap"] == "theme many carry, alliance lacks"]
    if len(many):
        said = [
            f"{_lower(row.name_)} ({row.csp_count} of {row.csp_total})" for row in _rename(many).head(3).itertuples()
        ]
        sentences.append(f"No alliance priority covers {say_names(said)}, which most partnerships name.")
    few = gaps[gaps["gap"] == "alliance priority few carry"]
    if len(few):
        rows = _rename(few).sort_values("csp_count").head(3)
        said = [f"{_lower(row.name_)} ({row.csp_count} of {row.csp_total})" for row in rows.itertuples()]
        open_count = int(few["not_known_count"].sum())
        words = " as far as is known" if open_count else ""
        sentences.append(f"Few partnerships name a theme that is directly {say_names(said)}{words}.")
    sole = gaps[gaps["gap"] == "sole priority"]
    if len(sole):
        sentences.append(
            f"{say_number(len(sole)).capitalize()} {'theme is' if len(sole) == 1 else 'themes are'} one partnership's "
            "alone."
        )
    return sentences or ["No gap can be claimed from what is held of this edition."]


def _rename(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.rename(columns={"name": "name_"})


def say_bearing(bearing: pd.DataFrame, *, threat: str, edition: str) -> list[str]:
    """Who else works on a threat, in one sentence a kind."""
    cells = bearing[bearing["kind"] == "partnership priority"]
    placed = cells[~cells["who"].str.startswith("partnership not known")]
    direct = sorted(set(placed.loc[placed["strength"] == "direct", "who"]))
    helped = sorted(set(placed["who"]) - set(direct))
    sentences = []
    if direct:
        sentences.append(
            f"{say_names(direct)} {'names' if len(direct) == 1 else 'name'} {_lower(threat)} itself in {edition}."
        )
    else:
        sentences.append(f"No partnership is known to name {_lower(threat)} itself in {edition}.")
    if helped:
        sentences.append(f"{say_number(len(helped)).capitalize()} more name what contributes to it.")
    loose = len(cells) - len(placed)
    if loose:
        sentences.append(f"{loose} further cells bear on it whose partnership is not known.")
    wider = bearing[bearing["kind"].isin(["strategic policing requirement", "police and crime plan"])]
    if len(wider):
        counts = wider.groupby("kind").size()
        said = [
            f"{say_number(int(counts.get(kind, 0)))} {words if counts.get(kind, 0) == 1 else words + 's'}"
            for kind, words in (
                ("strategic policing requirement", "national requirement"),
                ("police and crime plan", "plan objective"),
            )
        ]
        sentences.append(f"{say_names(said).capitalize()} bear on it.")
    return sentences


def say_number(number: int) -> str:
    """Small numbers as words."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def _lower(name: str) -> str:
    """A theme or alliance priority within a sentence: no brackets, no capitals but those of abbreviations."""
    plain = re.sub(r"\s*\([^)]*\)", "", name)
    return " ".join(word if len(word) > 1 and word[:2].isupper() else word.lower() for word in plain.split(" "))
