"""Offences that a restricted source never shows below a policing area.

Sexual offences, exploitation of children, modern slavery, and what is flagged as domestic abuse, child
sexual exploitation or hate crime, whatever their number: a small place can give a person away where a
count does not. They are left out of totals there too, or a subtraction would give them back.
"""

import pandas as pd

SENSITIVE_GROUPS = frozenset({"sexual-offences"})
SENSITIVE_CODES = frozenset({"71", "106"})
SENSITIVE_FLAGS = frozenset({"domestic-abuse", "cse", "hate"})
SMALL_LEVELS = frozenset({"district", "lsoa"})
LEFT_OUT_NOTE = (
    "Below policing areas a restricted source leaves out sexual offences, exploitation, modern slavery and crimes "
    "flagged as domestic abuse, child sexual exploitation or hate crime, in totals too."
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
