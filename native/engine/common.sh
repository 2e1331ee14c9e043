# Paths and functions that the engine's scripts share. Sourced by them.
set -euo pipefail
engine_scripts=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
source "$engine_scripts/versions.sh"

fail() {
    printf 'engine: %s\n' "$@" >&2
    exit 1
}

# The target platform. Everything here runs on linux-x64.
platform=${WRTC_PLATFORM:-linux-x64}
case $platform in
    linux-x64) os=linux triple=x86_64-linux-gnu cpu=x64 machine=x86_64 ;;
    linux-arm64) os=linux triple=aarch64-linux-gnu cpu=arm64 machine=aarch64 ;;
    linux-musl-x64) os=linux triple=x86_64-linux-musl cpu=x64 machine=x86_64 ;;
    win-x64) os=win triple=x86_64-w64-mingw32 cpu=x64 machine=x86_64 ;;
    win-arm64) os=win triple=aarch64-w64-mingw32 cpu=arm64 machine=aarch64 ;;
    *) fail "WRTC_PLATFORM is \"$platform\"; it can be linux-x64, linux-arm64, linux-musl-x64, win-x64 or win-arm64." ;;
esac

cache=${WRTC_ENGINE_CACHE:-$HOME/.cache/webrtcnative/build}
downloads=$cache/downloads
sources_dir=$cache/sources
work=$cache/chromium-$chromium_version-$platform
sysroot=$HOME/.cache/webrtcnative/sysroot/$platform
chromium=$sources_dir/chromium
opus=$sources_dir/opus-$opus_version
dav1d=$sources_dir/dav1d-$dav1d_version
gn=$sources_dir/generate-ninja-$gn_version/out/gn
tree=$work/tree
# The C++ library that the engine brings along, where the system's cannot be linked with.
libcxx=$work/libc++
llvm=/usr/lib/llvm-$llvm_version
jobs=${WRTC_ENGINE_JOBS:-$(nproc)}

is_musl() {
    [[ $triple == *-musl ]]
}

is_windows() {
    [[ $os == win ]]
}

brings_libcxx() {
    is_musl || is_windows
}

say() {
    printf '==> %s %s\n' "$(date +%H:%M:%S)" "$*"
}

# once FOLDER NAME COMMAND...: not again after it has succeeded. COMMAND itself removes what would prevent a new start. Only the
# text of NAME decides, so it contains the version.
once() {
    local mark=$1/done/$2
    shift 2
    if [[ -e $mark ]]; then
        return 0
    fi
    "$@"
    mkdir -p "$(dirname "$mark")"
    touch "$mark"
}

# quietly LOG COMMAND...: the output goes to a file, which is shown only when the command fails.
quietly() {
    local log=$work/logs/$1.log code
    shift
    mkdir -p "$work/logs"
    # Not `|| code=$?`, which would switch off set -e inside.
    set +e
    (set -e && "$@") >"$log" 2>&1
    code=$?
    set -e
    if ((code)); then
        tail -n 40 "$log" >&2
        fail "$* ended with $code. All of its output is in $log"
    fi
}
