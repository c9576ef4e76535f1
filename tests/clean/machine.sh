# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
#
# A fresh Debian 12 to try things on. Source this; then
#
#   fresh_machine VARIABLE   makes one, remembers its folder in VARIABLE, and removes it when the script ends
#   inside FOLDER COMMAND…   runs a command in it, as root, without this machine's environment
#
# Needs root and mmdebstrap. Mounts are in a mount namespace of their own and end with it.

# The mirrors that apt on this machine uses for Debian 12; without one, mmdebstrap's default.
machine_sources() {
  apt-get indextargets --format 'deb $(REPO_URI) $(CODENAME) main' 'Created-By: Packages' 2>/dev/null |
    grep -E ' bookworm(-updates|-security)? main$' | sort -u
}

fresh_machine() {
  [[ $EUID -eq 0 ]] || { echo "a fresh machine is a chroot: run this as root" >&2; return 1; }
  local folder
  folder=$(mktemp -d "${TMPDIR:-/var/tmp}/castellan-fresh-XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf --one-file-system '$folder'" EXIT
  chmod 755 "$folder"
  mmdebstrap --quiet --variant=apt bookworm "$folder/root" $(has_sources && echo -) < <(machine_sources) >&2
  # A machine that reaches its mirror through a proxy says so in apt's configuration.
  apt-config dump --format '%F "%v";%n' Acquire::http::Proxy Acquire::https::Proxy >"$folder/root/etc/apt/apt.conf.d/90fresh" 2>/dev/null || true
  cp -L /etc/resolv.conf /etc/hosts "$folder/root/etc/" 2>/dev/null || true
  printf -v "$1" '%s' "$folder/root"
}

has_sources() { [[ -n $(machine_sources) ]]; }

inside() {
  local folder=$1
  shift
  unshare --mount --pid --ipc --fork --kill-child --propagation private bash -euc '
    root=$1; shift
    mount --bind "$root" "$root"  # so that it is a mount point, and programs in it can make mount namespaces
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount -t tmpfs tmpfs "$root/tmp"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    for device in null zero full random urandom tty; do touch "$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
    mkdir "$root/dev/shm" "$root/dev/pts"; mount -t tmpfs tmpfs "$root/dev/shm"; mount -t devpts devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"; ln -s /proc/self/fd "$root/dev/fd"; ln -s fd/0 "$root/dev/stdin"; ln -s fd/1 "$root/dev/stdout"; ln -s fd/2 "$root/dev/stderr"
    # Not by exec: this shell stays process 1, because some programs behave differently as process 1 (an X server does not signal it).
    status=0
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 ${CI:+CI="$CI"} \
      chroot "$root" "$@" || status=$?
    exit $status
  ' inside "$folder" "$@"
}
