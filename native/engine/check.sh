#!/usr/bin/env bash
# check.sh libwebrtcnative.so: may this library be given to users? Fails with a list of the problems.
# WRTC_GLIBC_LIMIT: the newest glibc that it may need, 2.31 by default. musl does not put versions into libraries.
set -euo pipefail

library=${1:?which library?}
native=$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")
source "$native/engine/versions.sh"
nm=/usr/lib/llvm-$llvm_version/bin/llvm-nm
glibc_limit=${WRTC_GLIBC_LIMIT:-2.31}
problems=0

problem() {
    echo "WRONG: $*" >&2
    problems=$((problems + 1))
}

[[ -f $library ]] || { echo "There is no $library." >&2; exit 2; }
dynamic=$(readelf --dynamic --wide "$library")
segments=$(readelf --program-headers --wide "$library")

needed=$(sed -nE 's/.*\(NEEDED\).*\[(.*)\]/\1/p' <<<"$dynamic")
imports=$("$nm" -D --undefined-only "$library" | awk '$1 == "U" { print $2 }')

check_glibc() {
    local glibc
    glibc=$(readelf --version-info --wide "$library" | grep -oE 'GLIBC_[0-9.]+' | cut -d _ -f 2 | sort -Vu | tail -n 1)
    echo "C library:  glibc $glibc or newer (limit: $glibc_limit)"
    [[ $(printf '%s\n' "$glibc" "$glibc_limit" | sort -V | tail -n 1) == "$glibc_limit" ]] ||
        problem "it needs $(readelf --dyn-syms --wide "$library" | grep -oE "[^ ]+@GLIBC_$glibc" | tr '\n' ' ')"
    allowed='^(libc\.so\.6|libm\.so\.6|libpthread\.so\.0|libdl\.so\.2|librt\.so\.1|ld-linux-(x86-64\.so\.2|aarch64\.so\.1))$'
    foreign=$(grep -v '@GLIBC_' <<<"$imports" | tr '\n' ' ' || true)
}

check_musl() {
    echo "C library:  musl"
    allowed='^libc\.so$'
    foreign=$(comm -23 <(sort <<<"$imports") \
        <("$nm" -D --defined-only "$HOME/.cache/webrtcnative/sysroot/linux-musl-x64/usr/lib/libc.so" | awk '{ print $3 }' | sort) |
        tr '\n' ' ')
}

if grep -qx 'libc\.so' <<<"$needed"; then check_musl; else check_glibc; fi
# It may import symbols of the C library only, whatever other C++ or OpenSSL the process has.
[[ -z $foreign ]] || problem "it takes these from whoever has them: $foreign"

echo "Needs:      $(tr '\n' ' ' <<<"$needed")"
others=$(grep -vE "$allowed" <<<"$needed" | tr '\n' ' ' || true)
[[ -z $others ]] || problem "it needs libraries that may not be there: $others"

exports=$(cmake -DNM="$nm" -DLIBRARY="$library" -DHEADER="$native/shim/api/webrtcnative.h" \
    -P "$native/cmake/CheckExports.cmake" 2>&1) || problem "its exports: $exports"
echo "Exports:    $("$nm" -D --defined-only "$library" | wc -l)"

grep -q GNU_RELRO <<<"$segments" || problem "no RELRO"
grep -qE 'BIND_NOW|FLAGS_1.*NOW' <<<"$dynamic" || problem "symbols are bound when they are used, so RELRO is not full"
stack=$(awk '$1 == "GNU_STACK" { print $7 }' <<<"$segments")
[[ $stack == RW ]] || problem "the stack is executable or not declared: '$stack'"
awk '$1 == "LOAD"' <<<"$segments" | grep -q 'RWE' && problem "a segment is writable and executable"
grep -qE '\((RPATH|RUNPATH)\)' <<<"$dynamic" && problem "it carries a search path"
grep -qE 'TEXTREL' <<<"$dynamic" && problem "relocations in the code"

readelf --sections --wide "$library" | grep -q ' \.debug_info ' && problem "its debug symbols are in it"
echo "Size:       $(wc -c <"$library") bytes, $(gzip -c "$library" | wc -c) packed"

((problems == 0)) || { echo "$problems problems in $library" >&2; exit 1; }
echo "Good:       $library"
