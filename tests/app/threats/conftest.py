"""The app with what a force loads about threats."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings, read_settings

CRITERIA = ("physical", "volume", "capacity")
SCORES = {"soc": (4, 3, 2), "ksi": (5, 2, 1), "oac": (1, 4, 1)}


@pytest.fixture
def loaded_app(
    default_settings: Callable[[str], Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """The app on a copy of the default store with intelligence requirements and a MoRiLE sheet."""
    built = Path(sa.make_url(default_settings("duckdb").store_url).database or "")
    shutil.copytree(built.parent, tmp_path / "store")
    own_settings = read_settings({"STORE_URL": f"duckdb:///{tmp_path / 'store' / built.name}"})
    requirements = (
        "requirement_id,threat,requirement,knowledge,collection_priority,as_at\n"
        "IR-1,soc,Who leads,low,high,2018-04-03\nIR-2,soc,What is sold,high,low,2018-04-03\n"
    )
    scores = "threat,criterion,score,highest_score,as_at\n" + "".join(
        f"{threat},{criterion},{score},5,2018-04-03\n"
        for threat, own in SCORES.items()
        for criterion, score in zip(CRITERIA, own, strict=True)
    )
    for source, text in (("intelligence", requirements), ("morile", scores)):
        path = tmp_path / f"{source}.csv"
        path.write_text(text, encoding="utf-8")
        load_source(own_settings, Request(source, (path,)))
    monkeypatch.setenv("STORE_URL", own_settings.store_url)
    return own_settings
