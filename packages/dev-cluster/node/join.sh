#!/bin/sh
# join.sh FILE... -- COMMAND...
# Enters the cgroups whose cgroup.procs files are named, then becomes the command.
set -eu
while [ "$1" != -- ]; do
  echo $$ > "$1"
  shift
done
shift
exec "$@"
