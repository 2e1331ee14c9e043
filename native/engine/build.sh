#!/usr/bin/env bash
# Compiles libwebrtc: 3,000 steps, about an hour on two cores. A stopped run is resumed.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

say "Compiling libwebrtc"
NINJA_STATUS='[%f/%t %es] ' ninja -C "$tree/out/release" -j "$jobs" webrtc
