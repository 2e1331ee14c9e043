#!/usr/bin/env bash
# The program dotnet of the system with musl, for those who start one.
exec "$(dirname "${BASH_SOURCE[0]}")/run.sh" dotnet "$@"
