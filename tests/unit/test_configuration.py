"""What .streamlit/config.toml sets is known to the pinned Streamlit, and reaches the app that `make run` starts."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / ".streamlit" / "config.toml"


def ask_streamlit(option: str) -> str:
    """What Streamlit reads for an option where the app is started; it raises for one that it does not know."""
    script = f"from streamlit import config; print(config.get_option({option!r}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_no_full_collection_after_each_script() -> None:
    assert tomllib.loads(CONFIG.read_text(encoding="utf-8"))["runner"]["postScriptGC"] is False
    assert ask_streamlit("runner.postScriptGC") == "False"
