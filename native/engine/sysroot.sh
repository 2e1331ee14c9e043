#!/usr/bin/env bash
# Makes the sysroot that the engine and the shim are compiled against, so that they run on every system with its C library or a
# newer one: Debian packages, unpacked beside each other. 25 MB to download (musl: 7, Windows: 11 to 16), a few seconds; some minutes
# for win-arm64, whose C library is compiled from source. Prints its folder.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$engine_scripts/archive.sh"

main() {
    local -n packages=sysroot_${platform//-/_}
    once "$sysroot" "$(cat "$engine_scripts"/{versions.sh,sysroot.sh,sysroot_libc.c,sysroot_chkstk.S} | sha256sum | cut -c 1-16)" \
        make_sysroot >&2
    echo "$sysroot"
}

make_sysroot() {
    local package
    rm -rf "$sysroot"
    mkdir -p "$sysroot"
    for package in "${packages[@]}"; do
        # shellcheck disable=SC2086 # the words of one line are the arguments
        fetch $package
        # shellcheck disable=SC2086
        set -- $package
        if [[ $2 == *.deb ]]; then
            dpkg-deb --extract "$downloads/$2" "$sysroot"
        else
            mkdir "$sysroot/source"
            tar -xf "$downloads/$2" -C "$sysroot/source" --strip-components=1
        fi
    done

    inside_sysroot
    if is_musl; then arrange_musl; elif is_windows; then arrange_mingw; else arrange_gcc; fi
}

# Everything in one folder; and clang's own runtime under the names of GCC's, which clang looks for. There is no C++ library:
# the engine brings its own.
arrange_musl() {
    local lib=$sysroot/usr/lib clang=$sysroot/usr/lib/llvm-$llvm_version name
    local runtime=$clang/lib/clang/$llvm_version/lib/linux
    cp -a "$sysroot/usr/include/$triple/." "$sysroot/usr/include/$machine-linux-gnu/asm" "$sysroot/usr/include/"
    cp -a "$lib/$triple/." "$lib/"
    for name in crtbegin crtend; do
        cp "$runtime/clang_rt.$name-$machine.o" "$lib/$name.o"
        cp "$runtime/clang_rt.$name-$machine.o" "$lib/${name}S.o"
    done
    cp "$runtime/libclang_rt.builtins-$machine.a" "$lib/libgcc.a"
    for name in gcc_eh gcc_s stdc++; do
        "$llvm/bin/llvm-ar" rc "$lib/lib$name.a"
    done
    rm -rf "$clang" "$sysroot/usr/include/"{"$triple","$machine-linux-gnu"} "$lib/"{"$triple","$machine-linux-gnu","ld-musl-$machine.so.1"}
    mkdir -p "$sysroot/lib"
    ln -s ../usr/lib/libc.so "$sysroot/lib/ld-musl-$machine.so.1"
}

# mingw-w64 from its source, to where Debian's package of x64 has it.
build_mingw() {
    local source=$sysroot/source
    local -x CC="$llvm/bin/clang --target=$triple -isystem $mingw/include" AR=$llvm/bin/llvm-ar RANLIB=$llvm/bin/llvm-ranlib
    local -x NM=$llvm/bin/llvm-nm DLLTOOL=$llvm/bin/llvm-dlltool
    quietly mingw-headers make_mingw headers --with-default-win32-winnt=0x0A00
    quietly mingw-crt make_mingw crt --disable-lib32 --disable-lib64 --enable-libarm64
    quietly mingw-threads make_mingw_threads
    rm -r "$source"
}

make_mingw() {
    mkdir "$source/build-$1"
    cd "$source/build-$1"
    "$source/mingw-w64-$1/configure" --host="$triple" --prefix="$mingw" --with-default-msvcrt=ucrt "${@:2}"
    make -j "$jobs"
    make install
}

make_mingw_threads() {
    cd "$source/mingw-w64-libraries/winpthreads"
    cp include/*.h "$mingw/include/"
    # shellcheck disable=SC2086 # the words of CC are arguments
    $CC -O2 -DIN_WINPTHREAD -DWINPTHREAD_STATIC -Iinclude -Isrc -c src/*.c
    "$AR" rcs "$mingw/lib/libpthread.a" ./*.o
}

# Likewise, and with the one function of GCC's runtime that compiled code calls for large stack frames.
arrange_mingw() {
    local mingw=$sysroot/usr/$machine-w64-mingw32ucrt name
    if [[ -d $sysroot/source ]]; then build_mingw; fi
    mkdir "$sysroot/include"
    cp -aL "$mingw/include/." "$sysroot/include/"
    mv "$mingw/lib" "$sysroot/lib"
    # Of what is linked; the headers' and the tools' are others.
    awk 'BEGIN { RS = ""; ORS = "\n\n" } /^Files: (\*|mingw-w64-crt)/ || (/^License: / && !/^License: L?GPL/)' \
        "$sysroot/usr/share/doc/mingw-w64-common/copyright" >"$sysroot/COPYING"
    # Threads in the tests are linked statically.
    rm -rf "$sysroot/usr" "$sysroot/lib/"lib{,win}pthread.dll.a
    # As Microsoft writes it.
    ln -s windows.h "$sysroot/include/Windows.h"
    "$llvm/bin/clang" --target="$triple" -c "$engine_scripts/sysroot_chkstk.S" -o "$sysroot/chkstk.o"
    "$llvm/bin/llvm-ar" rc "$sysroot/lib/libgcc.a" "$sysroot/chkstk.o"
    for name in gcc_eh gcc_s stdc++; do
        "$llvm/bin/llvm-ar" rc "$sysroot/lib/lib$name.a"
    done
}

arrange_gcc() {
    local gcc=$sysroot/usr/lib/gcc/$triple
    cp "$gcc/10/libgcc_eh.a" "$gcc/12/libgcc_eh.a"
    rm -rf "${gcc:?}/10"
    # GCC's own libraries are linked statically only.
    echo 'GROUP ( libgcc.a libgcc_eh.a )' >"$gcc/12/libgcc_s.so"
    "$llvm/bin/clang" --target="$triple" --sysroot="$sysroot" -O2 -fPIC -D_GNU_SOURCE \
        -c "$engine_scripts/sysroot_libc.c" -o "$sysroot/sysroot_libc.o"
    "$llvm/bin/llvm-ar" r "$gcc/12/libstdc++.a" "$sysroot/sysroot_libc.o"
}

# Debian's links name absolute places, which linkers would look for outside of the sysroot.
inside_sysroot() {
    local link target
    find "$sysroot" -type l -lname '/*' -printf '%p %l\n' | while read -r link target; do
        ln -sfn --relative "$sysroot$target" "$link"
    done
}

main
