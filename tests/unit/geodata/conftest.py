"""What the tests of geodata share: the bundled alliance, and a configuration of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.alliance import Alliance, load_alliance

WriteConfig = Callable[[str], Path]


@pytest.fixture(scope="session")
def alliance() -> Alliance:
    return load_alliance()


@pytest.fixture
def write_config(tmp_path: Path) -> WriteConfig:
    def write(text: str) -> Path:
        path = tmp_path / "forces.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
