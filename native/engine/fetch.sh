#!/usr/bin/env bash
# Downloads the sources from the Debian archive, about 960 MB, and checks them. A complete file is not downloaded again; an
# incomplete one is resumed if the server allows it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$engine_scripts/archive.sh"

for source in "${sources[@]}"; do
    # shellcheck disable=SC2086 # the words of one line are the arguments
    fetch $source
done

newer_milestones
