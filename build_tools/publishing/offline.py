"""The site as one zip file, to unpack anywhere and read without a network."""

import re
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from build_tools.pages.address import OFFLINE
from build_tools.publishing.compress import FORMATS
from build_tools.publishing.folders.listing import listed

NAME = OFFLINE
FOLDER = "explainer"
"""The folder that the file unpacks to."""
PACKED = frozenset({".gif", ".jpeg", ".jpg", ".pdf", ".png", ".webp", ".woff", ".woff2", ".zip"})
"""Formats that are compressed already; to do it again would cost time and win nothing."""
_ONLY_ON_THE_WEB = re.compile(rb'<(p|span|tr) class="(?:[\w-]+ )?web-only">.*?</\1>\s*', re.DOTALL)
"""What leads to the file itself or to the manifest, which is made after it; it would lead nowhere in it."""
_LINK = re.compile(rb"\[([^\]]+)\]\([^()\s]*\b(?:offline\.zip|manifest\.json)\)")
"""The same in a page as Markdown; its words may stay."""
_EARLIEST, _LATEST = 315532800, 4354819198  # 1980 to 2107 are all that the format has (PKWARE APPNOTE 6.3, 4.4.6)


def pack(site: Path, epoch: int) -> None:
    """Write ``offline.zip`` into a site's folder, with everything else that is there but what leads to the file.

    Compressed copies are left out, for they are for hosts.

    The same files make the same bytes: they are sorted, and each has the same time and rights.
    (Another version of zlib may compress otherwise.)

    Args:
        site: the folder of a finished site.
        epoch: the time of every file, in seconds since 1970, UTC.

    """
    stamp = time.gmtime(min(max(epoch, _EARLIEST), _LATEST))[:6]
    names = listed(site)
    with ZipFile(site / NAME, "w") as archive:
        for name in names:
            if name != NAME and not name.endswith(tuple(FORMATS)):
                archive.writestr(_entry(name, stamp), unlinked(name, (site / name).read_bytes()))


def unlinked(name: str, data: bytes) -> bytes:
    """Return a file of the site; if it is a page, or one as Markdown, without links to ``offline.zip``."""
    if name.endswith(".html"):
        return _ONLY_ON_THE_WEB.sub(b"", data)
    return _LINK.sub(rb"\1", data) if name.endswith(".md") else data


def _entry(name: str, stamp: tuple[int, int, int, int, int, int]) -> ZipInfo:
    """Return what the zip file says of a file: its name, its time, who may read it, how it is compressed."""
    entry = ZipInfo(f"{FOLDER}/{name}", stamp)
    entry.create_system = 3  # Unix, whatever this machine is
    entry.external_attr = 0o100644 << 16
    entry.compress_type = ZIP_STORED if Path(name).suffix in PACKED else ZIP_DEFLATED
    return entry
