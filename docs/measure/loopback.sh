#!/bin/sh
# Measures calls over the loopback interface: typed ones beside plain reqwest, and beside the vendors' Python clients.
#
#     sh docs/measure/loopback.sh
#
# Needs Python 3 with venv, and the package index that pip is set up with; without them it fails.
set -eu
cd "$(dirname "$0")/../.."
bin=$(sh tests/interop/venv.sh)
# The benchmark starts the script by itself, and so the interpreter that is found first.
PATH=$bin:$PATH
export PATH
# In full, for Cargo runs a benchmark in the folder of its package.
exec cargo bench -p bindery-tests --bench loopback -- --clients "$PWD/tests/interop/peers.py"
