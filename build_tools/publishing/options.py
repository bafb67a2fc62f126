"""What whoever starts a build may choose."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """What was chosen."""

    compressed: bool = False
    """Whether files have compressed copies, for hosts that send those."""
    plain: bool = False
    """Whether the publisher's own command makes the pages, which takes longer; the bytes are the same."""
    pdf: bool = False
    """Whether the print edition is made as a PDF too; ``pdf.missing`` says whether that can be done here."""


DEFAULTS = Options()
