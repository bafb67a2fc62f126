"""The site check finds every broken rule in a published site, at its place, and nothing in a whole one."""

from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from build_tools import commands, pipeline
from build_tools.assets import assets
from build_tools.diagnostics import Place, Report
from build_tools.publishing.current import said_before
from build_tools.publishing.headers import page_policy
from build_tools.publishing.options import DEFAULTS
from build_tools.publishing.provenance.manifest import NAME
from build_tools.publishing.sitecheck import check_site
from build_tools.publishing.sitecheck.facts import PAINTS, facts_of
from tests.test_publish import files_in

PAGE = """<!doctype html>
<html lang="en">
<head>
<title>The lake, explained</title>
<meta name="description" content="A pact of two towns.">
<link rel="canonical" href="https://example.org/lake/index.html">
<meta property="og:url" content="https://example.org/lake/"><meta property="og:title" content="none.html">
<link rel="stylesheet" href="style.css"><link rel="manifest" href="app.webmanifest">
<script src="used.js" defer></script><script src="used.mjs" type="module"></script>
<script type="application/ld+json">{"name": "onload = https://example.org"}</script>
</head>
<body>
<h1 id="top-of-it">The lake</h1>
<p>Calm.<sup><a id="noteref-1" href="#note-1" role="doc-noteref">1</a></sup>
<sup><a id="noteref-1-2" href="#note-1" role="doc-noteref">1</a></sup></p>
<h2>Its pact</h2>
<p><a href="pact/index.html#duty">Pact</a>, <a href="https://example.org/elsewhere">elsewhere</a>, <a href="#">up</a>,
<a href="Tr%C3%BCb.html?x=1">murky</a>, <a href="mailto:keeper@example.org">letter</a>,
<a href="HTTPS://example.org/loud">loud</a>, <a href=" http://example.org/old#part ">old</a>, <a href="tel:+1">call</a>,
<a href="used.js#line">code</a>, <a href="#top">top</a>,
<a href=" pact/index.html ">pact</a>, <a href="https://example.org/lake/#top-of-it">here</a>,
<a href="http://EXAMPLE.org/lake/pact/">there</a>, <a href="https://example.org/lakes/x.html">others</a>,
<a href="#:~:text=Calm">calm</a>, <a href="data:,x" download>data</a>,
<a href="index.html"><img src="raft.png" alt="A raft"></a>, <a href="#" aria-label="Up"></a>,
<a id="line-1" href="#line-1"></a> <a href="#" hidden></a> <h2 title="Its towns"></h2>
<img src="raft.png" usemap="#map" alt=""><map name="map"><area href="index.html" alt="Home"></map>
<img src="raft.png" role="presentation"> <i lang="uk-Latn">ozero</i> <i lang="">x</i>
<svg><rect id="r" fill="url(#r)"/><use href="#r"/></svg></p>
<form action="pact/index.html"></form>
<ol><li id="note-1">A book. <a href="#noteref-1" role="doc-backlink">back</a></li></ol>
<!-- place -->
</body>
</html>
"""
OTHER = """<!doctype html><html lang="en"><head><title>The pact</title>
<meta name="description" content="What it says."></head>
<body><h1>The pact</h1><h2 id="duty">Duty</h2><svg role="img" aria-labelledby="t"><title id="t">A raft</title></svg>
<img src="../raft.png" srcset="../raft.png 1x, ../raft.png 2x" alt="Put it on = a raft">
<p id="Brücke"><a href="#Br%C3%BCcke">Bridge</a> <a href="#duty">Duty</a></p><!-- place --></body></html>
"""
MOVED = """<!doctype html><html lang="en"><head><title>Moved</title><meta name="robots" content="noindex, nofollow">
<meta name="description" content="Moved."><meta http-equiv="refresh" content="0; url=index.html"></head>
<body><h1>Moved</h1></body></html>
"""
LOST = """<!doctype html><html lang="en"><head><title>Nothing here</title><meta name="description" content="None.">
<link rel="stylesheet" href="/lake/style.css"></head>
<body><h1>Nothing</h1><a href="/lake/pact/index.html">Pact</a>
<a href="/lake/pact/index.html#Br%C3%BCcke">Bridge</a></body></html>
"""
POLICY = f'<meta http-equiv="Content-Security-Policy" content="{page_policy()}">'
CANONICAL = '<link rel="canonical" href="https://example.org/lake/index.html">'
CHARSET = '<meta charset="utf-8">'
VIEWPORT = '<meta name="viewport" content="width=device-width">'
HEAD = f"<head>{CHARSET}{POLICY}{VIEWPORT}"
PAGE, OTHER, MOVED, LOST = (each.replace("<head>", HEAD) for each in (PAGE, OTHER, MOVED, LOST))
STYLE = (
    "@import 'fonts.css'; /* url(https://example.org/not-asked-for) */ body { background: url('raft.png') }\n"
    """a::after { content: "url(https://example.org/x)" } b { background: image-set("raft.png" type("image/png")) }\n"""
)
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.org/lake/index.html</loc></url><url><loc>https://example.org/lake/pact/</loc></url><url><loc>https://example.org/lake/Tr%C3%BCb.html</loc></url></urlset>
"""
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="feed.xml"/><title>none.html</title>
<entry><link href="https://example.org/lake/Tr%C3%BCb.html"/><link href="pact/index.html#duty"/></entry></feed>
"""
TWIN = """# The pact

[Bridge](#Brücke), `[code](none.html)`, [else](https://example.org/x), [lake](../index.html)

```text
[code](none.html#x)
```

[^1]: none.html
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>on = javascript:</title>'
    '<a xlink:href="https://example.org/x"><g fill="url(#r)" style="fill: red"/></a><image href="raft.png"/>'
    '<style>g { fill: url(#r) }</style><animate attributeName="r" values="1"/><rect class="place"/></svg>'
)
WHOLE = {
    "index.html": PAGE, "pact/index.html": OTHER, "Trüb.html": OTHER.replace("../", ""), "404.html": LOST,
    "moved.html": MOVED + "x" * 600_000, "style.css": STYLE, "fonts.css": "/**/", "raft.png": "", "used.js": "1",
    "used.mjs": "2", "stray.js": "1", "unused.js": 'fetch("https://example.org")', "raw.txt": "x",
    "data.json": f'["{"x" * 700_000}"]',
    "app.webmanifest": '{"icons": [{"src": "raft.png"}]}', "drawing.svg": DRAWING,
    "sitemap.xml": SITEMAP, "feed.xml": FEED,
    "some.xml": "<link>none.html</link>",
    "pact/index.html.md": TWIN, "llms.txt": "- [Pact](https://example.org/lake/pact/index.html.md): a (fine) pact\n",
    "robots.txt": "User-agent: *\nAllow: /\n\nUser-agent: Bot\nDisallow: /\n"
    "Sitemap: https://example.org/lake/sitemap.xml\n",
}  # fmt: skip


OWN = ("style.css", "fonts.css", "used.js", "used.mjs")


class Breach(NamedTuple):
    """A change to the whole site: a file, words in it, what stands there instead, and at what the finding points."""

    path: str
    words: str
    instead: str
    at: str


def placed(html: str, at: str) -> Breach:
    """Return the breach of a home page with some more HTML, and words, which a link without an end has then."""
    return Breach("index.html", "<!-- place -->", f"{html} words", at)


BROKEN_SITES: dict[str, list[Breach]] = {
    "dead-link": [
        placed('<a href="pakt/index.html">', "pakt"),
        placed('<a href="Pact/index.html">', 'Pact/index.html">'),
        placed('<a href="/pact/index.html">', '/pact/index.html"> words'),
        placed('<a href="/lake/pact/index.html">', '/lake/pact/index.html">'),
        placed('<a href="pact/">', 'pact/"> words'),
        placed('<a href="../index.html">', "../index"),
        placed('<a href="gopher:x">', "gopher"),
        placed('<a href="http://[bad">', "http://[bad"),
        placed('<a href="none.html?x=1&amp;y=2">', "none.html?x=1&amp;y"),
        placed('<form action="none.html"></form>', "none.html"),
        placed('<img src="about:blank" alt="">', "about:blank"),
        placed('<img src="blob:x" alt="">', "blob:x"),
        placed('<img src="none.png" alt="">', "none.png"),
        Breach("404.html", "/lake/pact/index.html", "/lake/none.html", "/lake/none"),
        Breach("moved.html", "url=index.html", "url=none.html", "none.html"),
        Breach("style.css", "raft.png", "rafft.png", "rafft"),
    ],
    "dead-anchor": [
        Breach("index.html", "#duty", "#duties", "pact/index.html#duties"),
        placed('<a href="#none">', "#none"),
        placed('<a href="#duty" id="here">', '#duty" id'),
    ],
    "dead-reference": [Breach("pact/index.html", 'aria-labelledby="t"', 'aria-labelledby="t uu"', "uu")],
    "duplicate-id": [Breach("pact/index.html", "<!-- place -->", '<p id="duty">', 'id="duty"')],
    "loose-note": [
        Breach("index.html", 'href="#noteref-1"', 'href="#top-of-it"', '#note-1"'),
        Breach("index.html", 'href="#note-1"', 'href="pact/index.html#duty"', "pact/index.html#duty"),
        placed('<a href="#top-of-it" role="doc-backlink">back</a>', '#top-of-it" role'),
    ],
    "foreign-request": [
        Breach("index.html", 'href="style.css"', 'href="https://example.org/style.css"', "https://example.org/style"),
        placed('<script src="//example.org/x.js"></script>', "//example.org/x.js"),
        placed('<img srcset="raft.png 1x, https://example.org/raft.png 2x" alt="">', "https://example.org/raft"),
        placed('<svg><image href="https://example.org/raft.png"/></svg>', "https://example.org/raft"),
        placed('<link rel="preconnect" href="https://example.org">', 'https://example.org">'),
        placed('<link rel="prerender" href="https://example.org/x">', "https://example.org/x"),
        placed('<a href="#" ping="https://example.org/p">', "https://example.org/p"),
        placed('<form action="https://example.org/p"></form>', "https://example.org/p"),
        Breach("index.html", "<body>", '<body background="https://example.org/b.png">', "https://example.org/b"),
        placed('<button formaction="https://example.org/p">a</button>', "https://example.org/p"),
        placed('<table background="//example.org/b.png"></table>', "//example.org/b"),
        placed('<bgsound src="https://example.org/b.wav">', "https://example.org/b"),
        placed('<form action="mailto:keeper@example.org?x"></form>', "mailto:keeper@example.org?x"),
        Breach("style.css", "raft.png", "https://example.org/raft.png", "https://example.org/raft"),
        Breach("fonts.css", "/**/", "@import url(//example.org/font.css);", "//example"),
        placed('<img src="https:example.org/raft.png" alt="">', "https:example.org"),
        Breach("used.js", "1", 'fetch("https://example.org/x.json")', "https://example.org/x"),
        Breach("used.mjs", "2", 'import "//example.org/x.mjs"', "//example.org/x"),
    ],
    "inline-code": [
        placed('<p style="color: red">', "style="),
        placed("<script>1</script>", "<script>1"),
        placed("<style>p {}</style>", "<style"),
        placed('<p title="&gt;" ONCLICK="x()">', ""),
        placed('<p title="a > b" onclick="x()">', "onclick="),
        placed('<p title="" id="n"onclick="x()">', "onclick="),
        placed("<p/onclick=x()>", "onclick="),
        placed('<a href=" JavaScript:x()">', " JavaScript"),
        placed('<a href="java\tscript:x()">', "java\tscript"),
        placed('<a href="\x01javascript:x()">', "\x01javascript"),
        placed('<svg><a xlink:href="javascript:x()">a</a></svg>', "javascript:x"),
        placed('<math href="javascript:x()"></math>', "javascript:x"),
        placed('<form action="javascript:x()"></form>', "javascript:x"),
        placed('<button formaction="javascript:x()">a</button>', "javascript:x"),
    ],
    "foreign-code": [
        placed('<script src="stray.js"></script>', "stray.js"),
        placed('<script src="raw.txt"></script>', "raw.txt"),
        placed('<script src="data:text/javascript,1"></script>', "data:text"),
        placed('<svg><script href="stray.js"></script></svg>', "stray.js"),
        placed('<svg><script xlink:href="stray.js"></script></svg>', "stray.js"),
        placed('<link rel="alternate StyleSheet" href="raw.txt">', "raw.txt"),
        placed('<link rel="modulepreload" href="stray.js">', "stray.js"),
    ],
    "active-element": [
        placed('<meta http-equiv="refresh" content="0; url=moved.html">', '<meta http-equiv="refresh'),
        Breach("moved.html", "url=index.html", "url=https://evil.example/", '<meta http-equiv="refresh'),
        Breach("moved.html", "url=index.html", "url=//evil.example/", '<meta http-equiv="refresh'),
        placed('<img name="currentScript" src="raft.png" alt="">', '<img name="current'),
        placed('<form name="querySelector"></form>', '<form name="query'),
        placed('<base href="pact/">', "<base"),
        placed('<iframe srcdoc="a"></iframe>', "<iframe"),
        placed('<object data="raft.png"></object>', "<object"),
        placed('<template shadowrootmode="open">a</template>', "<template"),
        placed("<noscript><p>a</noscript>", "<noscript"),
        placed('<svg><set attributeName="href"></set></svg>', "<set"),
    ],
    "page-without-policy": [
        Breach("index.html", POLICY, "", "<head"),
        Breach("index.html", page_policy(), "", "<head"),
        Breach("index.html", "Content-Security-Policy", "Content-Security-Policy-Report-Only", "<head"),
    ],
    "page-without-language": [
        Breach("index.html", '<html lang="en">', "<html>", "<html"),
        Breach("index.html", '<html lang="en">', '<html lang="en_GB">', 'lang="en_GB'),
    ],
    "page-without-encoding": [
        Breach("index.html", '<meta charset="utf-8">', "", "<head"),
        Breach("index.html", "utf-8", "latin-1", "<head"),
        Breach("index.html", '<meta charset="utf-8">', f"<!--{'x' * 1024}-->{CHARSET}", "<head"),
    ],
    "page-without-viewport": [
        Breach("index.html", VIEWPORT, "", "<head"),
        Breach("index.html", "device-width", "device-width, user-scalable=no", "width=device-width, user"),
    ],
    "page-without-doctype": [Breach("pact/index.html", "<!doctype html>", "", "")],
    "wrong-canonical": [Breach("index.html", "<title>", f"{CANONICAL}<title>", "https://example.org/lake/index")],
    "no-home-page": [],
    "broken-text": [placed("<p>\u202ebackwards</p>", "\u202ebackwards")],
    "without-words": [
        placed('<img src="raft.png">', '<img src="raft.png">'),
        placed('<a href="index.html"></a>', '<a href="index.html"></a>'),
        placed('<button type="button"></button>', "<button"),
        placed("<h2> </h2>", "<h2> "),
    ],
    "unreadable-data": [
        Breach("index.html", '{"name"', '{name"', 'json">{name'),
        Breach("feed.xml", "none.html", "&", "</title>"),
        Breach("some.xml", "none.html", "&", "</link>"),
        Breach("data.json", "[", "{[", "["),
    ],
    "hidden-page": [
        Breach("robots.txt", "Allow: /", "Disallow: /", "Disallow"),
        Breach("Trüb.html", VIEWPORT, f'{VIEWPORT}<meta name="robots" content="noindex">', "robots"),
    ],
    "blocked-request": [
        placed('<img src="data:image/png;base64,AA==" alt="">', "data:image/png"),
        Breach("style.css", "url('raft.png')", "url(data:image/png;base64,AA==)", "data:image"),
    ],
    "page-without-title": [
        Breach("index.html", "<title>The lake, explained</title>", "", "<head"),
        Breach("index.html", "The lake, explained", " ", "<head"),
        Breach("index.html", "</title>", "</title><title>Two</title>", "<head"),
    ],
    "page-without-description": [
        Breach("index.html", "A pact of two towns.", "", "<head"),
        Breach("index.html", "A pact of two towns.", " ", "<head"),
    ],
    "description-is-title": [
        Breach("pact/index.html", "What it says.", "The pact", "<head"),
        Breach("pact/index.html", "<title>The pact", "<title>What it says. – The lake", "<head"),
    ],
    "heading-order": [
        placed("<h4>", "<h4"),
        placed("<h1>Two", "<h1"),
        Breach("pact/index.html", "<h1>The pact</h1>", "", "<h2"),
    ],
    "orphan-page": [Breach("Trüb.html", "<!-- place -->", "<p>", "")],
    "twin-paths": [Breach("raft.PNG", "", "", "")],
    "too-heavy": [
        Breach("pact/index.html", "<!-- place -->", f"<!-- {'x' * 600_000} -->", ""),
        Breach("used.js", "1", "1" * 120_001, ""),
    ],
}
CASES = [(slug, breach) for slug, breaches in BROKEN_SITES.items() for breach in breaches]


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write a site into a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def test_a_whole_site_has_no_findings(tmp_path: Path) -> None:
    """Nothing is found in a site that keeps to the rules, with the things that look like breaches in it."""
    assert check_site(write(tmp_path, WHOLE), own=OWN) == []


def test_an_address_may_have_codes(tmp_path: Path) -> None:
    """The path of a site may hold a space, which addresses write in code."""
    coded = {path: text.replace("/lake/", "/a%20lake/") for path, text in WHOLE.items()}
    assert check_site(write(tmp_path, coded), own=OWN) == []


def test_a_site_whose_address_is_not_known_is_at_the_top_of_its_host(tmp_path: Path) -> None:
    """There its page for wrong addresses looks for files, with or without a home page."""
    home = PAGE.replace('<link rel="canonical" href="https://example.org/lake/index.html">', "")
    site = write(tmp_path, {**WHOLE, "index.html": home, "404.html": LOST.replace("/lake/", "/")})
    assert check_site(site, own=OWN) == []
    (site / "index.html").unlink()
    found = [each for each in check_site(site, own=OWN) if each.place.path == "404.html"]
    assert found == []


@pytest.mark.parametrize(("slug", "breach"), CASES)
def test_each_breach_is_found(tmp_path: Path, slug: str, breach: Breach) -> None:
    """One change to a whole site is found by its rule, at its place, and by no other."""
    text = WHOLE.get(breach.path, "")
    assert breach.words in text
    broken = text.replace(breach.words, breach.instead, 1)
    site = {**WHOLE, breach.path: broken}
    if slug == "orphan-page":
        site["index.html"] = PAGE.replace("Tr%C3%BCb.html?x=1", "#")
    found = check_site(write(tmp_path, site), own=OWN)
    at = broken.index(breach.at)
    expected = Place(breach.path, broken.count("\n", 0, at) + 1, at - broken.rfind("\n", 0, at))
    assert {each.rule.slug for each in found} == {slug}, [str(each) for each in found]
    assert expected in [each.place for each in found], [str(each) for each in found]


def test_an_accent_written_in_two_ways_is_found(tmp_path: Path) -> None:
    """A letter with its accent and a letter before one are the same to the disks of macOS, and not to others."""
    other = "Tru\u0308b.html"
    site = write(tmp_path, {**WHOLE, other: WHOLE["Trüb.html"]})
    assert ("twin-paths", other) in {(each.rule.slug, each.place.path) for each in check_site(site, own=OWN)}
    (site / "Trüb.html").unlink()
    cures = {each.cure for each in check_site(site, own=OWN) if each.rule.slug == "dead-link"}
    assert cures == {f"The file is called '{other}': write it so."}


SCHEMES = "https:, http:, mailto:, tel:, data:"
AT_THE_TOP = "with a slash in front it would be found at the top of a host only."


@pytest.mark.parametrize(
    ("path", "html", "cure"),
    [
        ("index.html", '<a href="pakt/index.html">', "Did you mean 'pact/index.html'?"),
        ("index.html", '<a href="Pact/Index.html">', "The file is called 'pact/index.html': write it so."),
        ("index.html", '<a href="something-else.pdf">', "Mend the link, or add the page."),
        ("index.html", '<a href="gopher:x">', f"Write an address that begins with one of {SCHEMES}"),
        ("index.html", '<a href="/style.css">', f"Write 'style.css': {AT_THE_TOP}"),
        ("pact/index.html", '<a href=" /raw.txt">', f"Write '../raw.txt': {AT_THE_TOP}"),
        ("index.html", "<h4>", "Make it h3."),
        ("index.html", '<a href="#duties">', "Mend the link."),
        ("index.html", '<a href="pact/index.html#dutie">', "Did you mean 'duty'?"),
    ],
)  # fmt: skip
def test_each_finding_has_its_cure(tmp_path: Path, path: str, html: str, cure: str) -> None:
    """What to write in its place is said as exactly as it can be known."""
    site = {**WHOLE, path: WHOLE[path].replace("<!-- place -->", f"{html} words")}
    assert [each.cure for each in check_site(write(tmp_path, site), own=OWN)] == [cure]


ASKING = (
    *("script src", "img src", "embed src", "video src", "video poster", "audio src", "input src", "object data"),
    *("img srcset", "picture><source srcset", "video><source src", "video><track src", "a ping", "map><area ping"),
    *("svg><script href", "svg><script xlink:href", "svg><use href", "svg><use xlink:href", "svg><image href"),
    *("svg><image xlink:href", "svg><feImage href", "svg><feImage xlink:href", "bgsound src", "iframe src"),
    *("body background", "table background", "table><thead background", "table><tbody background"),
    *("table><tfoot background", "table><tr background", "table><tr><td background", "table><tr><th background"),
    *("link rel=stylesheet href", 'link rel="shortcut icon" href', "link rel=apple-touch-icon href"),
    *("link rel=mask-icon href", "link rel=preload href", "link rel=modulepreload href", "link rel=prefetch href"),
    *("link imagesrcset", "link rel=apple-touch-icon-precomposed href", "link rel=apple-touch-startup-image href"),
    *("link rel=compression-dictionary href", "svg><pattern href", "svg><linearGradient xlink:href"),
    *("svg><radialGradient href", "svg><filter href", "svg><text><textPath href"),
    *("link rel=manifest href", "link rel=Preconnect href", "link rel=dns-prefetch href"),
)
"""Tags that end with an attribute whose address a browser asks for by itself."""
NAMING = (
    *("label for", "input list", "td headers", "p aria-labelledby", "p aria-describedby", "p aria-controls"),
    *("p aria-details", "p aria-owns", "p aria-activedescendant", "p aria-errormessage", "p aria-flowto"),
    *("button popovertarget", "button commandfor", "button form", "p itemref"),
)
"""Tags that end with an attribute that names others by their ids."""
POWERFUL = (
    *("base", "iframe", "object", "embed", "applet", "noscript", "template", "frameset"),
    *("animate", "animateMotion", "animateTransform", "set"),
)


@pytest.mark.parametrize("tags", ASKING)
def test_what_a_browser_asks_for_is_known(tags: str) -> None:
    """Whatever element a page asks by, the address is noted; of a srcset, each without its size."""
    assert facts_of(f'<{tags}="raft.png">'.encode()).loads == ["raft.png"]
    assert facts_of(b'<img srcset="a.png 1x, b.png 2x,">').loads == ["a.png", "b.png"]


@pytest.mark.parametrize("name", PAINTS)
def test_what_svg_paints_with_is_known(name: str) -> None:
    """A value may have an address elsewhere, which is asked for, and one of the page, which must be there."""
    facts = facts_of(f"<svg><g {name}=\"url('a.svg#b') url(#c)\"/></svg>".encode())
    assert (facts.loads, facts.links) == (["a.svg#b"], ["#c"])


@pytest.mark.parametrize("tags", NAMING)
def test_what_is_named_by_an_id_is_known(tags: str) -> None:
    """Whatever attribute names other elements, each id in it is noted."""
    assert facts_of(f'<table><tr><{tags}="one two">'.encode()).references == ["one", "two"]


@pytest.mark.parametrize("name", POWERFUL)
def test_what_could_show_another_page_is_known(name: str) -> None:
    """Each such element is noted, also one of SVG's that has capitals in its name."""
    html = f"<svg><{name}></svg>" if name.startswith(("animate", "set")) else f"<{name}>"
    assert [each.casefold() for each in facts_of(html.encode()).active] == [f"<{name}>".casefold()]


def test_each_heading_has_its_level() -> None:
    """All six are told apart; a frame is noted as well as what it is in."""
    assert facts_of("".join(f"<h{level}>" for level in range(1, 7)).encode()).levels == [1, 2, 3, 4, 5, 6]
    assert facts_of(b"<frameset><frame></frameset>").active == ["<frameset>", "<frame>"]


def test_what_is_being_written_is_not_read(tmp_path: Path) -> None:
    """A file that is made while the others are checked may be half there, or not yet."""
    site = write(tmp_path, {**WHOLE, "manifest.json": "{"})
    assert check_site(site, ("manifest.json", "offline.zip"), OWN) == []
    assert [each.place.path for each in check_site(site, ("offline.zip",), OWN)] == ["manifest.json"]


def test_all_findings_come_at_once(tmp_path: Path) -> None:
    """Several breaches in several files are all found, and those of the command line have its formats and exit code."""
    broken = WHOLE["index.html"].replace("#duty", "#none").replace('lang="en"', "")
    site = write(tmp_path, {**WHOLE, "index.html": broken, "404.html": LOST.replace("/lake/style.css", "/lake/x.css")})
    result = CliRunner().invoke(commands.main, ["check-site", str(site), "--format", "lines"])
    assert result.exit_code == 1
    found = [line.split(": ")[:3:2] for line in result.output.splitlines() if ".html:" in line]
    assert found == [
        ["404.html:2:30", "dead-link"],
        ["index.html:2:1", "page-without-language"],
        ["index.html:17:13", "dead-anchor"],
    ]
    good = CliRunner().invoke(commands.main, ["check-site", str(write(tmp_path, WHOLE))])
    assert (good.exit_code, good.output) == (0, "5 pages checked, nothing wrong.\n")


def test_code_that_is_not_the_sites_own_is_told_of_a_site_that_was_built_here(tmp_path: Path) -> None:
    """Of another publisher's site nobody knows which scripts are its own; one with our manifest has ours."""
    page = PAGE.replace("used.js", "stray.js").replace(POLICY, "")
    site = write(tmp_path, {**WHOLE, "index.html": page})
    assert CliRunner().invoke(commands.main, ["check-site", str(site)]).exit_code == 0
    write(site, {NAME: "{}"})
    told = CliRunner().invoke(commands.main, ["check-site", str(site)]).output
    assert "foreign-code" in told
    assert "page-without-policy" in told


def test_a_folder_without_pages_is_no_site(tmp_path: Path) -> None:
    """Whoever names the wrong folder is told so, and not that all is well."""
    done = CliRunner().invoke(commands.main, ["check-site", str(tmp_path)])
    assert done.exit_code == 2
    assert "There is no page in" in done.output


def test_a_site_with_findings_is_not_published(topic: Path) -> None:
    """The old site stays, a finding names the page that was kept to be looked at, the next build clears it up."""
    (topic / "docs").mkdir()
    about = topic / "docs" / "about.md"
    about.write_text("# About\n\nA site.\n", "utf-8")
    assert pipeline.build(topic, Report())
    before = files_in(topic / "site")
    about.write_text('# About\n\nA <span style="color: red">site</span>.\n', "utf-8")
    report = Report()
    assert pipeline.build(topic, report) is None
    (found,) = [each for each in report.diagnostics if each.rule.severity == "error"]
    assert (found.rule.slug, found.place.path) == ("inline-code", "docs/about.md")
    assert (topic / found.place.path).exists()
    assert files_in(topic / "site") == before
    assert said_before(topic, DEFAULTS) is None, "there is something to do"
    about.write_text("# About\n\nA site.\n", "utf-8")
    assert pipeline.build(topic, Report())
    assert not (topic / "build" / "rejected-site").exists()


HAND_MADE = (
    "# About\n\n" + "A site. " * 20 + "\n\n[Mail](javascript:alert(1)) and <span style='color: red'>red</span>.\n"
    "[Pact](pact/index.md#duties).\n"
)


def test_findings_of_a_hand_made_page_are_at_its_markdown(tmp_path: Path) -> None:
    """Where the Markdown has the words, they are the place; else it is the beginning of the file."""
    page = PAGE.replace("<!-- place -->", "<a href='javascript:alert(1)'>Mail</a><b style=\"color: red\">red</b>")
    page = page.replace("#duty", "#duties")
    site = write(tmp_path, {**WHOLE, "about.html": page, "other.html": page})
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text(HAND_MADE, "utf-8")
    places = [(str(each.place), each.summary) for each in check_site(site, docs=tmp_path / "docs", named="site/")]
    code = [(place, summary) for place, summary in places if "inline-code" in summary and "docs" in place]
    assert code == [
        ("docs/about.md:5:8", "inline-code: The link 'javascript:alert(1)' is code. Write an address in its place."),
        (
            "docs/about.md:1:1",
            "inline-code: The page has 'style=\"color: red\"' in it. Use a class, or a file of the theme.",
        ),
    ]
    assert [place for place, summary in places if "dead-anchor" in summary and "docs" in place] == ["docs/about.md:6:8"]
    assert {place.split(":")[0] for place, _ in places} >= {"docs/about.md", "site/other.html"}


def test_an_id_that_is_there_twice_is_found_where_it_is_written(tmp_path: Path) -> None:
    """A short id is not taken for the first letter of that name."""
    site = write(tmp_path, {**WHOLE, "about.html": PAGE.replace("<!-- place -->", '<p id="a">x</p><p id="a">y</p>')})
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text('# A lake\n\n<p id="a">x</p>\n<p id="a">y</p>\n', "utf-8")
    found = [each for each in check_site(site, docs=tmp_path / "docs") if each.rule.slug == "duplicate-id"]
    assert [str(each.place) for each in found] == ["docs/about.md:3:4"]


@pytest.mark.parametrize("built", ["built_topic", "built_project"])
def test_published_sites_are_whole(request: pytest.FixtureRequest, built: str) -> None:
    """The real site and that of the second topic keep to every rule, warnings included."""
    project: Path = request.getfixturevalue(built)
    assert [str(each) for each in check_site(project / "site", own=assets().keys())] == []
