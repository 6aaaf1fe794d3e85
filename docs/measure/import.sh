#!/bin/sh
# Imports all of Alibaba Cloud's published metadata, and prints what became of it as lines that begin with `result:`.
#
#     sh docs/measure/import.sh METADATA
#
# METADATA is a copy of the repository aliyun/aliyun-openapi-meta, which is no part of this one. Everything is drafted
# into the target folder, checked and generated there. Then each service is compiled alone, as a crate with the true
# runtime, profiles and lints; a service with a single warning does not count as compiled.
set -eu
[ $# -eq 1 ] || { echo 'usage: sh docs/measure/import.sh METADATA' >&2; exit 2; }
metadata=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
work=${CARGO_TARGET_DIR:-target}/import
rm -rf "$work/specs" "$work/generated" "$work/runtime"
mkdir -p "$work/generated/src"
work=$(cd "$work" && pwd)
export CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never

say() { printf 'import: %s\n' "$*" >&2; }
codegen() { cargo run --quiet -p bindery-codegen -- "$@"; }

say 'importing'
codegen import aliyun-meta "$metadata" --out "$work/specs" >"$work/told"
say 'generating and checking'
codegen generate --specs "$work/specs" --out "$work/generated/src" >/dev/null
checked=$(codegen check --specs "$work/specs" --out "$work/generated/src")

cp -R runtime "$work/runtime"
cp Cargo.lock "$work/"
sed 's/^members = .*/members = ["generated", "runtime"]/' Cargo.toml >"$work/Cargo.toml"
services=$(find "$work/specs" -name service.json | sed 's,/service.json$,,; s,.*/,,' | sort)
{
    cat <<'MANIFEST'
[package]
name = "bindery"
version.workspace = true
edition.workspace = true

[features]
default = ["hyper"]
hyper = ["bindery-runtime/hyper"]
MANIFEST
    printf '%s = []\n' $services
    cat <<'MANIFEST'

[dependencies]
bindery-runtime.workspace = true

[lints]
workspace = true
MANIFEST
} >"$work/generated/Cargo.toml"

compile() {
    CARGO_TARGET_DIR="$work/target" cargo check --quiet --manifest-path "$work/Cargo.toml" -p bindery "$@" 2>&1
}

say 'building the dependencies'
compile >&2
compiled=0
for service in $services; do
    # Cargo says nothing at all of what has no warning.
    if said=$(compile --features "$service") && [ -z "$said" ]; then
        compiled=$((compiled + 1))
    else
        say "$service: $said"
    fi
done

# Numbers of the import, told at the end of what it prints.
number() { sed -n "s/^$1.*$2 \([0-9]*\).*/\1/p" "$work/told"; }
drafted=$(number 'imported:' operations)
products=$(number 'imported:' products)
left=$(number 'left out in all:' operations)
drafts=$(printf '%s\n' $services | wc -l)
listed=$(find "$metadata/metadatas" -mindepth 1 -maxdepth 1 -type d | wc -l)
sizes=$(sed -n 's/^\([a-z0-9_]*\): operations \([1-9][0-9]*\),.*/\2 \1/p' "$work/told" | sort -n)
smallest=$(printf '%s\n' "$sizes" | head -n 1 | cut -d ' ' -f 1)
largest=$(printf '%s\n' "$sizes" | tail -n 1 | cut -d ' ' -f 1)
lines=$(find "$work/generated/src" -name '*.rs' -exec cat {} + | wc -l)

printf 'result: import, operations drafted = %d of %d\n' "$drafted" "$((drafted + left))"
printf 'result: import, products drafted = %d of %d, with %d to %d operations\n' \
    "$products" "$listed" "$smallest" "$largest"
sed -n 's/^left out, \(.*\): operations \([0-9]*\), parameters \([0-9]*\)$/result: import, left out: \1 = operations \2, parameters \3/p' \
    "$work/told"
printf 'result: import, accepted by check = %s operations (goal %d)\n' "${checked%% *}" "$drafted"
printf 'result: import, lines of generated code = %d\n' "$lines"
printf 'result: import, services that compile without a warning = %d (goal %d)\n' "$compiled" "$drafts"
