#!/bin/sh
# Make .venv-NAME from requirements-NAME.lock: what only some need, apart from what everything is made of.
# `environment-extra.sh NAME beside` puts it beside all of requirements.lock and this package.
set -eu
cd "$(dirname "$0")"

name=$1
lock="requirements-$name.lock"
made=".venv-$name"
stamp="$made/.made-from"
beside=${2:+requirements.lock}
wanted=$(cat "$lock" $beside environment-extra.sh | .venv/bin/python -c \
    'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
if [ -x "$made/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi
printf 'Making %s from %s (once).\n' "$made" "$lock"
rm -rf "$made"
.venv/bin/python -m venv "$made"

# uv reads none of pip's settings: hand it the index of a site that has its own, unless uv was told one.
index=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)
if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    export UV_DEFAULT_INDEX="$index"
fi
if ! .venv/bin/uv pip sync --quiet --python "$made/bin/python" --link-mode=copy --require-hashes "$lock" $beside; then
    printf 'uv could not do it; trying pip.\n'
    for each in $beside "$lock"; do
        "$made/bin/python" -m pip install --quiet --require-hashes --no-deps -r "$each"
    done
fi
if [ -n "$beside" ]; then
    "$made/bin/python" -m pip install --quiet --no-deps --no-build-isolation -e .
fi
printf '%s' "$wanted" > "$stamp"
