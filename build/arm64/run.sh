#!/usr/bin/env bash
# run.sh PROGRAM ARGUMENT...: runs a program for linux-arm64 in qemu-user, with the files of root.sh.
root=$HOME/.cache/webrtcnative/roots/arm64
# There is no ICU.
export DOTNET_ROOT=$root/usr/share/dotnet DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
exec qemu-aarch64 -L "$root" "$@"
