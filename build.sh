#!/usr/bin/env bash
# From a fresh machine to a build:  ./build.sh [--target=Build] [--engine=auto|system|upstream] [--configuration=Release]
# Installs the Debian packages that are missing, restores the .NET tools and hands all arguments to build.cake.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The peers of the interop tests and of the benchmarks; and what makes the tests' networks.
peer_packages=(chromium golang-go golang-github-pion-webrtc.v3-dev python3-aiortc)
gstreamer_packages=(gstreamer1.0-nice gstreamer1.0-plugins-{base,good,bad,ugly} gir1.2-gst-plugins-{base,bad}-1.0 python3-gst-1.0 python3-numpy)
interop_packages=("${peer_packages[@]}" "${gstreamer_packages[@]}" janus firefox-esr coturn iproute2)
# The compilers of the library for users, and of libwebrtc.
source native/engine/versions.sh
portable_packages=("clang-$llvm_version" "lld-$llvm_version" "llvm-$llvm_version")
engine_packages=("${portable_packages[@]}" "libclang-rt-$llvm_version-dev" bzip2 make meson nasm python3 patch xz-utils)
# What makes the small system with musl (build/musl/root.sh).
musl_packages=(busybox-static g++-12 make perl xz-utils)
# Cake prints colors even into a file.
[[ -t 1 ]] || export NO_COLOR=1

fail() {
    printf 'build.sh: %s\n' "$@" >&2
    exit 1
}

require_dotnet() {
    command -v dotnet >/dev/null ||
        fail "the .NET SDK is missing." "Install version 10.0 or newer: https://dotnet.microsoft.com/download"
    local answer
    answer=$(dotnet --version 2>&1) ||
        fail "the .NET SDK 10.0.100 or a newer 10.0 is needed (https://dotnet.microsoft.com/download). dotnet says:" "$answer"
}

is_installed() {
    dpkg-query --show --showformat='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

not_installed() {
    local package
    for package in "$@"; do
        is_installed "$package" || echo "$package"
    done
}

# asks_for TARGET ARGUMENT...
asks_for() {
    has "--target=$1" "${@:2}"
}

# has TEXT ARGUMENT...
has() {
    local argument
    for argument in "${@:2}"; do
        [[ $argument != "$1" ]] || return 0
    done
    return 1
}

upstream_engine=$HOME/.cache/webrtcnative/m150/linux-x64

has_upstream_engine() {
    [[ -f $upstream_engine/dist/lib/libwebrtc.a ]]
}

# An archive of the engine beside the checkout is unpacked once. It replaces an engine of another version, or of the same milestone with
# other parts.
unpack_upstream_engine() {
    local archive mark=$upstream_engine/unpacked
    archive=$(compgen -G '../shared/engine/libwebrtc-*-linux-x64.tar.xz' | tail -n 1) || return 0
    stat --format='%s %Y' "$archive" | cmp -s - "$mark" && return 0
    command -v xz >/dev/null || apt_install xz-utils
    mkdir -p "$upstream_engine"
    if ! tar -xJOf "$archive" dist/version.txt | cmp -s - "$upstream_engine/dist/version.txt"; then
        echo "Unpacking $archive"
        rm -rf "$upstream_engine/dist"
        tar -xJf "$archive" -C "$upstream_engine"
    fi
    stat --format='%s %Y' "$archive" >"$mark"
}

# Compiles the engines that are missing.
makes_engines() {
    { asks_for Pack "$@" && ! has --present "$@"; } || { asks_for Godot "$@" && ! has_upstream_engine; }
}

# has_library PLATFORM ARGUMENT...: it was made before, or Pack makes it.
has_library() {
    compgen -G "artifacts/native/$1/libwebrtcnative.*" >/dev/null || [[ -f $HOME/.cache/webrtcnative/m150/$1/dist/lib/libwebrtc.a ]] ||
        { asks_for Pack "${@:2}" && ! has --present "${@:2}"; }
}

# The targets that test the library on another system than this machine's.
asks_for_system() {
    asks_for Windows "$@" || asks_for Musl "$@" || asks_for Arm64 "$@"
}

uses_system_engine() {
    local engine=auto argument
    for argument in "$@"; do
        case $argument in --engine=*) engine=${argument#--engine=} ;; esac
    done
    case $engine in
        system) true ;;
        # The same choice as in build.cake.
        auto) ! has_upstream_engine && ! asks_for Godot "$@" ;;
        *) false ;;
    esac
}

missing_packages() {
    command -v cmake >/dev/null || echo cmake
    command -v g++ >/dev/null || echo g++
    command -v ninja >/dev/null || echo ninja-build
    command -v clang >/dev/null || echo clang
    # To link programs that are compiled ahead of time.
    is_installed zlib1g-dev || echo zlib1g-dev
    if ! asks_for Engine "$@" && uses_system_engine "$@"; then
        is_installed libtgowt-dev || echo libtgowt-dev
    fi
    if ! uses_system_engine "$@" || asks_for Pack "$@"; then
        # The headers that H.264 is compiled with; the library itself is looked for at run time.
        not_installed libopenh264-dev
    fi
    if asks_for Engine "$@" || makes_engines "$@"; then
        not_installed "${engine_packages[@]}"
    fi
    if asks_for Portable "$@" || asks_for Pack "$@" || asks_for Godot "$@" || asks_for_system "$@"; then
        not_installed "${portable_packages[@]}"
    fi
    if asks_for_system "$@" || asks_for Godot "$@"; then
        not_installed chromium debootstrap
    fi
    if asks_for Windows "$@" || { asks_for Portable "$@" && has --platform=win-x64 "$@"; } ||
        { has_library win-x64 "$@" && { asks_for Pack "$@" || asks_for Smoke "$@"; }; }; then
        not_installed wine64
    fi
    if asks_for Musl "$@" || { has_library linux-musl-x64 "$@" && { asks_for Pack "$@" || asks_for Smoke "$@"; }; }; then
        not_installed "${musl_packages[@]}"
    fi
    if asks_for Arm64 "$@" || { asks_for Portable "$@" && has --platform=linux-arm64 "$@"; } ||
        { has_library linux-arm64 "$@" && { asks_for Pack "$@" || asks_for Smoke "$@"; }; }; then
        not_installed qemu-user
    fi
    # A root of the oldest supported system, for the smoke test.
    if asks_for Pack "$@" || asks_for Smoke "$@"; then
        not_installed debootstrap
    fi
    if asks_for Lint "$@"; then
        not_installed clang-format-14
    fi
    if asks_for Fuzz "$@"; then
        not_installed libclang-rt-14-dev
    fi
    if asks_for Test "$@"; then
        not_installed zsh # whose completion of webrtcnative is tested
    fi
    if asks_for Page "$@"; then
        command -v npm >/dev/null || echo npm
    fi
    if asks_for Signaling "$@"; then
        not_installed redis-server chromium
        command -v npm >/dev/null || echo npm
    fi
    if asks_for Interop "$@"; then
        not_installed "${interop_packages[@]}"
        command -v npm >/dev/null || echo npm
    fi
    if asks_for Bench "$@" && has --peers "$@"; then
        not_installed "${peer_packages[@]}"
        command -v npm >/dev/null || echo npm
    fi
}

install_packages() {
    local -a missing
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} == 0)) || apt_install "${missing[@]}"
}

apt_install() {
    local -a as_root=()
    if ((EUID != 0)); then
        as_root=(sudo)
    fi
    if ! command -v apt-get >/dev/null || { ((EUID != 0)) && ! command -v sudo >/dev/null; }; then
        fail "these packages are missing and cannot be installed from here: $*" "On Debian 12, as root: apt-get install $*"
    fi
    echo "Installing Debian packages: $*"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        fail "apt-get could not install: $*"
}

require_dotnet
unpack_upstream_engine
install_packages "$@"
tools=$(dotnet tool restore 2>&1) || fail "the .NET tools could not be restored:" "$tools"
exec dotnet cake build.cake "$@"
