# Sourced by the commands beside it, from the repository's top folder. POSIX sh.
# `environment FILE` makes .venv where there is none and installs FILE into it where FILE, or what
# it includes, has changed since.

VENV=.venv
PYTHON=$VENV/bin/python

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# A line that changes when the content, the names or the number of the given files change.
fingerprint() { find "$@" -type f ! -name '*.pyc' -exec cksum {} + 2>/dev/null | sort | cksum; }

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if is_recent "$candidate"; then echo "$candidate"; return; fi
    done
}

# Debian keeps venv and pip in a package of their own.
need_venv() {
    if "$1" -c 'import ensurepip, venv' 2>/dev/null; then return; fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing python3-venv ..."
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; } \
            >/dev/null 2>&1 || stop "apt-get could not install python3-venv."
        if "$1" -c 'import ensurepip, venv' 2>/dev/null; then return; fi
    fi
    stop "Python's venv is missing: sudo apt-get install python3-venv, then run this again."
}

environment() {
    # A virtual environment whose Python has gone (an upgrade, another machine) is made again.
    if ! is_recent "$PYTHON"; then
        rm -rf "$VENV"
        if command -v uv >/dev/null; then
            say "Making $VENV with uv ..."
            uv venv --quiet --python '>=3.11' "$VENV" || stop "uv could not make $VENV."
        else
            python=$(find_python)
            [ -n "$python" ] || stop "RepStack needs Python 3.11 or later, and found none on PATH."
            need_venv "$python"
            say "Making $VENV ..."
            "$python" -m venv "$VENV" || stop "$python could not make $VENV."
        fi
    fi
    stamp="$VENV/installed-$1"
    wanted=$(fingerprint requirements*.txt)
    if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
        say "Installing $1 ..."
        if "$PYTHON" -m pip --version >/dev/null 2>&1; then
            "$PYTHON" -m pip install -qq --disable-pip-version-check --no-input -r "$1"
        else
            uv pip install --quiet --compile-bytecode --python "$PYTHON" -r "$1"
        fi || stop "Installing $1 failed; the lines above say why."
        # What the tests need includes what the product needs.
        printf '%s\n' "$wanted" | tee "$stamp" >"$VENV/installed-requirements.txt"
    fi
}
