#!/usr/bin/env bash
# depot_tools.sh osx-x64|osx-arm64: the upstream engine where the other scripts cannot build it, on macOS (with Xcode), by Google's
# own tools: 20 GB to download, and hours.
# Not yet run. Makes ~/.cache/webrtcnative/m<milestone>/<platform>/dist as pack.sh does.
set -euo pipefail
engine_scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$engine_scripts/versions.sh"

platform=${1:?which platform: osx-x64 or osx-arm64?}
dist=$HOME/.cache/webrtcnative/m$milestone/$platform/dist
work=${WRTC_ENGINE_CACHE:-$HOME/.cache/webrtcnative/build}/depot_tools
# WebRTC's branches carry the build number of the Chromium that they went into.
branch=$(cut -d . -f 3 <<<"$chromium_version")

case $platform in
    osx-x64 | osx-arm64) ;;
    *) echo "depot_tools.sh: unknown platform $platform" >&2; exit 2 ;;
esac

# The same engine as args.gn describes, with the system's C++ library, which the shim is compiled with too.
arguments=(
    is_debug=false symbol_level=0 is_component_build=false treat_warnings_as_errors=false
    'target_os="mac"' "target_cpu=\"${platform#*-}\"" 'mac_deployment_target="13.0"'
    use_custom_libcxx=false use_custom_libcxx_for_host=false use_siso=false enable_rust=false rtc_rust=false
    rtc_enable_protobuf=true rtc_include_tests=false rtc_build_examples=false rtc_build_tools=false
    proprietary_codecs=false rtc_use_h264=false libyuv_disable_jpeg=true
)

fetch_source() {
    mkdir -p "$work"
    cd "$work"
    [[ -d depot_tools ]] || git clone https://chromium.googlesource.com/chromium/tools/depot_tools.git
    export PATH=$work/depot_tools:$PATH DEPOT_TOOLS_UPDATE=1
    [[ -d src ]] || fetch --nohooks --no-history webrtc
    git -C src fetch --depth 1 origin "refs/branch-heads/$branch"
    git -C src checkout --detach FETCH_HEAD
    gclient sync --nohooks --no-history --delete_unversioned_trees
    gclient runhooks
}

compile() {
    cd "$work/src"
    gn gen "out/$platform" --args="${arguments[*]}"
    ninja -C "out/$platform" webrtc
}

pack() {
    local part
    rm -rf "$dist"
    mkdir -p "$dist/include" "$dist/lib" "$dist/licenses"
    cp "out/$platform/obj/libwebrtc.a" "$dist/lib/"
    copy_headers . api audio call common_audio common_video logging media modules net p2p pc rtc_base system_wrappers video
    copy_headers third_party/abseil-cpp absl
    copy_headers . third_party/libyuv/include
    for part in . third_party/{abseil-cpp,boringssl/src,dav1d/libdav1d,libaom/source/libaom,libsrtp,libvpx/source/libvpx,libyuv} \
        third_party/{opus/src,pffft,protobuf,rnnoise} third_party/protobuf/third_party/utf8_range; do
        copy_license "$part"
    done
    echo "libwebrtc milestone $milestone for $platform, by depot_tools" >"$dist/version.txt"
}

# copy_headers FOLDER PART...
copy_headers() {
    local folder=$1
    shift
    (cd "$folder" && find "$@" \( -name '*.h' -o -name '*.inc' \) ! -path '*/test/*' ! -path '*/mock/*' -print0 |
        tar -c --null -T -) | tar -x -C "$dist/include"
}

copy_license() {
    local name=${1#third_party/}
    case $1 in
        .) name=webrtc ;;
        *utf8_range) name=utf8_range ;;
        *) name=${name%%/*} ;;
    esac
    mkdir -p "$dist/licenses/$name"
    find "$1" -maxdepth 1 -type f \( -name 'LICENSE*' -o -name COPYING -o -name PATENTS -o -name AUTHORS \) \
        -exec cp {} "$dist/licenses/$name/" \;
    [[ -n $(ls "$dist/licenses/$name") ]] || { echo "depot_tools.sh: there is no licence in $1" >&2; exit 1; }
}

fetch_source
compile
pack
