"""What a site may choose for itself in content/site.yml, besides its topic: lists of words with their meanings."""

from build_tools.model.fields import Choice


class CitationStyle(Choice):
    """The style of formatted references; each is a file in ``citation_styles/``."""

    APA = "apa", "American Psychological Association, 7th edition"
    HARVARD = "harvard-cite-them-right", "Cite Them Right, Harvard"
    MLA = "modern-language-association", "Modern Language Association, 9th edition"
    OSCOLA = "oscola", "Oxford University Standard for the Citation of Legal Authorities"


class Licence(Choice):
    """The licence of the texts and data, by its name in the SPDX list."""

    CC_BY = "CC-BY-4.0", "Creative Commons Attribution 4.0 International"
    CC_BY_SA = "CC-BY-SA-4.0", "Creative Commons Attribution Share Alike 4.0 International"
    CC0 = "CC0-1.0", "Creative Commons Zero 1.0 Universal"

    @property
    def url(self) -> str:
        """The address of its text."""
        name, version = str(self.value).rsplit("-", 1)
        path = {"CC0": "publicdomain/zero"}.get(name, f"licenses/{name.removeprefix('CC-').lower()}")
        return f"https://creativecommons.org/{path}/{version}/"
