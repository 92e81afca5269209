"""The command line: how it refuses what it cannot do."""

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def _is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text


@pytest.mark.parametrize("command", [["status"], ["figures", "crime.counts"], ["check"], ["rollback"]])
def test_without_a_store_a_command_says_how_to_build_one(run: Run, tmp_path: Path, command: list[str]) -> None:
    code, out, err = run(*command, store_url=f"duckdb:///{tmp_path / 'none.duckdb'}")
    assert (code, out) == (2, "")
    assert _is_one_sentence(err)


def test_without_a_store_nothing_is_loaded(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "2014-01-warwickshire-street.csv"
    file.write_text("Crime ID,Month\n", encoding="utf-8")
    code, _, err = run("load", "street-crime", str(file), store_url=f"duckdb:///{tmp_path / 'none.duckdb'}")
    assert code == 2
    assert "python -m data_access init" in err


def test_a_setting_that_cannot_be_used_is_said_in_one_sentence(run: Run) -> None:
    code, out, err = run("status", store_url="sqlite:///store.db")
    assert (code, out) == (2, "")
    assert _is_one_sentence(err)


def test_a_missing_configuration_is_said_in_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_CONFIG", str(tmp_path / "none.toml"))
    code, out, err = run("init", store_url=f"duckdb:///{tmp_path / 'store.duckdb'}")
    assert (code, out) == (2, "")
    assert "none.toml" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [[], ["guess"], ["load", "weather", "x.csv"], ["figures", "--format", "xml"]])
def test_a_command_line_that_is_no_command_exits_with_2(run: Run, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2
