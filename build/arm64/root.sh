#!/usr/bin/env bash
# Makes what programs for linux-arm64 need on a machine with an x64 processor, besides qemu-user: Debian's C and C++ libraries, zlib
# and OpenSSL, and .NET's runtime. 60 MB to download, half a minute. Prints its folder.
export WRTC_PLATFORM=linux-arm64
scripts=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
source "$scripts/../../native/engine/common.sh"

root=$HOME/.cache/webrtcnative/roots/arm64
libraries=(libc6 libgcc-s1 libstdc++6 zlib1g libssl3)

main() {
    once "$root" "$(cat "$scripts"/* "$scripts/../dotnet"/* | sha256sum | cut -c 1-16)-$(dotnet --version)" make_root >&2
    echo "$root"
}

make_root() {
    local packages package hostfxr
    "$engine_scripts/sysroot.sh"
    rm -rf "$root"
    packages=$(mktemp -d)
    (cd "$packages" && mkdir -p state/lists/partial cache/archives/partial && of_arm64 update && of_arm64 download "${libraries[@]}")
    for package in "$packages"/*.deb; do
        dpkg-deb --extract "$package" "$root"
    done
    rm -r "$packages"
    hostfxr=$("$scripts/../dotnet/runtime.sh" "$platform" "$root/usr/share/dotnet")
    "$llvm/bin/clang" --target="$triple" --sysroot="$sysroot" -fuse-ld=lld -O2 -DHOSTFXR="\"$hostfxr\"" "$scripts/../dotnet/dotnet.c" \
        -ldl -o "$root/usr/share/dotnet/dotnet"
}

# apt, with the machine's own sources, for the other processor. In the present folder; the machine's own state stays as it is.
of_arm64() {
    apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o APT::Sandbox::User=root -o Dir::State="$PWD/state" \
        -o Dir::State::status=/dev/null -o Dir::Cache="$PWD/cache" "$@"
}

main
