"""Levels of intelligence, and loaded sheets that answer questions and count as nothing printed."""

from pathlib import Path

from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings
from data_access.store import Store, open_store


def test_the_scale_names_every_pair_of_levels(store: Store) -> None:
    scale = store.ask("threats.intelligence_scale")
    assert len(scale) == len(set(zip(scale["knowledge"], scale["collection_priority"], strict=True))) == 9


def test_loaded_sheets_answer_the_questions_and_count_as_nothing_printed(
    own_settings: Settings, store: Store, tmp_path: Path
) -> None:
    printed = store.ask("threats.coverage")
    sheets = {
        "intelligence": "requirement_id,threat,requirement,knowledge,collection_priority,as_at\n"
        "IR-1,soc,Who leads,low,high,2018-04-03\n",
        "morile": "threat,criterion,score,as_at\nsoc,volume,3,2018-04-03\nksi,volume,2,2018-04-03\n",
        "priorities": "edition,partnership,kind,local_wording\n2018-19,Rugby,priority,ASB\n",
    }
    for source, text in sheets.items():
        path = tmp_path / f"{source}.csv"
        path.write_text(text, encoding="utf-8")
        (report,) = load_source(own_settings, Request(source, (path,)))
        assert report.stored_count == report.read_count
        assert load_source(own_settings, Request(source, (path,))) == []
    own = open_store(own_settings)
    assert own.ask("threats.coverage")["fact_count"].tolist() == printed["fact_count"].tolist()
    loaded = own.ask("threats.intelligence", Filters(threat_code="soc"))
    assert loaded["rag"].tolist() == ["red"]
    assert own.ask("threats.morile_ranks")["threat_code"].tolist() == ["soc", "ksi"]
    moves = own.ask("threats.morile_moves")
    assert set(moves["move"]) == {-1.0, 1.0}
    assert moves["criterion_name"].tolist() == ["Volume", "Volume"]
    assert set(moves["rival_name"]) == {"Serious and organised crime", "Killed and seriously injured on the roads"}
    sources = own.ask("sources.list").set_index("source_id")
    for source in ("intelligence-requirements", "morile-scores"):
        assert sources.loc[source, ["access", "marking"]].tolist() == ["restricted", "OFFICIAL_SENSITIVE"]
    own.close()
