"""MkDocs within this process: it is made ready once, then makes one page at a time.

Each page goes through MkDocs' own functions, so that the bytes are those of ``mkdocs build``, which a
test compares. Only what is HTML in it already does not, which MkDocs would hand on as it is.
"""

from collections.abc import Set

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from build_tools.publishing.fast.folding import fold, unfold


class Press:
    """MkDocs with its files known and its navigation laid out."""

    def __init__(self, config: MkDocsConfig, files: Files, theme: Environment, by_hand: Set[str]) -> None:
        """Lay out the site, as ``mkdocs.commands.build.build`` does.

        Args:
            config: MkDocs' configuration.
            files: what the site is made of; those of the theme are added.
            theme: the theme's templates.
            by_hand: the paths of pages that somebody wrote, in which nothing is taken for what our templates write.

        """
        self.by_hand = by_hand
        self.config, self.files, self.theme = config, files, theme
        files.add_files_from_theme(theme, config)
        set_exclusions(files, config)
        self.navigation = get_navigation(files, config)
        self.pages = files.documentation_pages()
        for page in self.navigation.pages:
            if "title" not in vars(page):  # its own, which stands in it, is in the navigation of all
                self._convert(page)

    def page(self, file: File) -> bytes:
        """Return the page that is made of a file with Markdown."""
        page = file.page
        assert page, "the navigation gave each file its page"
        self._convert(page)
        page.active = True
        try:
            context = get_context(self.navigation, self.pages, self.config, page)
            template = self.theme.get_template(page.meta.get("template", "main.html"))
            return template.render(context).encode("utf-8", "xmlcharrefreplace")
        finally:
            page.active = False
            page.content = page.markdown = ""  # it is done with; without a text at all, it would lose its title

    def _convert(self, page: Page) -> None:
        """Turn the Markdown of a page into HTML, what is HTML in it already left as it is."""
        page.read_source(self.config)
        pieces: list[str] = []
        if page.file.src_uri not in self.by_hand:
            page.markdown, pieces = fold(page.markdown or "")
        page.render(self.config, self.files)
        page.content = unfold(page.content or "", pieces)
