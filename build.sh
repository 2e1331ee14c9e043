#!/usr/bin/env bash
# From a fresh machine to a build:  ./build.sh [--target=Build] [--engine=auto|system|upstream] [--configuration=Debug]
# Installs the Debian packages that are missing, restores the .NET tools and hands all arguments to build.cake.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Cake colors even what goes into a file.
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

uses_system_engine() {
    local engine=auto argument
    for argument in "$@"; do
        case $argument in --engine=*) engine=${argument#--engine=} ;; esac
    done
    case $engine in
        system) true ;;
        # The same choice as in build.cake.
        auto) [[ ! -f $HOME/.cache/webrtcnative/m150/linux-x64/dist/lib/libwebrtc.a ]] ;;
        *) false ;;
    esac
}

missing_packages() {
    command -v cmake >/dev/null || echo cmake
    command -v g++ >/dev/null || echo g++
    command -v ninja >/dev/null || echo ninja-build
    command -v clang >/dev/null || echo clang
    if uses_system_engine "$@"; then
        dpkg-query --show --showformat='${Status}' libtgowt-dev 2>/dev/null | grep -q 'ok installed' || echo libtgowt-dev
    fi
}

install_packages() {
    local -a missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0

    if ((EUID != 0)); then
        as_root=(sudo)
    fi
    if ! command -v apt-get >/dev/null || { ((EUID != 0)) && ! command -v sudo >/dev/null; }; then
        fail "these packages are missing and cannot be installed from here: ${missing[*]}" \
             "On Debian 12, as root: apt-get install ${missing[*]}"
    fi
    echo "Installing Debian packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        fail "apt-get could not install: ${missing[*]}"
}

require_dotnet
install_packages "$@"
tools=$(dotnet tool restore 2>&1) || fail "the .NET tools could not be restored:" "$tools"
exec dotnet cake build.cake "$@"
