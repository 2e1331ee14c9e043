#!/usr/bin/env bash
# dotnet.sh ARGUMENT...: the program dotnet of .NET for Windows, in wine, for those who start one. The first run makes it.
set -euo pipefail
scripts=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
source "$scripts/../../native/engine/versions.sh"
sysroot=$HOME/.cache/webrtcnative/sysroot/win-x64
root=$HOME/.cache/webrtcnative/roots/windows-dotnet

# The runtimes of the machine's own .NET, in the same version, as NuGet has them for programs that bring their .NET along.
make_root() {
    local made packages folder name version
    rm -rf "$root"
    made=$(mktemp -d)
    cp "$scripts/runtime.csproj" "$made/"
    packages=$(dotnet msbuild "$made/runtime.csproj" -restore -target:ResolveFrameworkReferences -getItem:ResolvedRuntimePack |
        sed -nE 's/.*"PackageDirectory": "(.*)".*/\1/p')
    rm -r "$made"
    for folder in $packages; do
        version=$(basename "$folder")
        name=$(sed -nE 's/.*<id>(.*)\.Runtime\.win-x64<.*/\1/p' "$folder"/*.nuspec)
        mkdir -p "$root/shared/$name/$version"
        find "$folder/runtimes" -type f -exec cp -t "$root/shared/$name/$version" {} +
    done
    mkdir -p "$root/host/fxr/$version"
    mv "$root/shared/Microsoft.NETCore.App/$version/hostfxr.dll" "$root/host/fxr/$version/"
    "/usr/lib/llvm-$llvm_version/bin/clang" --target=x86_64-w64-mingw32 --sysroot="$sysroot" -fuse-ld=lld -O2 -municode \
        -DHOSTFXR="L\"Z:$root/host/fxr/$version/hostfxr.dll\"" "$scripts/dotnet.c" -o "$root/dotnet.exe"
    touch "$root/made"
}

if [[ ! -e $root/made || $scripts/dotnet.c -nt $root/made ]]; then
    make_root >&2
fi

(($# == 0)) || exec "$scripts/wine.sh" "$root/dotnet.exe" "$@"
