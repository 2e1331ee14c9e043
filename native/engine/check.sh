#!/usr/bin/env bash
# check.sh libwebrtcnative.so or .dll MB: may this library be given to users, and is it no larger than that? Fails with a list of the problems.
# WRTC_GLIBC_LIMIT: the newest glibc that it may need, 2.31 by default. musl does not put versions into libraries.
set -euo pipefail

library=${1:?which library?}
size_limit=${2:?of how many MB at most?}
native=$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")
source "$native/engine/versions.sh"
llvm=/usr/lib/llvm-$llvm_version/bin
glibc_limit=${WRTC_GLIBC_LIMIT:-2.31}
problems=0

problem() {
    echo "WRONG: $*" >&2
    problems=$((problems + 1))
}

# check_exports READER: exactly the header's functions.
check_exports() {
    local answer
    answer=$(cmake -DNM="$1" -DLIBRARY="$library" -DHEADER="$native/shim/api/webrtcnative.h" \
        -P "$native/cmake/CheckExports.cmake" 2>&1) || problem "its exports: $answer"
    echo "Exports:    $answer"
}

# check_needed LIBRARIES ALLOWED
check_needed() {
    local others
    echo "Needs:      $(tr '\n' ' ' <<<"$1")"
    others=$(grep -vE "$2" <<<"$1" | tr '\n' ' ' || true)
    [[ -z $others ]] || problem "it needs libraries that may not be there: $others"
}

# ---- ELF ----

check_elf() {
    local dynamic segments needed imports stack
    dynamic=$(readelf --dynamic --wide "$library")
    segments=$(readelf --program-headers --wide "$library")
    needed=$(sed -nE 's/.*\(NEEDED\).*\[(.*)\]/\1/p' <<<"$dynamic")
    imports=$("$llvm/llvm-nm" -D --undefined-only "$library" | awk '$1 == "U" { print $2 }')
    if grep -qx 'libc\.so' <<<"$needed"; then check_musl; else check_glibc; fi
    # It may import symbols of the C library only, whatever other C++ or OpenSSL the process has.
    [[ -z $foreign ]] || problem "it takes these from whoever has them: $foreign"
    check_needed "$needed" "$allowed"
    check_exports "$llvm/llvm-nm"

    grep -q GNU_RELRO <<<"$segments" || problem "no RELRO"
    grep -qE 'BIND_NOW|FLAGS_1.*NOW' <<<"$dynamic" || problem "symbols are bound when they are used, so RELRO is not full"
    stack=$(awk '$1 == "GNU_STACK" { print $7 }' <<<"$segments")
    [[ $stack == RW ]] || problem "the stack is executable or not declared: '$stack'"
    ! awk '$1 == "LOAD"' <<<"$segments" | grep -q 'RWE' || problem "a segment is writable and executable"
    ! grep -qE '\((RPATH|RUNPATH)\)' <<<"$dynamic" || problem "it carries a search path"
    ! grep -qE 'TEXTREL' <<<"$dynamic" || problem "relocations in the code"
    ! readelf --sections --wide "$library" | grep -q ' \.debug_info ' || problem "its debug symbols are in it"
}

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
        <("$llvm/llvm-nm" -D --defined-only "$HOME/.cache/webrtcnative/sysroot/linux-musl-x64/usr/lib/libc.so" |
            awk '{ print $3 }' | sort) | tr '\n' ' ')
}

# ---- Windows ----

# What every Windows 10 has. Windows binds an import to the library that it names, so none can come from elsewhere.
windows_libraries='^(api-ms-win-crt-[a-z0-9-]+|advapi32|bcrypt|crypt32|dbghelp|dnsapi|iphlpapi|kernel32|mfplat|msdmo|ole32|oleaut32|secur32)\.dll$'
windows_libraries+='|^(shell32|user32|winmm|ws2_32)\.dll$'

check_windows() {
    local headers needed config flag
    headers=$("$llvm/llvm-readobj" --file-headers "$library")
    needed=$("$llvm/llvm-readobj" --coff-imports "$library" | awk '$1 == "Name:" { print tolower($2) }' | sort -u)
    echo "C library:  Windows' own (UCRT)"
    check_needed "$needed" "$windows_libraries"
    check_exports "$llvm/llvm-readobj"

    for flag in DYNAMIC_BASE HIGH_ENTROPY_VA NX_COMPAT GUARD_CF; do
        grep -q "IMAGE_DLL_CHARACTERISTICS_$flag" <<<"$headers" || problem "without $flag"
    done
    config=$("$llvm/llvm-readobj" --coff-load-config "$library")
    grep -q 'CF_FUNCTION_TABLE_PRESENT' <<<"$config" || problem "Control Flow Guard has no table"
    "$llvm/llvm-readobj" --sections "$library" |
        awk '/MEM_EXECUTE/ { x = 1 } /MEM_WRITE/ { w = 1 } /^  }/ { if (x && w) bad = 1; x = w = 0 } END { exit bad }' ||
        problem "a section is writable and executable"
    ! "$llvm/llvm-readobj" --sections "$library" | grep -q 'Name: \.debug_info' || problem "its debug symbols are in it"
}

[[ -f $library ]] || { echo "There is no $library." >&2; exit 2; }
case $library in
    *.dll) check_windows ;;
    *) check_elf ;;
esac
size=$(wc -c <"$library")
echo "Size:       $size bytes (limit: $size_limit MB), $(gzip -c "$library" | wc -c) packed"
((size <= size_limit * 1000000)) || problem "it is larger than $size_limit MB: did something come in that was not meant to?"

((problems == 0)) || { echo "$problems problems in $library" >&2; exit 1; }
echo "Good:       $library"
