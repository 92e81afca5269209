"""What the map draws."""

import json

from tests.app.reading import (
    find_parts,
)


def read_map(at, number: int = 0) -> dict:
    return json.loads(find_parts(at, "map")[number])


def list_layers(at) -> dict[str, list[dict]]:
    return {layer["id"]: layer["data"] for layer in read_map(at)["layers"]}
