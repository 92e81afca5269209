"""Columns of tables of recorded crime that more than one topic shows, and how to read a control chart."""

from components.missing import NO_RATE, NO_WEIGHT, NONE, NOT_APPLICABLE, TOO_FEW_PERIODS
from components.tables import Column

PERIOD_COLUMNS = {
    "period_words": Column("Period"),
    "crime_count": Column("Recorded crimes", "count"),
    "mean": Column("Mean of the run", "rate", missing=TOO_FEW_PERIODS),
    "lower": Column("Lower limit", "rate", missing=TOO_FEW_PERIODS),
    "upper": Column("Upper limit", "rate", missing=TOO_FEW_PERIODS),
    "signal": Column("Signal", missing=NONE),
}
MARKS_NOTE = (
    "Grey line: the mean of each unbroken run; dashed: its control limits. Triangles are signals: they point the way a "
    "period moved beyond its usual ups and downs. Outlined slots are not held. Recorded crime has no better or worse "
    "direction."
)
RATE_COLUMNS = {
    "area_name": Column("Area"),
    "crime_count": Column("Count", "count"),
    "population": Column("Residents", "count", missing=NOT_APPLICABLE),
    "rate": Column("Per 1,000 residents", "rate", missing=NO_RATE),
    "rate_lower": Column("95% from", "rate", missing=NO_RATE),
    "rate_upper": Column("95% to", "rate", missing=NO_RATE),
    "differs": Column("Than all together", missing=NO_RATE),
    "reason": Column("Why no rate", missing=""),
}
GAP_COLUMNS = {
    "offence_name": Column("Offence"),
    "crime_count": Column("Crimes", "count"),
    "severity_weight": Column("Weight", "rate", missing=NO_WEIGHT),
    "share_pct": Column("Share of crimes", "share"),
    "harm_share_pct": Column("Share of harm", "share", missing=NO_WEIGHT),
    "gap_pct": Column("Points of harm above volume", "rate", missing=NO_WEIGHT),
}
