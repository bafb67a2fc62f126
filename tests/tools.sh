#!/bin/sh
# Make sure that the real tools are there that the tests use: a browser, Java for the HTML checker, Node for axe,
# a spreadsheet, Pango for the PDF, another clock.
set -eu
wanted=""
need() { # a command, and the Debian package that brings it
  command -v "$1" >/dev/null || wanted="$wanted $2"
}
if ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  need chromium "chromium fonts-dejavu-core"
fi
need java default-jre-headless
need npm "nodejs npm"
need soffice libreoffice-calc
need faketime faketime
PATH="$PATH:/sbin:/usr/sbin" # where ldconfig and nginx are
ldconfig -p | grep -q libpangoft2-1.0 || wanted="$wanted libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core" # for the PDF
need nginx nginx-light
need caddy caddy

if [ -n "$wanted" ]; then
  if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    root=$([ "$(id -u)" = 0 ] || echo "sudo -n")
    $root apt-get update -qq
    # shellcheck disable=SC2086  # the list is meant to be split into words
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
  else
    echo "The tests need more than Python, and it may not be installed from here." >&2
    echo "Install it (on Debian: sudo apt-get install$wanted) and run 'make test' again." >&2
    exit 1
  fi
fi
cd "$(dirname "$0")/tools"
PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
