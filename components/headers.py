"""What a browser is told with every answer: load nothing from elsewhere, let nobody draw this within a page of theirs.

The policy is the narrowest that every page, chart and map of the app draws under, as measured in Chromium
(tests/browser/test_gate.py): see docs/security.md for what each wide part is for.
"""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

import streamlit as st

NARROW = (Path(__file__).parent / "narrow.js").read_text(encoding="utf-8")

FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@lru_cache(maxsize=32)
def write_policy(host: str) -> str:
    """The Content-Security-Policy for pages served under a host that the gate let pass; '' names no websocket."""
    # Older browsers do not count a websocket of the same origin to 'self'.
    sockets = f" ws://{host} wss://{host}" if host else ""
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' blob: 'wasm-unsafe-eval' {' '.join(_list_script_digests())}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self' data: blob:{sockets}",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "frame-src": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


@lru_cache(maxsize=1)
def _list_script_digests() -> tuple[str, ...]:
    """The scripts that stand within a page: those of Streamlit's own first page, and the one of ours. No other runs."""
    first = Path(st.__file__).parent / "static" / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", first.read_text(encoding="utf-8"), flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in (*scripts, NARROW))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
