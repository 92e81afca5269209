"""The environment, read once into a frozen Settings.

Every variable is described in SETTINGS, which README's table is tested against.
"""

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from data_access.errors import SettingsError
from data_access.markings import Marking, parse_marking

PROJECT_ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = PROJECT_ROOT / "data_access" / "templates"
DEFAULT_STORE = PROJECT_ROOT / ".store" / "threat-picture.duckdb"

_HOST = re.compile(r"([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?")

SETTINGS: dict[str, str] = {
    "STORE_URL": "SQLAlchemy address of the store; default is a DuckDB file in .store/",
    "ALLIANCE_CONFIG": "TOML file that says which forces are shown; default geodata/published/alliance.toml",
    "MARKING": "lowest protective marking shown on every page; it can raise the marking, never lower it",
    "STATEMENT_SECONDS": "how long one question may take before it is stopped; default 20",
    "SMALL_NUMBER_THRESHOLD": "counts of restricted sources below this are shown as '<N'; default 5",
    "REFERENCE_DIR": "folder of the bundled figures; default data_access/reference",
    "ALLOWED_HOSTS": "names other than this machine's own that the app answers under, with :PORT where it is not the "
    "app's; parted by commas",
    "LOADER_URL": "address of the store for commands that write, where readers have an account of their own",
}


@dataclass(frozen=True)
class Settings:
    """What the environment says; times in seconds."""

    store_url: str
    alliance_config: Path | None
    reference_dir: Path
    minimum_marking: Marking
    statement_seconds: float
    small_number_threshold: int
    allowed_hosts: tuple[str, ...] = ()
    loader_url: str = ""
    reader_url: str = ""  # set for a command that writes: the account that may read what it writes

    @property
    def for_loading(self) -> "Settings":
        """The settings of a command that writes: the store's address is that of the loading account."""
        if not self.loader_url:
            return self
        return replace(self, store_url=self.loader_url, loader_url="", reader_url=self.store_url)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment; raises SettingsError for a value that can't be used."""
    env = os.environ if environ is None else environ
    config = env.get("ALLIANCE_CONFIG", "").strip()
    return Settings(
        store_url=env.get("STORE_URL", "").strip() or f"duckdb:///{DEFAULT_STORE}",
        alliance_config=Path(config) if config else None,
        reference_dir=Path(env.get("REFERENCE_DIR", "").strip() or PROJECT_ROOT / "data_access" / "reference"),
        minimum_marking=parse_marking(env.get("MARKING", "")),
        statement_seconds=_read_number(env, "STATEMENT_SECONDS", default=20.0, least=0.1),
        small_number_threshold=int(_read_number(env, "SMALL_NUMBER_THRESHOLD", default=5, least=1)),
        allowed_hosts=_read_hosts(env.get("ALLOWED_HOSTS", "")),
        loader_url=env.get("LOADER_URL", "").strip(),
    )


def _read_hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host.strip().lower() for host in text.split(",") if host.strip())
    for number, host in enumerate(hosts, start=1):
        if not _HOST.fullmatch(host):
            raise SettingsError(
                f"Entry {number} of ALLOWED_HOSTS is no name: give names such as figures.example.org, with :PORT where "
                "the port is not the app's, parted by commas, without https:// and without *."
            )
    return hosts


def _read_number(env: Mapping[str, str], name: str, *, default: float, least: float) -> float:
    text = env.get(name, "").strip()
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not (math.isfinite(value) and value >= least):
        raise SettingsError(f"{name} is '{text}': it must be a number of {least:g} or more.")
    return value
