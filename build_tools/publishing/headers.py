"""What a browser may do on the site, said once: for the pages themselves and for the hosts that send headers."""

from collections.abc import Mapping

from build_tools.exports.api import ROOT
from build_tools.exports.calendar import PATH as CALENDAR
from build_tools.exports.feeds import CORRECTIONS, FEED
from build_tools.exports.spreadsheets import FOLDER

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

_UNUSED = ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")


def page_policy() -> str:
    """Return the policy that each page carries in a <meta>, for hosts that send no headers."""
    return _joined(POLICY)


def headers() -> dict[str, str]:
    """Return the headers that a host should send with each file, by name."""
    return {
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


def host_files() -> dict[str, bytes]:
    """Return the headers in the forms of several hosts, by file name.

    ``_headers`` is for Cloudflare Pages and Netlify, which look for it in the site; the others are to be
    included in a server's own configuration.
    """
    forms = {NAME: _for_cloudflare, "nginx.conf": _for_nginx, "Caddyfile": _for_caddy}
    return {name: form().encode() for name, form in forms.items()}


def _for_cloudflare() -> str:
    """Return a list of paths, each with its headers; a file gets those of every path that fits."""
    opened = "".join(f"{path}\n  {OPEN[0]}: {OPEN[1]}\n" for path in OPEN_PATHS)
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers().items()) + opened


def _for_nginx() -> str:
    """Return lines for a ``server`` block; ``always`` sends them with the page for wrong addresses too.

    No ``location`` has headers, for it would send no others; a header whose value is empty is not sent.
    """
    paths = "|".join(path.replace(".", r"\.").replace("*", ".*") for path in OPEN_PATHS)
    opened = [
        'set $open "";',
        f'if ($uri ~ "^({paths})$") {{ set $open "{OPEN[1]}"; }}',
        f"add_header {OPEN[0]} $open;",
    ]
    lines = [f'add_header {name} "{value}" always;' for name, value in headers().items()]
    comment = "# Security headers of the site, for a server block of nginx: include this file there."
    served = ["error_page 404 /404.html;", "gzip_static on;", "gzip_vary on;", "charset utf-8;"]
    return "\n".join([comment, *lines, *opened, *served]) + "\n"


def _for_caddy() -> str:
    """Return a snippet for a site block: ``import`` this file, then write ``import explainer``."""
    lines = [f'\t\t{name} "{value}"' for name, value in headers().items()]
    opened = [f"\t@open path {' '.join(OPEN_PATHS)}", f'\theader @open {OPEN[0]} "{OPEN[1]}"']
    comment = (
        "# Security headers of the site, for Caddy: import this file, then 'import explainer' in the site's block."
    )
    return "\n".join([comment, "(explainer) {", "\theader {", *lines, "\t}", *opened, *_CADDY_FILES, "}"]) + "\n"


_CADDY_FILES = (
    "\tfile_server {",
    "\t\tprecompressed br gzip",
    "\t}",
    "\thandle_errors {",
    "\t\trewrite * /404.html",
    "\t\tfile_server",
    "\t}",
)
