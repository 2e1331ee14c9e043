#!/usr/bin/env bash
# run.sh PROGRAM ARGUMENT...: runs it on the system of root.sh, in place of the machine's own. All other folders are the machine's,
# and so are processes and networks. For root only.
set -euo pipefail
root=$HOME/.cache/webrtcnative/roots/musl

# A namespace of its own, so that the mounts end with the program.
if [[ ${1:-} != --inside ]]; then
    exec unshare --mount "$0" --inside "$@"
fi
shift
for folder in /*; do
    case $folder in /bin | /etc | /lib* | /sbin | /usr) continue ;; esac
    [[ -d $folder && ! -L $folder ]] || continue
    mkdir -p "$root$folder"
    mount --rbind "$folder" "$root$folder"
done
# There is no ICU, as in Alpine's images of .NET.
export PATH=/usr/share/dotnet:/bin DOTNET_ROOT=/usr/share/dotnet DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
exec unshare --root="$root" --wd="$PWD" "$@"
