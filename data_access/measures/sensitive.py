"""Offences that a restricted source never shows below a policing area.

Sexual offences, exploitation, modern slavery, offences aggravated by race or religion, and what is flagged
as domestic abuse, child sexual exploitation or hate crime, whatever their number: a small place can give a
person away where a count does not. They are left out of totals there too, or a subtraction would give them
back. Female genital mutilation, forced marriage and honour-based violence have no offence code and no flag
of their own in an extract, so no measure of them can be shown anywhere.
"""

import pandas as pd

SENSITIVE_GROUPS = frozenset({"sexual-offences"})
# Child exploitation (71, 86), trafficking (72), modern slavery, exploitation of prostitution, and the offences
# that are by their code a hate crime of the strands race or religion.
SENSITIVE_CODES = frozenset({"71", "72", "86", "106", "24", "8M", "8P", "9B", "58J", "105B"})
SENSITIVE_FLAGS = frozenset({"domestic-abuse", "cse", "hate"})
SMALL_LEVELS = frozenset({"district", "lsoa"})
LEFT_OUT_NOTE = (
    "Below policing areas a restricted source leaves out sexual offences, exploitation, modern slavery, racially or "
    "religiously aggravated offences and crimes flagged as domestic abuse, child sexual exploitation or hate crime, "
    "in totals too."
)


def drop_sensitive(offences: pd.DataFrame) -> pd.DataFrame:
    """The offences without the sensitive ones; a row has offence_code and parent_code."""
    code, parent = offences["offence_code"], offences["parent_code"]
    is_sensitive = (
        code.isin(SENSITIVE_CODES)
        | code.isin(SENSITIVE_GROUPS)
        | parent.isin(SENSITIVE_GROUPS)
        | code.isin({f"flag:{flag}" for flag in SENSITIVE_FLAGS})
    )
    return offences[~is_sensitive].reset_index(drop=True)
