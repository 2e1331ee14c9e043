#!/usr/bin/env bash
# Draws the pictures that no program measures: docs/peers.svg, and build/icon.png of build/icon.svg.
#   docs/pictures.sh            writes both
#   docs/pictures.sh --check    says whether docs/peers.svg is what this script draws
# The others, docs/performance/upstream-*.svg, are written by ./build.sh --target=Bench --peers with its tables.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

line='#57606a' paper='#ffffff' soft='#f6f8fa' ours='#ddf4ff' strong='#0969da' ink='#1f2328'

# box LEFT TOP WIDTH HEIGHT FILL [ATTRIBUTE]...
box() { echo "  <rect x=\"$1\" y=\"$2\" width=\"$3\" height=\"$4\" rx=\"6\" fill=\"$5\" stroke=\"$line\" ${*:6}/>"; }
# say X Y TEXT [ATTRIBUTE]...
say() { echo "  <text x=\"$1\" y=\"$2\" text-anchor=\"middle\" fill=\"$ink\" ${*:4}>$3</text>"; }
# path D [ATTRIBUTE]...
path() { echo "  <path d=\"$1\" fill=\"none\" ${*:2}/>"; }

peers() {
    echo '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 250" font-family="Helvetica, Arial, sans-serif" font-size="15" role="img"'
    echo '     aria-label="Two peers find each other through your signaling server and then exchange data directly">'
    echo "  <rect width=\"760\" height=\"250\" fill=\"$paper\"/>"
    box 290 14 180 44 none 'stroke-dasharray="5 4"'
    say 380 41 'your signaling server'
    local side
    for side in 'M200 92 C 220 50, 250 36, 284 36' 'M560 92 C 540 50, 510 36, 476 36'; do
        path "$side" "stroke=\"$line\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\""
    done
    say 380 82 'offer, answer, candidates' "font-size=\"13\""

    box 20 92 250 144 "$soft"
    box 36 106 218 34 "$paper"; say 145 128 'your game or server'
    box 36 147 218 34 "$ours"; say 145 169 'WebRtcNative' 'font-weight="bold"'
    box 36 188 218 34 "$paper"; say 145 210 'libwebrtc'

    box 490 92 250 144 "$soft"
    box 506 106 218 75 "$paper"; say 615 139 'a browser, a program,'; say 615 159 'or WebRtcNative again'
    box 506 188 218 34 "$paper"; say 615 210 'WebRTC'

    path 'M270 205 H 490' "stroke=\"$strong\" stroke-width=\"4\""
    echo "  <path d=\"M282 197 L 268 205 L 282 213 Z M478 197 L 492 205 L 478 213 Z\" fill=\"$strong\"/>"
    say 380 188 'data, sound, pictures' 'font-weight="bold"'
    say 380 232 'UDP, encrypted, through NATs' 'font-size="13"'
    echo '</svg>'
}

case ${1:-} in
    --check) diff <(peers) docs/peers.svg ;;
    '')
        peers >docs/peers.svg
        rsvg-convert build/icon.svg -o build/icon.png # of Debian's librsvg2-bin
        ;;
    *)
        echo "docs/pictures.sh: unknown argument $1" >&2
        exit 2
        ;;
esac
