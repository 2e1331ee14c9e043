#!/usr/bin/env bash
# The program dotnet of .NET for linux-arm64, for those who start one.
exec "$(dirname "${BASH_SOURCE[0]}")/run.sh" "$HOME/.cache/webrtcnative/roots/arm64/usr/share/dotnet/dotnet" "$@"
