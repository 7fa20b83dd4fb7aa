# What the scripts share: saying what happens, and having what they need. Sourced, from the top folder.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '%s\n' "$*" >&2; }

die() {
    printf 'coaster: %s\n' "$*" >&2
    exit 125
}

# step NAME COMMAND...: one line with the time it took; what the command printed only when it failed.
step() {
    local name=$1 log started=$SECONDS
    shift
    log=$(mktemp)
    printf '  %-28s ' "$name" >&2
    if "$@" >"$log" 2>&1; then
        printf '%3ds\n' $((SECONDS - started)) >&2
        rm -f "$log"
    else
        printf 'failed\n' >&2
        cat "$log" >&2
        rm -f "$log"
        die "$name failed: see above. Mend it and run this script again."
    fi
}

require() { command -v "$1" >/dev/null || die "cannot go on: $2 is not installed. Install it: $3."; }

# packages COMMAND:PACKAGE...: installs the Debian packages of the commands that are missing.
packages() {
    local pair missing=()
    for pair in "$@"; do command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}"); done
    install_packages "${missing[@]}"
}

# package_file FILE PACKAGE: the same for a package that is known by a file.
package_file() { [ -e "$1" ] || install_packages "$2"; }

install_packages() {
    [ $# -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || die "cannot install $*: this needs root's rights. Run: sudo apt-get install $*."
    step "install $*" apt_install "$@"
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y --no-install-recommends "$@" || { apt-get update && apt-get install -y --no-install-recommends "$@"; }
}

# Debian's contrib and non-free packages, unpacked into a folder; the system's own package lists stay as they are.
# fetch_nonfree FOLDER PACKAGE...
fetch_nonfree() {
    local folder=$1 cache=$PWD/artifacts/nonfree
    shift
    mkdir -p "$cache/lists/partial" "$folder"
    . /etc/os-release
    printf 'deb http://deb.debian.org/debian %s contrib non-free non-free-firmware\n' "$VERSION_CODENAME" >"$cache/sources.list"
    local apt=(apt-get -o "Dir::Etc::sourcelist=$cache/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::Lists=$cache/lists"
        -o APT::Sandbox::User=root)
    "${apt[@]}" update
    (cd "$cache" && "${apt[@]}" download "$@")
    local package
    for package in "$@"; do dpkg-deb -x "$(ls -t "$cache/${package}"_*.deb | head -n 1)" "$folder"; done
}

# publish PROJECT NAME: compiles a program ahead of time; only the program itself goes to out/bin.
publish() {
    # Within a step nothing ends the function by itself, and what is there may be of an earlier build.
    dotnet publish "$1" -c Release -p:CoasterFramework=net9.0 -o "artifacts/publish/$2" || return
    mkdir -p out/bin
    # By rename: the program may be running.
    cp "artifacts/publish/$2/$2" "out/bin/.$2.new"
    mv "out/bin/.$2.new" "out/bin/$2"
}
