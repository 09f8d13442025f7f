#!/bin/sh
# Copies the compiled kernel to a folder that may be written: Numba uses a cache only where it could also add to it,
# and the image itself is read only.
set -eu
mkdir -p "$NUMBA_CACHE_DIR"
cp -R /opt/newsfold/kernel/. "$NUMBA_CACHE_DIR"
exec "$@"
