#!/usr/bin/env bash
# wine.sh PROGRAM.exe [ARGUMENT...]: runs a program for Windows x64 on this machine. The first run makes what is Windows to it, in
# ~/.cache/webrtcnative/roots/wine: half a minute.
set -euo pipefail
scripts=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
source "$scripts/../../native/engine/versions.sh"

export WINEPREFIX=$HOME/.cache/webrtcnative/roots/wine WINEARCH=win64 WINEDEBUG=-all
# Flaw of wine 8: .NET's runtime ends at the first dynamic method that is freed, unless its code pages are writable.
export DOTNET_EnableWriteXorExecute=0
wine=/usr/lib/wine/wine64

make_windows() {
    rm -rf "$WINEPREFIX"
    mkdir -p "$WINEPREFIX"
    # Without the windows that offer to install something.
    WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=' "$wine" wineboot --init
    # Otherwise it is Windows 7.
    "$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f
    /usr/lib/wine/wineserver64 --wait
    # Flaw of wine 8: bcryptprimitives.dll is missing, which BoringSSL has its random numbers from.
    "/usr/lib/llvm-$llvm_version/bin/clang" --target=x86_64-w64-mingw32 --sysroot="$HOME/.cache/webrtcnative/sysroot/win-x64" \
        -fuse-ld=lld -O2 -shared "$scripts/bcryptprimitives.c" -ladvapi32 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll"
    touch "$WINEPREFIX/made"
}

if [[ ! -e $WINEPREFIX/made ]]; then
    mkdir -p "$(dirname "$WINEPREFIX")"
    exec 9>"$WINEPREFIX.lock"
    flock 9
    [[ -e $WINEPREFIX/made ]] || make_windows >&2 </dev/null
    exec 9>&-
fi
[[ $# == 0 ]] || exec "$wine" "$@"
