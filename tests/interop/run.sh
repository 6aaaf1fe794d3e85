#!/bin/sh
# Plays every case of tests/interop to the mock twice, by our client and by the vendor's Python client, and fails
# if the two left different calls in the ledger or read different answers.
#
#     sh tests/interop/run.sh
set -eu
cd "$(dirname "$0")/../.."
bin=$(sh tests/interop/venv.sh)
exec cargo run -p bindery-tests --example interop -- "$bin/python"
