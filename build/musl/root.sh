#!/usr/bin/env bash
# Makes a small system with musl, for tests on a machine with glibc: musl itself, the libraries that .NET takes from Alpine, and
# .NET's runtime for musl. Debian has those libraries for glibc only, so they are compiled here from Debian's source packages.
# 100 MB to download, some minutes. Prints its folder.
export WRTC_PLATFORM=linux-musl-x64
scripts=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
source "$scripts/../../native/engine/common.sh"
source "$engine_scripts/archive.sh"

root=$HOME/.cache/webrtcnative/roots/musl
made=$cache/musl-root
gcc_version=12.2.0
openssl_version=3.0.22
gcc_package="gcc-12 gcc-12-source_$gcc_version-14+deb12u1_all.deb
    8f2a5411028dfe216aeb6346b926df0cc7471f375c6a375bf180fbf279af02a1 bookworm"
unwind_package="llvm-toolchain-$llvm_version libunwind-$llvm_version-dev_22.1.8-1~deb12u1_amd64.deb
    0bf26b462e1ced3177011dbbb84b71301a35104248d68c73c48294d80b73084e bookworm bookworm-security"
openssl_package="openssl openssl_$openssl_version.orig.tar.gz
    67ebca7e50d17383028045486653492195b83db95f8558709701bb47b5c1ef81 bookworm-security bookworm"

main() {
    {
        "$engine_scripts/sysroot.sh"
        work=$made # for quietly
        once "$made" "libstdc++-$gcc_version" quietly libstdc++ build_libstdcxx
        once "$made" "openssl-$openssl_version" quietly openssl build_openssl
        once "$root" "$(cat "$scripts"/* "$scripts/../dotnet"/* "$engine_scripts/versions.sh" | sha256sum | cut -c 1-16)-$(dotnet --version)" quietly root make_root
    } >&2
    echo "$root"
}

# GCC's, with the compiler of the same version. The specs of musl-dev name Debian's places, and leave out what unwinders look for.
build_libstdcxx() {
    local source=$made/gcc-$gcc_version
    # shellcheck disable=SC2086 # the words of one line are the arguments
    fetch $gcc_package
    rm -rf "$source" "$source.deb" "$made"/{libgcc,libstdc++-v3}
    mkdir -p "$made"/{libgcc,libstdc++-v3}
    dpkg-deb --extract "$downloads/gcc-12-source_$gcc_version"-*.deb "$source.deb"
    tar -xf "$source.deb/usr/src/gcc-12/gcc-$gcc_version"-*.tar.xz -C "$made" --exclude='*/testsuite/*/*' \
        "gcc-$gcc_version"/{config,gcc/BASE-VER,gcc/DATESTAMP,gcc/DEV-PHASE,include,libbacktrace,libgcc,libiberty,libstdc++-v3} \
        "gcc-$gcc_version"/{config-ml.in,config.guess,config.sub,depcomp,install-sh,ltmain.sh,missing,mkinstalldirs,move-if-change}
    rm -rf "$source.deb"
    sed -E "s#/usr/(lib|include)/$triple#$sysroot/usr/\1#g; s#-nostdlib#& --eh-frame-hdr#" "$sysroot/usr/lib/musl-gcc.specs" \
        >"$made/musl.specs"

    # Where its configure looks for the threads that GCC was configured with.
    ln -s "$source/libgcc/gthr-posix.h" "$made/libgcc/gthr-default.h"
    cd "$made/libstdc++-v3"
    "$source/libstdc++-v3/configure" --build="$machine-linux-gnu" --host="$triple" --enable-clocale=generic --with-gnu-ld \
        --disable-multilib --disable-nls --disable-static --disable-libstdcxx-pch \
        CC="gcc-12 -specs=$made/musl.specs" CXX="g++-12 -specs=$made/musl.specs" \
        CFLAGS=-O2 CXXFLAGS="-O2 -DGTHREAD_USE_WEAK=0 -D_GLIBCXX_GTHREAD_USE_WEAK=0"
    make -j "$jobs"
}

build_openssl() {
    # shellcheck disable=SC2086
    fetch $openssl_package
    rm -rf "$made/openssl"
    mkdir -p "$made/openssl"
    tar -xf "$downloads/openssl_$openssl_version.orig.tar.gz" -C "$made/openssl" --strip-components=1
    cd "$made/openssl"
    # musl has no contexts to switch between, which async is made of.
    CC="$llvm/bin/clang --target=$triple --sysroot=$sysroot" LDFLAGS=-fuse-ld=lld ./Configure linux-x86_64 shared \
        no-async no-engine no-module no-tests --prefix=/usr --openssldir=/etc/ssl
    make -j "$jobs" build_libs
}

make_root() {
    local runtime
    rm -rf "$root"
    mkdir -p "$root"/{bin,etc,lib,usr/lib,usr/share}
    cp "$sysroot/usr/lib/libc.so" "$root/lib/ld-musl-$machine.so.1"
    cp -a "$made/libstdc++-v3/src/.libs/libstdc++.so.6"* "$made/openssl/"lib{ssl,crypto}.so.3 "$root/usr/lib/"
    link_libgcc
    cp /bin/busybox "$root/bin/"
    ln -s busybox "$root/bin/sleep"
    cp /etc/{hosts,passwd,group,nsswitch.conf} "$root/etc/"
    cp -L /etc/resolv.conf "$root/etc/" || touch "$root/etc/resolv.conf"
    dotnet_root "$root/usr/share/dotnet"
}

# LLVM's unwinder and builtins are what .NET and libstdc++ want of libgcc_s. In clang's archive the builtins are hidden.
link_libgcc() {
    local files=$made/libunwind builtins=$made/builtins.a
    # shellcheck disable=SC2086
    fetch $unwind_package
    rm -rf "$files"
    dpkg-deb --extract "$downloads/libunwind-$llvm_version-dev"_*.deb "$files"
    "$llvm/bin/llvm-objcopy" --wildcard --set-symbol-visibility='*=default' "$sysroot/usr/lib/libgcc.a" "$builtins"
    compile -fPIC -shared -nostdlib -Wl,-soname,libgcc_s.so.1 -Wl,-z,defs -Wl,-Bsymbolic -o "$root/usr/lib/libgcc_s.so.1" \
        "$scripts/fortified.c" -Wl,--whole-archive "$files/usr/lib/llvm-$llvm_version/lib/libunwind.a" "$builtins" \
        -Wl,--no-whole-archive -lc
}

compile() {
    "$llvm/bin/clang" --target="$triple" --sysroot="$sysroot" -fuse-ld=lld -O2 "$@"
}

dotnet_root() {
    local hostfxr
    hostfxr=$("$scripts/../dotnet/runtime.sh" "$platform" "$1")
    compile -DHOSTFXR="\"${hostfxr#"$root"}\"" -Wl,--dynamic-linker="/lib/ld-musl-$machine.so.1" "$scripts/../dotnet/dotnet.c" -o "$1/dotnet"
}

main
