#!/usr/bin/env bash
# Unpacks the sources, builds GN and the two codecs that Debian keeps apart, lays out a tree that is a standalone
# libwebrtc, and configures it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

main() {
    say "Unpacking"
    once "$sources_dir" "unpack-chromium-$chromium_version-libc++" unpack_chromium
    once "$sources_dir" "unpack-debian-$chromium_version-$chromium_revision" unpack_debian
    once "$sources_dir" "unpack-opus-$opus_version" unpack "opus_$opus_version.orig.tar.gz" "$opus"
    once "$sources_dir" "unpack-dav1d-$dav1d_version" unpack "dav1d_$dav1d_version.orig.tar.xz" "$dav1d"
    once "$sources_dir" "unpack-gn-$gn_version" unpack "generate-ninja_$gn_version.orig.tar.gz" "${gn%/out/gn}"
    say "Making the sysroot"
    "$engine_scripts/sysroot.sh"
    if brings_libcxx; then
        say "Building libc++"
        once "$work" "build-libc++-$chromium_version" quietly libc++ build_libcxx
    fi
    say "Building GN"
    once "$sources_dir" "build-gn-$gn_version" quietly gn build_gn
    say "Building opus"
    once "$work" "build-opus-$opus_version-2" quietly opus build_opus
    say "Building dav1d"
    once "$work" "build-dav1d-$dav1d_version-2" quietly dav1d build_dav1d
    say "Laying out and configuring the tree"
    once "$work" "tree-$(recipe_hash)" quietly tree make_tree
}

unpack() {
    rm -rf "$2"
    mkdir -p "$2"
    tar -xf "$downloads/$1" -C "$2" --strip-components=1
}

unpack_debian() {
    rm -rf "$sources_dir/debian"
    mkdir -p "$sources_dir"
    tar -xf "$downloads/chromium_$chromium_version-$chromium_revision.debian.tar.xz" -C "$sources_dir"
}

# Some minutes: the archive must be read to its end.
unpack_chromium() {
    rm -rf "$chromium"
    mkdir -p "$chromium"
    tar -xf "$downloads/chromium_$chromium_version.orig.tar.xz" -C "$chromium" --strip-components=1 \
        "${chromium_parts[@]/#/chromium-$chromium_version/}"
}

build_gn() {
    cd "${gn%/out/gn}"
    export CC=$llvm/bin/clang CXX=$llvm/bin/clang++
    python3 build/gen.py --no-last-commit-position --allow-warnings
    cat >out/last_commit_position.h <<-END
		#define LAST_COMMIT_POSITION_NUM 0
		#define LAST_COMMIT_POSITION "0 ($gn_version)"
	END
    ninja -C out -j "$jobs" gn
}

build_libcxx() {
    cmake -S "$engine_scripts/libc++" -B "$libcxx" -G Ninja --toolchain "$engine_scripts/../cmake/Portable.cmake" \
        -DWRTC_PLATFORM="$platform" -DCHROMIUM="$chromium"
    cmake --build "$libcxx" -j "$jobs"
}

build_opus() {
    local options=()
    # Opus cannot ask a processor for NEON on Windows. Every arm64 has it.
    if is_windows && [[ $cpu == arm64 ]]; then
        options+=(-DOPUS_MAY_HAVE_NEON=OFF)
        local -x CFLAGS="-DOPUS_ARM_MAY_HAVE_NEON -DOPUS_ARM_MAY_HAVE_NEON_INTR"
    fi
    rm -rf "$work/opus"
    cmake -S "$opus" -B "$work/opus" -G Ninja --toolchain "$engine_scripts/../cmake/Portable.cmake" \
        -DWRTC_PLATFORM="$platform" -DCMAKE_BUILD_TYPE=Release -DCMAKE_POSITION_INDEPENDENT_CODE=ON \
        -DOPUS_BUILD_PROGRAMS=OFF -DOPUS_BUILD_TESTING=OFF "${options[@]}"
    cmake --build "$work/opus" -j "$jobs"
}

build_dav1d() {
    local options=()
    # Control Flow Guard, which Portable.cmake gives the others.
    if is_windows; then options+=(-Dc_args=-mguard=cf); fi
    rm -rf "$work/dav1d"
    cat >"$work/dav1d.ini" <<-END
		[binaries]
		c = ['$llvm/bin/clang', '--target=$triple', '--sysroot=$sysroot']
		c_ld = 'lld'
		ar = '$llvm/bin/llvm-ar'
		strip = '$llvm/bin/llvm-strip'
		[host_machine]
		system = '${os/win/windows}'
		cpu_family = '$machine'
		cpu = '$machine'
		endian = 'little'
	END
    meson setup "$work/dav1d" "$dav1d" --cross-file "$work/dav1d.ini" --buildtype release --default-library static \
        -Db_staticpic=true -Denable_tools=false -Denable_tests=false "${options[@]}"
    ninja -C "$work/dav1d" -j "$jobs"
}

# The tree is made anew when one of these changes; compiled objects stay, as far as ninja finds them unchanged.
recipe_hash() {
    cd "$engine_scripts"
    find prepare.sh edits.py args.gn args.*.gn versions.sh tree -type f | sort | xargs sha256sum | sha256sum | cut -c 1-16
}

make_tree() {
    # Only one recipe's tree is there at a time.
    rm -f "$work/done/tree-"*
    mkdir -p "$tree"
    find "$tree" -mindepth 1 -maxdepth 1 ! -name out -exec rm -rf {} +
    cp -a "$chromium/third_party/webrtc/." "$tree/"
    local part
    for part in "${chromium_parts[@]}"; do
        mkdir -p "$tree/$(dirname "$part")"
        case $part in
            third_party/webrtc) ;;
            # Copied, because they are changed below; linked files are only read.
            build | third_party/boringssl | third_party/libvpx | third_party/libyuv) cp -a "$chromium/$part" "$tree/$part" ;;
            *) ln -s "$chromium/$part" "$tree/$part" ;;
        esac
    done
    # Build files in place of parts that libwebrtc mentions but does not need.
    cp -a "$engine_scripts/tree/." "$tree/"
    ln -s "$opus" "$tree/third_party/opus/src"
    ln -s "$dav1d" "$tree/third_party/dav1d/libdav1d"

    cd "$tree"
    # For a GN that is a year older than this Chromium.
    local change
    for change in gn-additional-outputs gn-module-name; do
        patch -p1 -N <"$sources_dir/debian/patches/trixie/$change.patch"
    done
    python3 "$engine_scripts/edits.py" "$tree"
    mkdir -p out/release
    local args=("$engine_scripts/args.gn") target_sysroot=$sysroot
    if brings_libcxx; then
        args+=("$engine_scripts/args.${triple##*-}.gn")
        target_sysroot=
    fi
    cat "${args[@]}" | sed "s|@llvm_version@|$llvm_version|; s|@os@|$os|; s|@cpu@|$cpu|; s|@target_sysroot@|$target_sysroot|
        s|@sysroot@|$sysroot|; s|@triple@|$triple|; s|@libcxx@|$libcxx|" >out/release/args.gn
    "$gn" gen out/release
}

main
