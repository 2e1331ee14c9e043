#!/usr/bin/env bash
# Downloads the sources from the Debian archive, about 960 MB, and checks them. A file that is there already is not
# fetched again; one that was cut short goes on where it ended if the server lets it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$engine_scripts/archive.sh"

for source in "${sources[@]}"; do
    # shellcheck disable=SC2086 # the words of one line are the arguments
    fetch $source
done
