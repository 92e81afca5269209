"""The store's tables in three layers: raw_ as read, core_ checked, out_ ready for questions."""

from data_access.schema.assessments import (
    core_alliance_priority,
    core_csp_priority,
    core_edition,
    core_placement_rule,
    core_plan_objective,
    core_spr_threat,
    core_term,
    core_theme,
    core_theme_link,
    core_threat,
    core_threat_offence,
    core_wording,
)
from data_access.schema.base import metadata
from data_access.schema.bookkeeping import (
    core_coverage,
    core_load,
    core_load_change,
    core_load_file,
    core_reject,
    core_source,
    meta_store,
)
from data_access.schema.casualties import (
    core_casualty,
    core_collision,
    core_road_line,
    core_road_position,
    core_vehicle,
    raw_collision,
)
from data_access.schema.crime import (
    core_force_crime,
    core_street_crime,
    out_crime_month,
    raw_street_crime,
)
from data_access.schema.figures import (
    core_annotation,
    core_figure,
    core_measure,
    core_offence,
    core_severity_weight,
)
from data_access.schema.horizon import core_horizon_driver, core_horizon_item
from data_access.schema.places import (
    core_area,
    core_area_member,
    core_lsoa_change,
    core_peer,
    core_period,
)
from data_access.schema.scrutiny import (
    core_grade,
    core_inspection,
    core_peel_grade,
    core_performance_measure,
    core_risk,
    core_risk_level,
    core_strategy,
    core_strategy_link,
)
from data_access.schema.workforce import core_stated_figure, core_stated_measure, core_stated_text

SCHEMA_VERSION = 2

# Indexes for questions on PostgreSQL; DuckDB's column store needs none.
QUESTION_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "out_crime_month": (("level", "area_code", "month"),),
    "core_figure": (("measure_code", "area_code"),),
    "core_area_member": (("ancestor_code", "level"),),
}

__all__ = [
    "QUESTION_INDEXES",
    "SCHEMA_VERSION",
    "core_alliance_priority",
    "core_annotation",
    "core_area",
    "core_area_member",
    "core_casualty",
    "core_collision",
    "core_coverage",
    "core_csp_priority",
    "core_edition",
    "core_figure",
    "core_force_crime",
    "core_grade",
    "core_horizon_driver",
    "core_horizon_item",
    "core_inspection",
    "core_load",
    "core_load_change",
    "core_load_file",
    "core_lsoa_change",
    "core_measure",
    "core_offence",
    "core_peel_grade",
    "core_peer",
    "core_performance_measure",
    "core_period",
    "core_placement_rule",
    "core_plan_objective",
    "core_reject",
    "core_risk",
    "core_risk_level",
    "core_road_line",
    "core_road_position",
    "core_severity_weight",
    "core_source",
    "core_spr_threat",
    "core_stated_figure",
    "core_stated_measure",
    "core_stated_text",
    "core_strategy",
    "core_strategy_link",
    "core_street_crime",
    "core_term",
    "core_theme",
    "core_theme_link",
    "core_threat",
    "core_threat_offence",
    "core_vehicle",
    "core_wording",
    "meta_store",
    "metadata",
    "out_crime_month",
    "raw_collision",
    "raw_street_crime",
]
