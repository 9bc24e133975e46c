#!/bin/sh
# Make .venv from requirements.lock. Says what is missing; does nothing when nothing changed.
set -eu
cd "$(dirname "$0")"

fail() {
    printf '%s\n' "$@" >&2
    exit 2
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
}

python=$(find_python)
[ -n "$python" ] || fail \
    "Python 3.11, 3.12 or 3.13 is needed and was not found." \
    "Debian and Ubuntu: apt install python3 python3-venv. Or name one: make PYTHON=/path/to/python3.11 …"
"$python" -c 'import ensurepip, venv' 2>/dev/null || fail \
    "$python has no venv module." \
    "Debian and Ubuntu: apt install python3-venv."

here=$(pwd -P)
wanted=$({ printf '%s\n' "$here"; cat requirements.lock pyproject.toml environment.sh; } | "$python" -c \
    'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
stamp=.venv/.made-from
if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

# Not one that was interrupted before it had pip, nor one made elsewhere: its scripts name that place.
is_usable() {
    .venv/bin/python -m pip --version >/dev/null 2>&1 && grep -qF -e "-m venv $here/.venv" .venv/pyvenv.cfg
}

began=$(date +%s)
printf 'Making .venv from requirements.lock (once; a few hundred MB).\n'
rm -f "$stamp"
if ! is_usable; then
    rm -rf .venv
    "$python" -m venv .venv
fi
export PIP_DISABLE_PIP_VERSION_CHECK=1

# uv reads none of pip's settings: hand it the index of a site that has its own, unless uv was told one.
index=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)
if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    export UV_DEFAULT_INDEX="$index"
fi

install_with_uv() {
    if [ ! -x .venv/bin/uv ]; then
        awk '/^uv==/ {ours = 1} /^[^ #]/ && !/^uv==/ {ours = 0} ours' requirements.lock > .venv/uv.lock
        .venv/bin/python -m pip install --quiet --require-hashes --no-deps -r .venv/uv.lock || return 1
    fi
    .venv/bin/uv pip sync --quiet --python .venv/bin/python --link-mode=copy --require-hashes requirements.lock
}

if ! install_with_uv; then
    printf 'uv could not do it; trying pip.\n'
    .venv/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock || fail \
        "The packages could not be installed. Can pip reach its index? See above."
fi
install_ourselves() {
    if [ -x .venv/bin/uv ]; then
        .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
    else
        .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
    fi
}
install_ourselves
.venv/bin/python -m compileall -q -j 0 .venv/lib >/dev/null 2>&1 || true
printf '%s' "$wanted" > "$stamp"
printf 'Environment made in %s s.\n' "$(($(date +%s) - began))"
