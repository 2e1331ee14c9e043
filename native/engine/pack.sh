#!/usr/bin/env bash
# pack.sh [--install]: makes include/ and lib/libwebrtc.a for native/cmake out of the tree, and an archive of them:
# libwebrtc-m<milestone>-<platform>.tar.xz in the cache, which unpacks to dist/. The result is dist.new beside an existing dist;
# --install replaces that one.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

dist=$work/dist
archive=$cache/libwebrtc-m$milestone-$platform.tar.xz
# The folders with headers that others may include.
header_folders=(api audio call common_audio common_video logging media modules net p2p pc rtc_base system_wrappers
    video)

main() {
    rm -rf "$dist"
    mkdir -p "$dist/include" "$dist/lib" "$dist/licenses"
    say "Merging the libraries"
    merge_libraries
    say "Copying headers and licences"
    copy_headers
    copy_licenses
    describe >"$dist/version.txt"
    say "Packing $archive"
    pack_archive
    install "${1:-}"
}

# Not stripped: the linker drops unused code, and needs the symbols for that.
merge_libraries() {
    local libraries=("$tree/out/release/obj/libwebrtc.a" "$work/opus/libopus.a" "$work/dav1d/src/libdav1d.a")
    if brings_libcxx; then libraries+=("$libcxx/libc++.a"); fi
    printf '%s\n' "CREATE $dist/lib/libwebrtc.a" "${libraries[@]/#/ADDLIB }" SAVE END | "$llvm/bin/llvm-ar" -M
}

copy_headers() {
    (cd "$tree" && find "${header_folders[@]}" -name '*.h' ! -path '*/test/*' ! -path '*/mock/*' | tar -c -T -) |
        tar -x -C "$dist/include"
    (cd "$tree/third_party/abseil-cpp" && find absl -name '*.h' -o -name '*.inc' | tar -c -T -) |
        tar -x -C "$dist/include"
    cp -a "$tree/third_party/libyuv/include/." "$dist/include/"
    # WebRTC's own headers name it by its place in the tree.
    mkdir -p "$dist/include/third_party/libyuv/include"
    cp -a "$tree/third_party/libyuv/include/." "$dist/include/third_party/libyuv/include/"
    find "$dist/include" -type f ! -name '*.h' ! -name '*.inc' -delete
    find "$dist/include" -type d -empty -delete
    if brings_libcxx; then cp -a "$libcxx/include/." "$dist/include/"; fi
}

# The licences of every work in the library, each in a folder of its own.
copy_licenses() {
    local part own_libcxx=(compiler-rt libc++ libc++abi) others=()
    copy_license webrtc "$tree"
    copy_license opus "$opus"
    copy_license dav1d "$dav1d"
    cd "$tree/third_party"
    copy_license boringssl boringssl/src
    copy_license libaom libaom/source/libaom
    copy_license libvpx libvpx/source/libvpx
    copy_license utf8_range protobuf/third_party/utf8_range
    for part in abseil-cpp libsrtp libyuv pffft protobuf rnnoise; do
        copy_license "$part" "$part"
    done
    for part in "$tree"/{common_audio,modules}/third_party/{ooura,spl_sqrt_floor,fft,g711,g722}; do
        [[ ! -d $part ]] || copy_license "$(basename "$part")" "$part"
    done
    if brings_libcxx; then
        for part in "${own_libcxx[@]}"; do
            copy_license "$part" "$part/src"
        done
    else
        others=("${own_libcxx[@]/#/--exclude=}")
    fi
    if is_windows; then copy_license mingw-w64 "$sysroot"; else others+=(--exclude=mingw-w64); fi
    diff -r "${others[@]}" "$engine_scripts/licenses" "$dist/licenses" ||
        fail "The licences in native/engine/licenses, which go into the package, are not those of the source. Look at what is" \
            "new, and copy $dist/licenses there."
}

copy_license() {
    local -a files
    mapfile -t files < <(find -L "$2" -maxdepth 1 -type f \
        \( -name 'LICENSE*' -o -name COPYING -o -name PATENTS -o -name AUTHORS \))
    ((${#files[@]})) || fail "There is no licence in $2."
    mkdir -p "$dist/licenses/$1"
    cp "${files[@]}" "$dist/licenses/$1/"
}

describe() {
    echo "libwebrtc milestone $milestone for $platform"
    echo "Chromium $chromium_version-$chromium_revision, opus $opus_version, dav1d $dav1d_version"
    "$llvm/bin/clang" --version | head -n 1
    echo "RTC event log: yes"
}

# The same input gives the same bytes.
pack_archive() {
    tar -C "$work" -c --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 --mode=u+rwX,go+rX,go-w dist |
        xz -6 -T "$jobs" >"$archive.part"
    mv "$archive.part" "$archive"
    ls -l "$archive" "$dist/lib/libwebrtc.a"
}

install() {
    local place=$HOME/.cache/webrtcnative/m$milestone/$platform
    mkdir -p "$place"
    rm -rf "$place/dist.new"
    cp -a "$dist" "$place/dist.new"
    if [[ -e $place/dist && $1 != --install ]]; then
        say "$place/dist is as it was. The new one is $place/dist.new; pack.sh --install makes them change places."
        return 0
    fi
    rm -rf "$place/dist.old"
    [[ ! -e $place/dist ]] || mv "$place/dist" "$place/dist.old"
    mv "$place/dist.new" "$place/dist"
    say "Installed in $place/dist"
}

main "$@"
