#!/bin/sh
# Measures what a generated crate costs to build, and prints it as lines that begin with `result:`.
#
#     sh docs/measure/build-cost.sh
#
# It makes a workspace of its own in the target folder: the runtime as it is, and a crate that the generator
# makes from OPERATIONS copies (100 if nothing else is said) of the specification in docs/measure/specs. That
# operation is an ordinary one: 8 parameters, an answer of 6 members, one of them a list of items with 4
# members, and 9 errors. The dependencies are built first. Then the generated crate alone is built three times
# in each way, without incremental compilation, and the median counts. A time is the lesser of what the clock and
# what the processor's account say: on a machine with other work the clock says too much, and on one without it
# the compiler has more than one processor.
set -eu
cd "$(dirname "$0")/../.."
operations=${OPERATIONS:-100}
specs=docs/measure/specs
work=${CARGO_TARGET_DIR:-target}/build-cost
mkdir -p "$work"
work=$(cd "$work" && pwd)

# The profiles as they are by default, and output that can be read.
unset CARGO_PROFILE_DEV_DEBUG CARGO_PROFILE_RELEASE_DEBUG
export CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never CARGO_TERM_QUIET=false

say() { printf 'build-cost: %s\n' "$*" >&2; }

# The specifications of the synthetic service.
rm -rf "$work/specs" "$work/generated" "$work/runtime"
mkdir -p "$work/specs/demo/types" "$work/generated/src"
cp "$specs/service.json" "$work/specs/demo/"
number=0
while [ "$number" -lt "$operations" ]; do
    sed "s/Send0/Send$number/g" "$specs/Send0.json" >"$work/specs/demo/Send$number.json"
    sed "s/Send0/Send$number/g" "$specs/types/Send0Receiver.json" \
        >"$work/specs/demo/types/Send${number}Receiver.json"
    number=$((number + 1))
done

# The workspace: the true versions, profiles and lints, and only two members.
say "generating $operations operations"
cargo run --quiet -p bindery-codegen -- generate --specs "$work/specs" --out "$work/generated/src" >&2
cp -R runtime "$work/runtime"
cp Cargo.lock "$work/"
sed 's/^members = .*/members = ["generated", "runtime"]/' Cargo.toml >"$work/Cargo.toml"
cat >"$work/generated/Cargo.toml" <<'MANIFEST'
[package]
name = "bindery"
version.workspace = true
edition.workspace = true

[features]
default = ["hyper", "demo"]
hyper = ["bindery-runtime/hyper"]
demo = []

[dependencies]
bindery-runtime.workspace = true

[lints]
workspace = true
MANIFEST

# The seconds that cargo needs for the generated crate, its dependencies being there: the median of three.
seconds() {
    say "building the dependencies for: cargo $*"
    build "$@" >&2
    for _ in 1 2 3; do
        touch "$work/generated/src/lib.rs"
        # Cargo tells the time by the clock; the last line of `times` is what its processes took.
        (build "$@" 2>&1 && times) | awk '
            function seconds(text, parts) {
                return split(text, parts, "m") == 2 ? parts[1] * 60 + parts[2] : text + 0
            }
            / Finished / { sub(/.* in /, ""); sub(/m /, "m"); clock = seconds($0) }
            { processor = seconds($1) + seconds($2) }
            END { print (processor < clock ? processor : clock) }
        '
    done | sort -n | sed -n 2p
}

build() {
    CARGO_TARGET_DIR="$work/target" cargo "$@" --manifest-path "$work/Cargo.toml" -p bindery
}

# A line, from: name, total, unit of one operation's share, decimals, largest share that meets the goal.
share() {
    awk -v name="$1" -v total="$2" -v unit="$3" -v decimals="$4" -v most="$5" -v operations="$operations" 'BEGIN {
        value = total / operations
        goal = most == "" ? "no goal" : "goal at most " most " " unit ": " (value <= most ? "met" : "missed")
        printf "result: build/%s = %.*f %s an operation (%s)\n", name, decimals, value, unit, goal
    }'
}

check=$(seconds check)
debug=$(seconds build)
release=$(seconds build --release)
lines=$(find "$work/generated/src/demo" -name '*.rs' -exec cat {} + | wc -l)
rlib=$(wc -c <"$work/target/debug/libbindery.rlib")
crates=$(cargo tree --package bindery --features mqtt --edges normal --prefix none | sed 's/ (\*)$//' | sort -u | wc -l)

share check "$check" s 4 ''
share debug "$debug" s 4 0.02
share release "$release" s 4 0.04
share lines "$lines" lines 1 100
share 'rlib, debug' "$((rlib / 1024))" KiB 0 ''
goal=missed
[ "$crates" -le 95 ] && goal=met
printf 'result: build/crates = %d crates in the tree of runtime and one service (goal at most 95: %s)\n' "$crates" "$goal"
