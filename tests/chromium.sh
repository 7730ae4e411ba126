#!/bin/sh
# Prints the path of a Chromium: $CHROMIUM, one on PATH, or a new one from apt; else says which package to install.
for c in "$CHROMIUM" chromium chromium-browser google-chrome; do
  [ -n "$c" ] && p=$(command -v "$c" 2>/dev/null) && { echo "$p"; exit 0; }
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "No Chromium found; installing Debian's package 'chromium'." >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >&2 && command -v chromium && exit 0
fi
echo "The browser tests need Chromium. Install the package 'chromium', or set CHROMIUM to the program's path." >&2
exit 1
