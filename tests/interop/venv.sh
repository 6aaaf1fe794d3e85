#!/bin/sh
# Makes a virtual environment with the vendors' Python clients, and prints the folder of its programs.
#
#     sh tests/interop/venv.sh
#
# It is made below Cargo's target directory, and made anew when requirements.txt has changed. Needs Python 3.11 or
# later with venv, and the package index that pip is set up with.
set -eu
cd "$(dirname "$0")/../.."
requirements=tests/interop/requirements.txt
venv=${CARGO_TARGET_DIR:-$PWD/target}/interop-venv

fail() {
    printf 'interop: %s\n' "$*" >&2
    exit 1
}

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail 'there is no python3 of version 3.11 or later'
# The copy is written last, so it tells that the environment is whole.
if ! cmp -s "$requirements" "$venv/requirements.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv" >&2 || fail 'python3 cannot make a virtual environment: is its module venv installed?'
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" >&2 ||
        fail 'pip cannot install the clients'
    cp "$requirements" "$venv/requirements.txt"
fi
cd "$venv/bin"
pwd
