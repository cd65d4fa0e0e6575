#!/bin/sh
# Installs on Debian or Ubuntu what building and trying the installers takes; with --all also what Windows' takes.
set -e

apt-get update
packages="binutils dpkg desktop-file-utils appstream lintian git man-db \
    libegl1 libgl1 libfontconfig1 libfreetype6 libglib2.0-0 libdbus-1-3 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 \
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 \
    libxcb-xkb1 libxkbcommon0 libxkbcommon-x11-0 libcups2 libwayland-client0 libwayland-cursor0 fonts-dejavu-core xvfb xauth xdotool"
if [ "${1:-}" = --all ]; then
    packages="$packages debootstrap mount strace x11-utils nodejs npm \
        wine wine64 nsis gcc-mingw-w64-x86-64-win32 binutils-mingw-w64-x86-64"
fi
# shellcheck disable=SC2086 - a list of words
DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $packages
