#!/bin/sh
# Make sure that a Chromium is there for the tests: install Debian's where that is allowed.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
  root=$([ "$(id -u)" = 0 ] || echo sudo)
  $root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
  exit 0
fi
echo "The tests open the site in Chromium, which is not here and may not be installed from here." >&2
echo "Install it (on Debian: sudo apt-get install chromium) and run 'make test' again." >&2
exit 1
