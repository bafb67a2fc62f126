"""The proposal that the site explains."""

from build_tools.kinds.instrument import Instrument


class Proposal(Instrument):
    """A proposal and its drafts."""

    one = "Proposal"
    many = "The proposal"
    own_card = True
    chapter = (10, "The proposal")
