#!/usr/bin/env bash
# A root of Debian sid with Godot, which needs a newer C library than this system has. Made once, and cached. As root.
#   build/godot-root.sh            makes it if it is not there, and prints its place
# The folder is named by what is in it. sid moves: delete the folder to get its present Godot; godot-version says which is there.
set -euo pipefail

root=${XDG_CACHE_HOME:-$HOME/.cache}/webrtcnative/roots/debian-sid-godot

make_root() {
    local part=$root.part
    rm -rf "$part"
    mkdir -p "$part"
    debootstrap --variant=minbase sid "$part"
    chroot "$part" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        godot godot-template-release ca-certificates
    chroot "$part" apt-get clean
    chroot "$part" dpkg-query --show --showformat='${Version}\n' godot >"$part/godot-version"
    mkdir "$part/project"
    mv "$part" "$root"
}

[[ -f $root/godot-version ]] || make_root >&2
echo "$root"
