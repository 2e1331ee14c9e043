# Files from the Debian archive. Sourced by the scripts that fetch some.

# apt's own program knows this machine's proxies and mirrors.
download() {
    /usr/lib/apt/apt-helper -o APT::Sandbox::User=root download-file "$@"
}

# The archives that apt is configured with, and the public ones.
repositories() {
    {
        apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian'
        printf '%s\n' http://deb.debian.org/debian/ http://deb.debian.org/debian-security/ http://archive.debian.org/debian/
    } | awk '!seen[$0]++'
}

# Debian's pool, and the one of its security archive.
pools() {
    local repository
    for repository in $(repositories); do
        printf '%s\n' "${repository}pool/main" "${repository}pool/updates/main"
    done
}

is_good() {
    [[ -f $1 ]] && sha256sum --status --check <<<"$2  $1"
}

# fetch SOURCE-PACKAGE FILE SHA256 SUITE...: into $downloads, if it is not there. The suites are searched for the current
# version if this one is gone.
fetch() {
    local package=$1 file=$2 sha256=$3 pool log
    if is_good "$downloads/$file" "$sha256"; then
        echo "$file: is there"
        return 0
    fi
    mkdir -p "$downloads"
    log=$(mktemp)
    for pool in $(pools); do
        echo "$file: $pool"
        if download "$pool/${package:0:1}/$package/$file" "$downloads/$file.part" "SHA256:$sha256" 2>"$log"; then
            mv "$downloads/$file.part" "$downloads/$file"
            rm "$log"
            return 0
        fi
        grep -q ' 404 ' "$log" || cat "$log" >&2
    done
    rm "$log"
    fail "$file is not in the archive any more." "$(versions_in_archive "$package" "${@:4}")" \
        "Put the file into $downloads, or change native/engine/versions.sh to a version that is there."
}

# From the index of the archive, which has every source package with its version.
versions_in_archive() {
    local package=$1 suite repository index
    index=$(mktemp -d)
    for suite in "${@:2}"; do
        for repository in $(repositories); do
            download "${repository}dists/$suite/main/source/Sources.xz" "$index/Sources.xz" &>/dev/null || continue
            xz -dc "$index/Sources.xz" | awk -v package="$package" -v suite="$suite" '
                $1 == "Package:" { found = $2 == package }
                $1 == "Version:" && found { print "In " suite " there is " package " " $2 "." }'
            rm "$index/Sources.xz"
        done
    done
    rm -r "$index"
}

# Which suites have a newer milestone than this one. README.md says how to move to it.
newer_milestones() {
    versions_in_archive chromium bookworm bookworm-security trixie trixie-security sid | awk -v ours="$milestone" '
        { split($NF, version, "."); if (version[1] + 0 > ours + 0) print "A newer milestone than " ours ": " $0 }' | sort -u
}
