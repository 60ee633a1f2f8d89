#!/bin/sh
# init.sh NAME DIR KEEP...
# First process of a node, started in namespaces of its own: gives it a private
# view of the machine, says "ready", and then only waits for orphans.
#   NAME  host name of the node
#   DIR   folder where the node keeps its files
#   KEEP  more folders that stay visible
set -eu
name=$1
dir=$2
shift

# What containerd, runc, CNI and iptables leave in /run goes with the namespace.
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/lock /run/netns /run/host /run/var/upper /run/var/work /run/sysctl

# The kubelet and CNI create folders in /var whatever they are told, so writes
# to /var land in memory. Folders that are really needed are put back.
mount --rbind /var /run/host
mount -t overlay -o lowerdir=/run/host,upperdir=/run/var/upper,workdir=/run/var/work overlay /var
for kept in "$@"; do
  case $kept in
    /var/*) mount --rbind "/run/host${kept#/var}" "$kept" ;;
  esac
done
umount -R /run/host
mkdir -p /var/log /var/local-path
mount --bind "$dir/log" /var/log
mount --bind "$dir/local-path" /var/local-path

# No name server: a name from outside the cluster fails at once.
resolver=$(readlink -m /etc/resolv.conf)
case $resolver in
  /run/*)
    mkdir -p "${resolver%/*}"
    : > "$resolver"
    ;;
esac
if [ -e "$resolver" ]; then
  mount --bind "$dir/resolv.conf" "$resolver"
fi

# A sysfs of the new network namespace, with the cgroups of the machine. Must
# come before the mounts are shared: unmounting a shared copy unmounts both.
mkdir /run/cgroup
mount --rbind /sys/fs/cgroup /run/cgroup
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs /sys
mount --rbind /run/cgroup /sys/fs/cgroup
umount -R /run/cgroup

# The kubelet sets these for the whole machine unless they have its values. It
# finds them set, in files of its own.
private() {
  file=/run/sysctl/$(echo "$1" | tr / .)
  echo "$2" > "$file"
  mount --bind "$file" "/proc/sys/$1"
}
private vm/overcommit_memory 1
private vm/panic_on_oom 0
private kernel/panic 10
private kernel/panic_on_oops 1
private kernel/keys/root_maxkeys 1000000
private kernel/keys/root_maxbytes 25000000

# These belong to the namespaces.
echo 1 > /proc/sys/net/ipv4/ip_forward
echo "$name" > /proc/sys/kernel/hostname

# The volumes that the kubelet mounts must appear in containers.
mount --make-rshared /

echo ready
exec > /dev/null
while :; do
  sleep 2147483647 &
  wait $!
done
