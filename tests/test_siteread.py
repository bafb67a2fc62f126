"""The site check reads addresses as browsers and hosts do, wherever they stand, and says what is wrong with each."""

import time
from pathlib import Path
from typing import NamedTuple

import pytest

from build_tools.publishing.headers import page_policy
from build_tools.publishing.sitecheck import check_site
from build_tools.publishing.sitecheck.css import addresses_in
from build_tools.publishing.sitecheck.facts import facts_of
from build_tools.publishing.sitecheck.programs import (
    exactly_in_markdown,
    forbidding,
    in_json,
    in_manifest,
    in_markdown,
    in_xml,
    modules_in,
)
from tests.test_sitecheck import HEAD, LOST, OWN, POLICY, WHOLE, write

TOO_LATE = "stands before the security policy, which comes too late."
OWN_POLICY = "The page has a policy of its own:"
SITE = "https://example.org/lake"
PLACE = "<!-- place -->"
DRAWN = '<rect class="place"/>'
NO_NONE = "'index.html' has no part called 'none'."


class Defect(NamedTuple):
    """A change to the whole site: a file, words in it, what stands there instead, the rule that tells it, and how."""

    path: str
    words: str
    instead: str
    slug: str
    said: str


TOLD: list[tuple[str, str, str, str, str]] = [
    ("index.html", page_policy(), "default-src *", "page-without-policy", f"{OWN_POLICY} 'default-src *'."),
    ("index.html", "script-src 'self'; ", "", "page-without-policy", OWN_POLICY),
    ("index.html", POLICY, f'{POLICY}<meta http-equiv="content-security-policy" content="x">', "page-without-policy",
     f"{OWN_POLICY} 'x'."),
    ("index.html", POLICY, f'<script src="used.js"></script>{POLICY}', "page-without-policy", TOO_LATE),
    ("index.html", POLICY, f'<link rel="stylesheet" href="style.css">{POLICY}', "page-without-policy", TOO_LATE),
    ("index.html", POLICY, f'<link rel="icon" href="raft.png">{POLICY}', "page-without-policy", TOO_LATE),
    ("index.html", f'{SITE}/"><meta', f'{SITE}/none.html"><meta', "dead-link", f"'{SITE}/none.html' leads nowhere."),
    ("index.html", f'{SITE}/"><meta', f'{SITE}/" ><meta property="og:image" content="none.png"><meta', "dead-link",
     "'none.png' leads nowhere."),
    ("pact/index.html", "<title>", f'<link rel="canonical" href="{SITE}/pakt/"><title>', "wrong-canonical",
     f"The canonical address '{SITE}/pakt/' is not the page's own."),
    ("index.html", "<title>", f'<link rel="canonical" href="{SITE}/"><title>', "wrong-canonical",
     "The page names 2 canonical addresses."),
    ("index.html", PLACE, f'<a href="{SITE}/pact.html">a</a>', "dead-link", f"'{SITE}/pact.html' leads nowhere."),
    ("index.html", PLACE, '<a href="//example.org/lake/x">a</a>', "dead-link", "'//example.org/lake/x' leads nowhere."),
    ("index.html", PLACE, f'<a href="{SITE}/pact/#duties">a</a>', "dead-anchor",
     "'pact/index.html' has no part called 'duties'."),
    ("sitemap.xml", f"{SITE}/index.html", f"{SITE}/indx.html", "dead-link", f"'{SITE}/indx.html' leads nowhere."),
    ("feed.xml", "feed.xml", "fed.xml", "dead-link", "'fed.xml' leads nowhere."),
    ("feed.xml", "#duty", "#duties", "dead-anchor", "'pact/index.html' has no part called 'duties'."),
    ("rss.xml", "", f'<rss><link>{SITE}/</link><enclosure url="{SITE}/a.mp3"/></rss>', "dead-link",
     f"'{SITE}/a.mp3' leads nowhere."),
    ("llms.txt", "pact/index.html.md", "pact/index.md", "dead-link", f"'{SITE}/pact/index.md' leads nowhere."),
    ("pact/index.html.md", "../index.html", "../none.html", "dead-link", "'../none.html' leads nowhere."),
    ("pact/index.html.md", "[^1]: none.html", "![raft](none.png)", "dead-link", "'none.png' leads nowhere."),
    ("pact/index.html.md", "../index.html", "../index.html#none", "dead-anchor",
     "'index.html' has no part called 'none'."),
    ("robots.txt", "sitemap.xml", "map.xml", "dead-link", f"'{SITE}/map.xml' leads nowhere."),
    ("some.xml", "none.html", "<b>", "unreadable-data", "The XML cannot be read: mismatched tag."),
    ("index.html", PLACE, '<a href="pact/index.html/">a</a>', "dead-link", "'pact/index.html/' leads nowhere."),
    ("index.html", PLACE, '<a href="pact//index.html">a</a>', "dead-link", "'pact//index.html' leads nowhere."),
    ("index.html", PLACE, f'<a href="{SITE}//index.html">a</a>', "dead-link", f"'{SITE}//index.html' leads nowhere."),
    ("index.html", PLACE, '<a href="https:/x.example/">a</a>', "dead-link", "'https:/x.example/' names no host."),
    ("index.html", PLACE, '<a href="https://">a</a>', "dead-link", "'https://' names no host."),
    ("index.html", PLACE, '<a href="data:text/html,a">a</a>', "dead-link", "Browsers open no link to 'data:text/html,"),
    *(
        ("index.html", PLACE, f'<a href="http://{host}/x">a</a>', "dead-link", "leads to the reader's own computer.")
        for host in ("localhost", "127.0.0.1:8000", "[::1]:80", "0.0.0.0", "a.LOCALHOST")  # noqa: S104  # a link
    ),
    ("index.html", PLACE, '<svg><use href="#none"/></svg>', "dead-anchor", NO_NONE),
    ("index.html", PLACE, '<svg><g fill="url(#none)"/></svg>', "dead-anchor", NO_NONE),
    ("index.html", PLACE, '<img src="raft.png" alt="" usemap="#none">', "dead-reference",
     "The page has no map called '#none'."),
    ("index.html", PLACE, '<button popovertarget="none">a</button>', "dead-reference",
     "Nothing on the page has the id 'none'."),
    ("style.css", "url('raft.png')", r"\75rl(//x.example/a.png)", "foreign-request", "'//x.example/a.png' is loaded"),
    ("style.css", "body {", 'a::after { content: "/*" } body { cursor: url(//x.example/a.cur), auto;',
     "foreign-request", "'//x.example/a.cur' is loaded"),
    ("style.css", 'image-set("raft', 'image-set("//x.example/raft', "foreign-request", "'//x.example/raft.png' is"),
    ("index.html", PLACE, '<svg><g mask="url(https://x.example/a.svg#m)"/></svg>', "foreign-request",
     "'https://x.example/a.svg#m' is loaded"),
    ("index.html", PLACE, '<img alt="" src="data:image/gif;base64,AA==">', "blocked-request",
     "The site's policy blocks 'data:image/gif;base64,AA=='."),
    ("index.html", '{"name"', '{"name"}', "unreadable-data", "The JSON in the page cannot be read: Expecting ':'"),
    ("index.html", PLACE, '<a href="index.html"><img src="raft.png" alt=""></a>', "without-words",
     "'<a href=\"index.html\">' has no words."),
    ("index.html", PLACE, '<input type="image" src="raft.png">', "without-words", "has no words."),
    ("index.html", PLACE, '<i lang="qqq-zz--x">a</i>', "page-without-language", "'qqq-zz--x' is no language tag."),
    ("index.html", PLACE, '<a href="pact">a</a>', "dead-link", "'pact' leads nowhere."),
    ("index.html", PLACE, '<a href="hTt&#9;p:gone">a</a>', "dead-link", "names no host."),
    ("index.html", PLACE, '<img alt="" src="ht&#9;tps://x.example/a">', "foreign-request", "is loaded from another"),
    ("index.html", PLACE, "<p>\u202eevil</p>", "broken-text", "Here are U+202E, which turns the direction"),
    ("index.html", PLACE, "<p>\u2066a\n\u2069</p>", "broken-text", "Here are U+2066, which turns the direction"),
    ("index.html", PLACE, "<p>a\u2069</p>", "broken-text", "Here are U+2069"),
    ("index.html", PLACE, "<p>a\0b</p>", "broken-text", "Here are U+0000, which no text has."),
    ("index.html", PLACE, '<input id="f">', "without-words", "has no words."),
    ("index.html", PLACE, '<label for="f"> </label><input id="f">', "without-words", "has no words."),
    ("index.html", PLACE, "<label></label><select></select>", "without-words", "'<select>' has no words."),
    ("index.html", PLACE, '<svg role="img"><g><title>a</title></g></svg>', "without-words", "has no words."),
    ("index.html", PLACE, '<span role="button"></span>', "without-words", "has no words."),
    ("index.html", PLACE, '<div role="textbox"></div>', "without-words", "has no words."),
    ("index.html", PLACE, '<input type="button">', "without-words", "has no words."),
    ("used.js", "1", 'import("./gone.js")', "dead-link", "'./gone.js' leads nowhere."),
    ("data.json", "[", "{", "unreadable-data", "The JSON cannot be read: Expecting ':' delimiter."),
    ("app.webmanifest", "raft.png", "gone.png", "dead-link", "'gone.png' leads nowhere."),
    ("drawing.svg", DRAWN, "<script>1</script>", "inline-code", "The page has '<script' in it."),
    ("drawing.svg", DRAWN, '<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "inline-code", "'<script' in it."),
    ("drawing.svg", DRAWN, '<g onload="x()"/>', "inline-code", "The page has 'onload=' in it."),
    ("drawing.svg", DRAWN, '<a href="java&#10;script:x()"/>', "inline-code", "is code."),
    ("drawing.svg", DRAWN, '<a href="#a"><set attributeName="href" to="x"/></a>', "active-element", "'<set'"),
    ("drawing.svg", DRAWN, '<image href="//x.example/a.png"/>', "foreign-request", "'//x.example/a.png' is loaded"),
    ("drawing.svg", DRAWN, "<style>a { b: url(//x.example/a) }</style>", "foreign-request", "'//x.example/a' is"),
    ("drawing.svg", DRAWN, '<g style="fill: url(//x.example/a)"/>', "foreign-request", "'//x.example/a' is loaded"),
    ("drawing.svg", "<svg", '<?xml-stylesheet href="//x.example/a.css"?><svg', "foreign-request", "x.example/a.css"),
    ("drawing.svg", DRAWN, '<image href="gone.png"/>', "dead-link", "'gone.png' leads nowhere."),
    ("drawing.svg", DRAWN, "<g>", "unreadable-data", "The drawing cannot be read: mismatched tag"),
    ("robots.txt", "Allow: /", "Allow: /\nDisallow: /lake/pact", "hidden-page",
     f"'Disallow: /lake/pact' keeps search engines from 1 page of sitemap.xml, such as {SITE}/pact/."),
    ("robots.txt", "Allow: /", "Disallow: /", "hidden-page", "'Disallow: /' keeps search engines from the site."),
    ("Trüb.html", "<title>", '<meta name="robots" content="noindex"><title>', "hidden-page",
     "The page says 'noindex', and sitemap.xml names it."),
]  # fmt: skip


@pytest.mark.parametrize("defect", [Defect(*each) for each in TOLD])
def test_each_defect_is_told(tmp_path: Path, defect: Defect) -> None:
    """One change to a whole site is found in its file, once, by its rule, which says what is wrong."""
    text = WHOLE.get(defect.path, "")
    assert defect.words in text
    site = {**WHOLE, defect.path: text.replace(defect.words, defect.instead, 1)}
    (found,) = check_site(write(tmp_path, site), own=OWN)
    assert (found.place.path, found.rule.slug) == (defect.path, defect.slug)
    assert defect.said in found.message
    assert found.cure


def test_two_pages_of_a_folder_have_their_own_parts(tmp_path: Path) -> None:
    """An address that begins with a space and leads to a part of its page is looked up in that page."""
    link = '<a href=" #r">a</a>'
    site = {**WHOLE, "Trüb.html": WHOLE["Trüb.html"].replace(PLACE, link)}
    site["index.html"] = WHOLE["index.html"].replace(PLACE, link)
    (found,) = check_site(write(tmp_path, site), own=OWN)
    assert (found.place.path, found.message) == ("Trüb.html", "'Trüb.html' has no part called 'r'.")


def test_a_site_that_another_publisher_made_may_have_what_its_policy_allows(tmp_path: Path) -> None:
    """Whether it forbids pictures within addresses nobody knows, and it need have no policy."""
    page = WHOLE["index.html"].replace(POLICY, "").replace(PLACE, '<img alt="" src="data:image/gif;base64,AA==">')
    assert check_site(write(tmp_path, {**WHOLE, "index.html": page})) == []


LOOSE = '<a href="pact/">a</a> <a href="pact">b</a> <a href=".">c</a> <a href="pact/#duty">d</a>'


def test_folders_open_on_a_host(tmp_path: Path) -> None:
    """What another publisher made may lead to a folder, whose index a host shows; ours opens from a disk as well."""
    site = {**WHOLE, "index.html": WHOLE["index.html"].replace(PLACE, LOOSE)}
    site["pact/index.html"] = WHOLE["pact/index.html"].replace(PLACE, '<a href="..">e</a> <a href="../pakt/">f</a>')
    assert [each.message for each in check_site(write(tmp_path, site))] == ["'../pakt/' leads nowhere."]
    cures = {each.message.split("'")[1]: each.cure for each in check_site(tmp_path, own=OWN)}
    folder = "a folder does not open from a disk."
    assert cures == {
        "pact/": f"Write 'pact/index.html': {folder}", "pact": f"Write 'pact/index.html': {folder}",
        "pact/#duty": f"Write 'pact/index.html': {folder}", ".": f"Write 'index.html': {folder}",
        "..": f"Write '../index.html': {folder}", "../pakt/": "Mend the link, or add the page.",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["old.htm", "old.xhtml", "OLD.HTML"])
def test_pages_are_known_by_all_their_names(tmp_path: Path, name: str) -> None:
    """Whatever a browser shows as a page is read as one."""
    page = WHOLE["Trüb.html"].replace(PLACE, "<a href='gone.html'>a</a>")
    site = {**WHOLE, name: page, "index.html": WHOLE["index.html"].replace(PLACE, f'<a href="{name}#duty">a</a>')}
    assert [(each.place.path, each.message) for each in check_site(write(tmp_path, site))] == [
        (name, "'gone.html' leads nowhere.")
    ]


def test_without_a_home_page_that_is_told_alone(tmp_path: Path) -> None:
    """What rests on the home page is not told besides, and no page's Markdown is proposed for a page."""
    site = write(tmp_path, {**WHOLE, "pact/none.html.md": "None."})
    (site / "index.html").unlink()
    found = check_site(site)
    assert (found[0].place.path, found[0].message) == ("index.html", "There is no index.html.")
    assert not {"orphan-page", "dead-link"} & {each.rule.slug for each in found[1:] if each.place.path != "feed.xml"}
    page = WHOLE["index.html"].replace(PLACE, '<a href="pact/none.html">a</a>')
    (each,) = check_site(
        write(tmp_path, {**WHOLE, "index.html": page, "pact/index.html.md": WHOLE["pact/index.html.md"]})
    )
    assert each.cure == "Did you mean 'pact/index.html'?"


def test_a_wrong_canonical_address_is_told_alone(tmp_path: Path) -> None:
    """Where the site is, most pages tell: one that is wrong, even that of the home page, makes no other finding."""
    own = {"pact/index.html": f"{SITE}/pact/index.html", "Trüb.html": f"{SITE}/Tr%C3%BCb.html"}
    site = {
        **WHOLE,
        **{
            page: WHOLE[page].replace("<title>", f'<link rel="canonical" href="{address}"><title>')
            for page, address in own.items()
        },
    }
    assert check_site(write(tmp_path, site), own=OWN) == []
    wrong = "https://elsewhere.example/index.html"
    site["index.html"] = WHOLE["index.html"].replace(f"{SITE}/index.html", wrong, 1)
    (found,) = check_site(write(tmp_path, site), own=OWN)
    assert (found.place.path, found.rule.slug) == ("index.html", "wrong-canonical")
    assert found.cure == f"Write '{SITE}/index.html'."


def test_parts_are_found_as_browsers_find_them(tmp_path: Path) -> None:
    """The top in any letters, the name of a link, and an id that is written in code lead to something."""
    parts = '<a href="#TOP">a</a><a name="old">b</a><a href="#old">c</a><p id="a%20b"><a href="#a%20b">d</a></p>'
    site = {**WHOLE, "index.html": WHOLE["index.html"].replace(PLACE, parts)}
    assert check_site(write(tmp_path, site), own=OWN) == []


def test_fields_have_names_in_many_ways(tmp_path: Path) -> None:
    """A label around a field or for it, a title and what stands in it until something is typed are its name."""
    fields = (
        '<label>a <input></label><label for="f">b</label><input id="f"><input aria-label="c"><input title="d">'
        '<input placeholder="e"><input type="submit"><input type="hidden"><input type="button" value="f">'
        '<textarea hidden></textarea><span role="button">g</span><svg role="img"><title>h</title></svg>'
    )
    site = {**WHOLE, "index.html": WHOLE["index.html"].replace(PLACE, fields)}
    assert check_site(write(tmp_path, site), own=OWN) == []


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    """They are found in their line; what turns the direction of a text and is ended in its line is fine."""
    page = WHOLE["index.html"].replace(PLACE, "<p>\u2067a \u2066b\u2069\u2069</p>")
    site = write(tmp_path, {**WHOLE, "index.html": page})
    assert check_site(site, own=OWN) == []
    (site / "index.html").write_bytes(page.encode().replace(b"</body>", b"\xe9t\xe9</body>"))
    (found,) = check_site(site, own=OWN)
    assert (found.rule.slug, found.message) == ("broken-text", "Here are bytes that are not UTF-8.")
    assert found.place.line == page[: page.index("</body>")].count("\n") + 1


@pytest.mark.parametrize("more", ["user-scalable=no", "user-scalable = 0", "maximum-scale=1", "maximum-scale=1.9"])
def test_readers_may_enlarge_a_page(tmp_path: Path, more: str) -> None:
    """A page that forbids it is told; one that allows twice its size is not."""
    page = WHOLE["index.html"].replace("width=device-width", f"width=device-width, {more}", 1)
    (found,) = check_site(write(tmp_path, {**WHOLE, "index.html": page}), own=OWN)
    assert (found.rule.slug, found.message) == ("page-without-viewport", "The page forbids readers to enlarge it.")
    page = page.replace(more, "maximum-scale=2, user-scalable=yes")
    assert check_site(write(tmp_path, {**WHOLE, "index.html": page}), own=OWN) == []


def test_links_to_another_host_are_not_looked_up(tmp_path: Path) -> None:
    """Without an address of its own a site has none that are full."""
    home = WHOLE["index.html"].replace(f'<link rel="canonical" href="{SITE}/index.html">', "")
    site = {**WHOLE, "index.html": home.replace(PLACE, f'<a href="{SITE}/none.html">a</a>')}
    assert check_site(write(tmp_path, {**site, "404.html": LOST.replace("/lake/", "/")}), own=OWN) == []


@pytest.mark.parametrize(
    ("name", "size"),
    [
        *((name, 500_001) for name in ("a.jpg", "a.jpeg", "a.webp", "a.gif", "a.avif", "a.PNG", "a.json", "a")),
        *((name, 120_001) for name in ("a.js", "a.mjs", "a.css", "a.svg", "a.SVG")),
        ("a.woff2", 100_001),
    ],
)
def test_each_file_has_a_budget(tmp_path: Path, name: str, size: int) -> None:
    """Whatever a page loads counts, also with an ending that nobody thought of; one byte less is light enough."""
    page = WHOLE["index.html"].replace(PLACE, f'<link rel="prefetch" href="{name}">')
    site = write(tmp_path, {**WHOLE, "index.html": page})
    around = {".json": b"[]", ".svg": b"<svg></svg>"}.get(Path(name).suffix.lower(), b"  ")
    (site / name).write_bytes(around.ljust(size))
    said = f"The file has {size // 1000} kB; the budget is {size // 1000} kB."
    assert [(each.rule.slug, each.message) for each in check_site(site, own=OWN)] == [("too-heavy", said)]
    (site / name).write_bytes(around.ljust(size - 1))
    assert check_site(site, own=OWN) == []


@pytest.mark.parametrize(
    ("css", "addresses"),
    [
        ("a { b: url(x.png) url( 'y.png' ) URL(\"z.png\") }", ["x.png", "y.png", "z.png"]),
        ("@import \"a.css\" screen; @import/**/'b.css'; @import url(c.css);", ["a.css", "b.css", "c.css"]),
        ('@charset "utf-8"; @namespace "http://x"; a[b="url(c)"]::after { content: "url(x)" }', []),
        ("/* url(x) */ a { b: url(c/*d) } /**/ e { f: url(g*/h) } /* url(x)", ["c/*d", "g*/h"]),
        ('a { content: "/*" } b { c: url(d) } e { content: "*/" }', ["d"]),
        ('a { content: "\\"/*" } b { c: url("d\\"e") }', ['d"e']),
        ("a { content: '\\\n/*' } b { c: url(d) }", ["d"]),
        ('a { b: image-set("c" 1x, url(d) type("image/png"), "e" 2x) }', ["c", "d", "e"]),
        ('a { b: -webkit-image-set("c" 1x) image("d") src("e") attr("f") }', ["c", "d", "e"]),
        ("a { b: \\75rl(c) u\\72 l(d) \\000075 rl('e') url(\\66) }", ["c", "d", "e", "f"]),
        ('@font-face { src: local("a"), url(b) format("woff2") }', ["b"]),
        ("a { b: url() url('') url(c", ["c"]),
        ("a { b: url(\\0) url(\\d800 ) url(\\110000 ) }", ["\ufffd"] * 3),
        (") a { b: url(c) }", ["c"]),
        ("@namespace svg url(http://x/svg); @namespace url('y'); @namespace 'z'; a { b: url(c) }", ["c"]),
    ],
)
def test_style_sheets_are_read_as_browsers_read_them(css: str, addresses: list[str]) -> None:
    """Strings, comments and escapes are known, so that nothing hides in them, and nothing is found that is none."""
    assert addresses_in(css) == addresses


@pytest.mark.parametrize("sign", ["(", "url(", "url( ", '"', "/*", "\\", "a", "@import ", 'image-set("a" ', ")", "'\\"])
def test_no_style_sheet_takes_long(sign: str) -> None:
    """The time grows as the size does."""
    begun = time.perf_counter()
    addresses_in(sign * 50_000)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("srcset", "addresses"),
    [
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("data:image/gif;base64,AA== 1x, b.png", ["data:image/gif;base64,AA==", "b.png"]),
        (" ,a.png, b.png , ", ["a.png", "b.png"]),
        ("a,b.png", ["a,b.png"]),
        (" , ", []),
    ],
)
def test_a_set_of_pictures_is_read_as_browsers_read_it(srcset: str, addresses: list[str]) -> None:
    """A comma within an address belongs to it (HTML Standard, section 4.8.4.2.2)."""
    assert facts_of(f'<img srcset="{srcset}">'.encode()).loads == addresses


@pytest.mark.parametrize(
    ("robots", "path", "line"),
    [
        ("User-agent: *\nDisallow: /\n", "/a", "/"),
        ("user-agent: Bot\nuser-agent: *\n\ndisallow: /* # all\n", "/a", "/*"),
        ("User-agent: *\r\nDisallow: /data/\r\nDisallow: /\r\n", "/data/x", "/data/"),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", ""),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b\n", "/a/b/c", "/a/b"),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/x/y.pdf", "/*.pdf$"),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/x/y.pdf.html", ""),
        ("User-agent: *\nDisallow: /a*a$\n", "/a", ""),
        ("User-agent: *\nDisallow: /a$\n", "/ab", ""),
        ("User-agent: *\nDisallow: /a*c*e\n", "/abcde", "/a*c*e"),
        ("User-agent: *\nDisallow: /a*e*c\n", "/abcde", ""),
        ("User-agent: *\nDisallow: /tr%C3%BCb\n", "/tr\u00fcb", "/tr%C3%BCb"),
        ("User-agent: *\nDisallow: /A\n", "/a", ""),
        ("User-agent: *\nDisallow:\n", "/", ""),
        ("User-agent: *\nAllow: /\nDisallow: /\n", "/", ""),
        ("User-agent: *\nAllow: /\n\nUser-agent: Bot\nDisallow: /\n", "/", ""),
        ("Disallow: /\n", "/", ""),
        ("", "/", ""),
    ],
)
def test_who_is_kept_out_is_known(robots: str, path: str, line: str) -> None:
    """A site may keep one program out, or some of its folders to itself; of the lines that fit the longest counts."""
    assert forbidding(robots, path) == line


@pytest.mark.parametrize(
    ("script", "modules"),
    [
        ('import("./gone.js")', ["./gone.js"]),
        ("import {a} from '../b.mjs'; export * from \"/c.js\"", ["../b.mjs", "/c.js"]),
        ('import"./a.js"', ["./a.js"]),
        ('// import "./a.js"\n/* import "./b.js" */ x = "from \'./c.js\'"', []),
        ('import "bare"; import("//x.example/a.js"); imported("./a.js")', []),
    ],
)
def test_what_a_script_takes_in_is_known(script: str, modules: list[str]) -> None:
    """Modules are named in several ways; in a comment or a text there are none."""
    assert modules_in(script) == modules


def test_json_is_read_for_what_it_is() -> None:
    """Whether it can be read is told with the place; of an application's manifest, the icons are looked up."""
    assert in_json(b'{"a": 1}') == ([], None)
    assert in_json(b'{\n"a"}').fault == (2, 4, "Expecting ':' delimiter")
    assert in_json(b"[NaN]").fault == (1, 1, "NaN is no number")
    assert in_json(b"\xff").fault
    assert in_json(b"[" * 100_000).fault
    assert in_manifest(b'{"icons": [{"src": "a.png"}, {"src": 1}, 2]}').addresses == ["a.png"]
    for odd in (b"[]", b'{"icons": 1}', b"{"):
        assert in_manifest(odd).addresses == []


@pytest.mark.parametrize("tag", ["en", "pt-BR", "uk-Latn", "zh-Hant-TW", "de-CH-1996", "es-419", "de-x-a", "i-klingon"])
def test_a_language_tag_is_known(tmp_path: Path, tag: str) -> None:
    """Tags may say script, region and more."""
    page = WHOLE["index.html"].replace('lang="en"', f'lang="{tag}"', 1)
    assert check_site(write(tmp_path, {**WHOLE, "index.html": page}), own=OWN) == []


def test_xml_is_read_for_what_it_is() -> None:
    """Addresses are looked for in sitemaps and feeds; of other files it is enough that they can be read."""
    media = '<x:content xmlns:x="y" url="a"/><image><url> b </url></image><link><![CDATA[c]]></link>'
    assert in_xml(f"<rss>{media}</rss>".encode()).addresses == ["b", "c"]
    assert in_xml(f"<other>{media}</other>".encode()) == ([], None)
    assert in_xml(b"").fault == (1, 1, "no element found")
    assert in_xml(b'<?xml version="1.0" encoding="none"?><a/>').fault
    assert in_xml(b"<feed><link href='a'/>").addresses == ["a"]


def test_markdown_is_read_twice() -> None:
    """What may be a link is found fast, and some of it is none."""
    text = '[a](b.html) `[c](d.html)` ![e](f.png "g") <https://h> [i](<j k.html>) [l]\n\n[l]: m.html\n[^1]: n\n'
    assert {*in_markdown(text.encode()).addresses} >= {"b.html", "d.html", "f.png", "https://h", "m.html"}
    assert exactly_in_markdown(text) == ["b.html", "f.png", "https://h", "j%20k.html", "m.html"]


def test_the_head_of_a_page_may_have_comments_first(tmp_path: Path) -> None:
    """What a page says of itself is in time within 1,024 bytes, and a <meta> may say it in two ways."""
    other = HEAD.replace('charset="utf-8"', 'http-equiv="Content-Type" content="text/html; charset=UTF-8"')
    page = WHOLE["index.html"].replace(HEAD, f"<!-- {'x' * 900} -->{other}")
    assert check_site(write(tmp_path, {**WHOLE, "index.html": page}), own=OWN) == []


@pytest.mark.parametrize("tags", ["<svg><a href=x>", "<a href=x><object>", "<button><object>", "<h1><object>"])
def test_no_page_takes_long(tags: str) -> None:
    """However deep its elements are nested, the time grows as the size does."""
    begun = time.perf_counter()
    facts_of(tags.encode() * 3_000)
    assert time.perf_counter() - begun < 2


def test_what_has_words_is_known() -> None:
    """Words may stand in an element within another one, or be those of a picture; much is taken for some."""
    assert facts_of(f"<h2>{'<i></i>' * 100}</h2>".encode()).wordless == []
    assert facts_of(b'<h2><i> </i><b>a</b></h2><a href="#x"><svg><title>a</title></svg></a>').wordless == []
    told = facts_of(b'<a href="x&amp;y"></a><h2 title=""> </h2><button><i></i></button><img src=x>').wordless
    assert told == ['<a href="x&amp;y"></a>', '<h2 title=""> ', "<button>", '<img src="x">']
