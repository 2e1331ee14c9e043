# The sources of the engine: Google's libwebrtc from the source of Debian's Chromium, and the parts that Debian keeps apart from
# it. Sourced by the other scripts. A new milestone is a change of this file, and of edits.py where it does not fit.

milestone=150
chromium_version=150.0.7871.100
chromium_revision=1~deb12u1
opus_version=1.5.2
dav1d_version=1.5.1
gn_version=0.0~git20250430.487f835
llvm_version=22

# Source package, file, SHA-256, and the suites whose index names the current version if this one is gone.
sources=(
    "chromium chromium_$chromium_version.orig.tar.xz
     2d39244586a0e28242ea082777dbfa877e9d374e62bf9f2d86a92b0a142118cd bookworm bookworm-security"
    "chromium chromium_$chromium_version-$chromium_revision.debian.tar.xz
     d9641a650e66d8106038ea40869b1fce681a1a4721b288fc941234f34b73f1a7 bookworm bookworm-security"
    "opus opus_$opus_version.orig.tar.gz
     65c1d2f78b9f2fb20082c38cbe47c951ad5839345876e46941612ee87f9a7ce1 trixie"
    "dav1d dav1d_$dav1d_version.orig.tar.xz
     401813f1f89fa8fd4295805aa5284d9aed9bc7fc1fdbe554af4292f64cbabe21 trixie"
    # Debian 12's own is too old for these build files.
    "generate-ninja generate-ninja_$gn_version.orig.tar.gz
     89ce1537ed5aead6cbb4fb7ba377d48b9bd9de1da9ba2cea2c71c65cfea17078 trixie"
)

# The parts of Chromium's source that libwebrtc is made of: 2 % of it.
chromium_parts=(build testing tools/protoc_wrapper
    third_party/{webrtc,abseil-cpp,boringssl,compiler-rt,fuzztest,googletest,jsoncpp,libaom,libgav1,libsrtp}
    third_party/{libvpx,libyuv,nasm,pffft,protobuf,re2,rnnoise}
    third_party/{libc++,libc++abi})

# The sysroots, in the same form: the C library of the oldest supported distribution (Debian 11: 2.31), the C++ library of
# GCC 12 (the engine is C++20), libgcc_eh of GCC 10 (the one of GCC 12 wants a C library of 2.35), headers for sound.
# shellcheck disable=SC2034 # read by sysroot.sh
sysroot_linux_x64=(
    "glibc libc6_2.31-13+deb11u11_amd64.deb
     05f7264da867b37f4c5ce49266b558ea1e81e05a9464f623152fca70f3550282 bullseye"
    "glibc libc6-dev_2.31-13+deb11u11_amd64.deb
     e7f7b45d9c5cfcf37609f0b6efd3c645272c812144703af89dfd32218fcb0fd3 bullseye"
    "linux linux-libc-dev_5.10.223-1_amd64.deb
     e3be603bd12377bb90fcfb0f2048ca3a81c886e49d6f09945b82159d1c54f7b2 bullseye"
    "gcc-10 libgcc-10-dev_10.2.1-6_amd64.deb
     3b711374092b84e732c4e73cf33e02cff02e34a5f105eb6467de8d9038e4cd9d bullseye"
    "gcc-12 libgcc-12-dev_12.2.0-14+deb12u1_amd64.deb
     d720259380a84f2ffc6fe516eff5cbe9c8a005138e8d6a5748747ba4b3404a82 bookworm"
    "gcc-12 libstdc++-12-dev_12.2.0-14+deb12u1_amd64.deb
     d28def6c23630432b57cb38a4c2fd67a79d4e0484027386ca6e8d6005c3d7a73 bookworm"
    "alsa-lib libasound2-dev_1.2.4-1.1_amd64.deb
     73d8b3fa8d161c7a9f3dcb38718925eaf8dbd9d94c1d687087b23aa0719f53e5 bullseye"
    "pulseaudio libpulse-dev_14.2-2_amd64.deb
     371d2218a1f30b77f22d3781c2956b876a75d11e5ef7c3e2e7485fe5f52b9862 bullseye"
)
# shellcheck disable=SC2034
sysroot_linux_arm64=(
    "glibc libc6_2.31-13+deb11u11_arm64.deb
     baaa9aa184e2f21738c5819055e6740cc5b22f198e3f416e33f82b40ff6933d8 bullseye"
    "glibc libc6-dev_2.31-13+deb11u11_arm64.deb
     28d478134722dcd4b0bd2045a199301d18713bf95947b9fce66634e7aeacab2e bullseye"
    "linux linux-libc-dev_5.10.223-1_arm64.deb
     8b6374a64412d33eac61d74f77b8f932da4b8a707ea8a614791e2a35b8917618 bullseye"
    "gcc-10 libgcc-10-dev_10.2.1-6_arm64.deb
     80fc73d339ada2e194175afe83cd89014565242153b6e3c2128849d8817da367 bullseye"
    "gcc-12 libgcc-12-dev_12.2.0-14+deb12u1_arm64.deb
     c83d28b7c3397c25f15ae17783fce78716a3d7cd415940940cc2af8dc4db8d6d bookworm"
    "gcc-12 libstdc++-12-dev_12.2.0-14+deb12u1_arm64.deb
     b74b18927037498c10c8c5dd7a0abe132b4d90188ca5d6e899a4f777c6d52a74 bookworm"
    "alsa-lib libasound2-dev_1.2.4-1.1_arm64.deb
     5acd1f3cd1aa11aeeb9dcd2467e8142ced0bdf112b813d134e63baebf342ee29 bullseye"
    "pulseaudio libpulse-dev_14.2-2_arm64.deb
     a83746a514f457d515fec31e34fcd985728eaeae77560bbd5e11496fef3f6058 bullseye"
)
# musl, clang's runtime in place of GCC's, and the headers of the first one.
# shellcheck disable=SC2034
sysroot_linux_musl_x64=(
    "musl musl_1.2.5-3_amd64.deb
     4288deaf14438e6c237491be45f10e3e7badb2e723cedfb08ff1fe687b646c84 trixie"
    "musl musl-dev_1.2.5-3_amd64.deb
     fb173bdd7a292097cb6c8b5418b11ea220d35d7a793e90df232a23f8b0d31f6c trixie"
    "llvm-toolchain-22 libclang-rt-22-dev_22.1.8-1~deb12u1_amd64.deb
     e637f2395fd744311599971dd0542526a1482521861a02d8b1bf5086de9a7365 bookworm bookworm-security"
    "linux linux-libc-dev_5.10.223-1_amd64.deb
     e3be603bd12377bb90fcfb0f2048ca3a81c886e49d6f09945b82159d1c54f7b2 bullseye"
    "alsa-lib libasound2-dev_1.2.4-1.1_amd64.deb
     73d8b3fa8d161c7a9f3dcb38718925eaf8dbd9d94c1d687087b23aa0719f53e5 bullseye"
    "pulseaudio libpulse-dev_14.2-2_amd64.deb
     371d2218a1f30b77f22d3781c2956b876a75d11e5ef7c3e2e7485fe5f52b9862 bullseye"
)
# mingw-w64's headers, import libraries and start-up code for the Universal C Runtime, which is a part of Windows 10.
# shellcheck disable=SC2034
sysroot_win_x64=(
    "mingw-w64 mingw-w64-common_12.0.0-5_all.deb
     97dce5d0d8aff1cade4786ad4ef5078345477a598829afcac2e7f2fbc5399990 trixie"
    "mingw-w64 mingw-w64-ucrt64-dev_12.0.0-5_all.deb
     9d48148746cbec4986ea7923b6ea69cc8e2767c64f1641f8c334021042c4dabd trixie"
)
# For arm64, Debian has mingw-w64's source alone.
# shellcheck disable=SC2034
sysroot_win_arm64=(
    "mingw-w64 mingw-w64-common_12.0.0-5_all.deb
     97dce5d0d8aff1cade4786ad4ef5078345477a598829afcac2e7f2fbc5399990 trixie"
    "mingw-w64 mingw-w64_12.0.0.orig.tar.bz2
     cc41898aac4b6e8dd5cffd7331b9d9515b912df4420a3a612b5ea2955bbeed2f trixie"
)
