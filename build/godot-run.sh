#!/usr/bin/env bash
# Runs a Godot project in the root of build/godot-root.sh: build/godot-run.sh FOLDER [ARGUMENT OF GODOT]...
# The folder is /project inside. The mounts are in a namespace of their own, and end with the process. As root.
set -euo pipefail

root=$("$(dirname "${BASH_SOURCE[0]}")/godot-root.sh")
folder=$(realpath "$1")
shift
exec unshare --mount --propagation private sh -ec '
    root=$1 folder=$2
    shift 2
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    mount --bind "$folder" "$root/project"
    exec chroot "$root" env --chdir=/project HOME=/tmp godot --headless "$@"
' sh "$root" "$folder" "$@"
