#!/bin/sh
# Make .venv-NAME from requirements-NAME.lock: what only some need, apart from what everything is made of.
set -eu
cd "$(dirname "$0")"

name=$1
lock="requirements-$name.lock"
made=".venv-$name"
stamp="$made/.made-from"
wanted=$(cat "$lock" environment-extra.sh | .venv/bin/python -c \
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
if ! .venv/bin/uv pip sync --quiet --python "$made/bin/python" --link-mode=copy --require-hashes "$lock"; then
    printf 'uv could not do it; trying pip.\n'
    "$made/bin/python" -m pip install --quiet --require-hashes --no-deps -r "$lock"
fi
printf '%s' "$wanted" > "$stamp"
