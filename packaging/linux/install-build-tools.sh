#!/bin/sh
# Installs on Debian or Ubuntu what building and trying the installers takes; with --all also what Windows' takes.
# Does nothing where it is all there.
set -e

packages="binutils dpkg desktop-file-utils appstream lintian git man-db \
    libegl1 libgl1 libfontconfig1 libfreetype6 libglib2.0-0 libdbus-1-3 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 \
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 \
    libxcb-xkb1 libxkbcommon0 libxkbcommon-x11-0 libcups2 libwayland-client0 libwayland-cursor0 fonts-dejavu-core \
    xvfb xauth xdotool"
if [ "${1:-}" = --all ]; then
    packages="$packages debootstrap locales mount curl strace x11-utils poppler-utils imagemagick tesseract-ocr tesseract-ocr-spa \
        shellcheck wine wine64 nsis gcc-mingw-w64-x86-64-win32 binutils-mingw-w64-x86-64"
    # Another Node than Debian's brings its own npm, and clashes with Debian's.
    command -v npm >/dev/null || packages="$packages nodejs npm"
fi
missing=
for package in $packages; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
if [ -z "$missing" ]; then
    echo "All that the installers take is there."
    exit
fi
# A fresh machine may be upgrading itself meanwhile, and holds dpkg's lock.
patient="-o DPkg::Lock::Timeout=600 -o Acquire::Retries=10"
# Each a word of its own.
# shellcheck disable=SC2086
apt-get $patient update
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get $patient install --yes --no-install-recommends $missing
