#!/usr/bin/env bash
# tool.sh TOOL ARGUMENT...: runs clang or llvm-ar. Google's build files speak to Microsoft's tools for Windows: of those options,
# the few that a file of its own has are translated, and the others are left out. BUILD.gn has the equivalents of the common ones.
arguments=("$1")
shift
for argument in "$@"; do
    case $argument in
        /arch:AVX) arguments+=(-mavx) ;;
        /arch:AVX2) arguments+=(-mavx2 -mfma) ;;
        /llvmlibthin) arguments+=(-T -S) ;;
        /* | -imsvc* | -fmsc-version=* | -m64) ;;
        *) arguments+=("$argument") ;;
    esac
done
exec "${arguments[@]}"
