"""What a browser may do on the site, said once: for the pages themselves and for the hosts that send headers."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

from build_tools.exports.api import ROOT
from build_tools.exports.calendar import PATH as CALENDAR
from build_tools.exports.feeds import CORRECTIONS, FEED
from build_tools.exports.media_types import TYPES, with_charset
from build_tools.exports.paths import FOLDER

NAME = "_headers"
"""The file in a site that some hosts look for."""
POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""Only files of the site are loaded and run, and nothing that stands in a page (W3C, CSP Level 3)."""
ONLY_IN_HEADERS: Mapping[str, str] = {"frame-ancestors": "'none'"}
"""Directives that a page cannot give itself (CSP 3, section 3.3)."""
OPEN_PATHS = (f"/{ROOT.split('/')[0]}/*", f"/{FOLDER}/*", *(f"/{name}" for name in (FEED, CORRECTIONS, CALENDAR)))
"""What pages of other sites may read as well: public data, for which nobody is asked who they are."""
OPEN = ("Access-Control-Allow-Origin", "*")
"""The header that lets them (Fetch Standard, "CORS protocol")."""

LITTLE_KNOWN = ("bib", "csv", "db", "gz", "ics", "md", "ris", "yml")
"""Endings for which some hosts have no type: browsers save such a file instead of showing it, or give it to no program
that is for it, for they are told not to guess."""
_NGINX_NAMES = ("application/javascript", "text/xml")
"""What nginx, or some versions of it, calls scripts and XML."""

_UNUSED = ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")


def page_policy() -> str:
    """Return the policy that each page carries in a <meta>, for hosts that send no headers."""
    return _joined(POLICY)


def headers() -> dict[str, str]:
    """Return the headers that a host should send with each file, by name.

    A browser asks each time whether a file is still the same, which costs no more than the head of an answer
    (RFC 9111, 5.2.2.4): names of styles and scripts stay when what is in them changes, and a new page with an old
    style is broken. Without the header it guesses how long a file will do (RFC 9111, 4.2.2).
    """
    return {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": _joined({**POLICY, **ONLY_IN_HEADERS}),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
        "Referrer-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=63072000",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def _joined(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def host_files(url: str = "") -> dict[str, bytes]:
    """Return the headers in the forms of several hosts, by file name.

    ``_headers`` is for Cloudflare Pages and Netlify, which look for it at the top of what they publish, and count paths
    from there; the others are to be included in a server's own configuration.

    Args:
        url: the full address of the site, which may be in a folder of its host.

    """
    folder = quote(unquote(urlsplit(url).path)).rstrip("/")  # anybody may write it: of signs that mean something, none
    forms = {NAME: _for_cloudflare(), "nginx.conf": _for_nginx(folder), "Caddyfile": _for_caddy(folder)}
    return {name: form.encode() for name, form in forms.items()}


def _for_cloudflare() -> str:
    """Return a list of paths, each with its headers; a file gets those of every path that fits."""
    paths = {"/*": headers(), **{path: dict([OPEN]) for path in OPEN_PATHS}}
    paths |= {f"/*.{ending}": {"Content-Type": with_charset(TYPES[ending])} for ending in LITTLE_KNOWN}
    return "".join(f"{path}\n{_indented(told)}" for path, told in paths.items())


def _indented(told: Mapping[str, str]) -> str:
    return "".join(f"  {name}: {value}\n" for name, value in told.items())


def _for_nginx(folder: str) -> str:
    """Return lines for a ``server`` block; ``always`` sends them with the page for wrong addresses too.

    No ``location`` has headers, for it would send no others; a header whose value is empty is not sent. Types that
    are told in a ``server`` block replace all that are told around it, so the usual ones are included again.
    """
    paths = "|".join(re.escape(folder + path).replace(r"\*", ".*") for path in OPEN_PATHS)
    opened = [
        'set $open "";',
        f'if ($uri ~ "^({paths})$") {{ set $open "{OPEN[1]}"; }}',
        f"add_header {OPEN[0]} $open;",
    ]
    lines = [f'add_header {name} "{value}" always;' for name, value in headers().items()]
    types = ["include mime.types;", "types {", *(f"    {TYPES[each]} {each};" for each in LITTLE_KNOWN), "}"]
    texts = sorted({*_NGINX_NAMES, *(type for type in TYPES.values() if with_charset(type) != type)} - {"text/html"})
    charset = ["charset utf-8;", f"charset_types {' '.join(texts)};"]  # of HTML, nginx tells it anyway
    lost = f"error_page 404 {folder}/404.html;"
    return "\n".join([*_ABOUT_NGINX, *lines, *opened, *types, *charset, lost, *_NGINX_FILES]) + "\n"


_ABOUT_NGINX = (
    "# Headers and types of the site, for a server block of nginx: include this file there.",
    "# mime.types is the list that comes with nginx; its name counts from the folder of nginx.conf.",
)
_NGINX_FILES = (
    "# Copies that 'build --compress' makes. To send those with Brotli, nginx needs the module ngx_brotli; with it,",
    "# add the line 'brotli_static on;'.",
    "gzip_static on;",
    "gzip_vary on;",
)


def _for_caddy(folder: str) -> str:
    """Return a snippet for a site block: ``import`` this file, then write ``import explainer``."""
    lines = [f'\t\t{name} "{value}"' for name, value in headers().items()]
    opened = [f"\t@open path {' '.join(folder + path for path in OPEN_PATHS)}", f'\theader @open {OPEN[0]} "{OPEN[1]}"']
    types = [line for ending in (*LITTLE_KNOWN, "txt", "zip") for line in _type_for_caddy(ending)]
    comment = (
        "# Headers and types of the site, for Caddy: import this file, then 'import explainer' in the site's block."
    )
    files = [line.replace("/404.html", f"{folder}/404.html") for line in _CADDY_FILES]
    return "\n".join([comment, "(explainer) {", "\theader {", *lines, "\t}", *opened, *types, *files, "}"]) + "\n"


def _type_for_caddy(ending: str) -> tuple[str, str]:
    """Return lines that give the files of an ending their type, which Caddy takes from the system, if that has it."""
    return f"\t@{ending} path *.{ending}", f'\theader @{ending} Content-Type "{with_charset(TYPES[ending])}"'


_CADDY_FILES = (
    "\tfile_server {",
    "\t\tprecompressed br gzip",
    "\t}",
    "\thandle_errors {",
    "\t\t@missing expression {err.status_code} == 404",
    "\t\thandle @missing {",
    f"\t\t\theader -{OPEN[0]}",
    f'\t\t\theader Content-Type "{with_charset(TYPES["html"])}"',
    "\t\t\trewrite * /404.html",
    "\t\t\tfile_server",
    "\t\t}",
    "\t}",
)
"""How files are sent; the page for wrong addresses is none of the data, and is sent for no other error."""
