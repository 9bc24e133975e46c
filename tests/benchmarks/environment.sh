#!/bin/sh
# Make .venv-bench from requirements-bench.lock: what intake is compared with, apart from what it is made of.
set -eu
cd "$(dirname "$0")/../.."

stamp=.venv-bench/.made-from
wanted=$(cat requirements-bench.lock tests/benchmarks/environment.sh | .venv/bin/python -c \
    'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
if [ -x .venv-bench/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi
rm -rf .venv-bench
.venv/bin/python -m venv .venv-bench

# uv reads none of pip's settings: hand it the index of a site that has its own, unless uv was told one.
index=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)
if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    export UV_DEFAULT_INDEX="$index"
fi
if ! .venv/bin/uv pip sync --quiet --python .venv-bench/bin/python --link-mode=copy --require-hashes \
    requirements-bench.lock; then
    printf 'uv could not do it; trying pip.\n'
    .venv-bench/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements-bench.lock
fi
printf '%s' "$wanted" > "$stamp"
