#!/usr/bin/env bash
# dotnet.sh ARGUMENT...: the program dotnet of .NET for Windows, in wine, for those who start one. The first run makes it.
set -euo pipefail
scripts=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
source "$scripts/../../native/engine/versions.sh"
sysroot=$HOME/.cache/webrtcnative/sysroot/win-x64
root=$HOME/.cache/webrtcnative/roots/windows-dotnet

make_root() {
    local hostfxr
    rm -rf "$root"
    hostfxr=$("$scripts/../dotnet/runtime.sh" win-x64 "$root")
    "/usr/lib/llvm-$llvm_version/bin/clang" --target=x86_64-w64-mingw32 --sysroot="$sysroot" -fuse-ld=lld -O2 -municode \
        -DHOSTFXR="L\"Z:$hostfxr\"" "$scripts/dotnet.c" -o "$root/dotnet.exe"
    touch "$root/made"
}

if [[ ! -e $root/made || $scripts/dotnet.c -nt $root/made ]]; then
    make_root >&2
fi

(($# == 0)) || exec "$scripts/wine.sh" "$root/dotnet.exe" "$@"
