#!/usr/bin/env bash
# Makes a small root folder out of this machine's own files: busybox, and the C library so that the driver's libraries load.
# Usage: build/rootfs.sh FOLDER [PROGRAM...]    each PROGRAM is copied to /usr/bin with the libraries that it links
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: $0 FOLDER [PROGRAM...]" >&2; exit 2; }
cd "$(dirname "$0")/.."
. build/lib.sh
packages busybox:busybox-static

root=$1
shift
mkdir -p "$root"/{bin,sbin,etc,proc,sys,dev,tmp,root,run,usr/bin,usr/lib}
cp "$(command -v busybox)" "$root/bin/busybox"
for applet in $("$root/bin/busybox" --list); do
    [ "$applet" = busybox ] || ln -sf busybox "$root/bin/$applet"
done

# The libraries that programs using the driver link, wherever this machine keeps them.
libraries() {
    ldd "$1" 2>/dev/null | awk '/=> \//{print $3} /^\t\//{print $1}'
}
copy() {
    mkdir -p "$root$(dirname "$1")"
    cp -L "$1" "$root$1"
}
for name in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1; do
    copy "$(ldconfig -p | awk -v name="$name" '$1 == name && /x86-64|AArch64/ {print $NF; exit}')"
done
for loader in /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1; do
    [ ! -e "$loader" ] || copy "$loader"
done
for library in $(libraries "$root/bin/busybox"); do copy "$library"; done
for program in "$@"; do
    for library in $(libraries "$program"); do copy "$library"; done
    cp -L "$program" "$root/usr/bin/"
done
