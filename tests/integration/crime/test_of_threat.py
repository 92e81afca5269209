"""The offence codes that count for a threat."""

from data_access.filters import Filters
from data_access.store import Store


def test_a_threat_counts_the_offence_codes_below_every_subgroup_of_its_groups(store: Store) -> None:
    """Burglary codes lie under residential and non-residential burglary: a threat named for burglary has them all."""
    tree = store.ask("crime.tree", Filters(threat_code="oac"), step="published-quarter")
    leaves = tree[tree["offence_code"].isin(store.ask("crime.tree", step="published-quarter")["offence_code"])]
    whole = store.ask("crime.tree", step="published-quarter").set_index("offence_code")["crime_count"]
    burglary = [code for code in leaves["offence_code"] if str(code).startswith(("28", "29", "30", "31"))]
    assert burglary, "no code of burglary counts for organised acquisitive crime"
    assert leaves.set_index("offence_code").loc[burglary, "crime_count"].sum() == whole.loc[burglary].sum() > 10_000
