#!/bin/sh
# Starts the agent on the Node that came with it, under the name by which it was called.
# The flag keeps the young generation of its heap small: an inventory is read once and sent, and needs no more.
folder=${0%/*}
[ -d "$folder/../lib/muster-agent" ] || folder=$(dirname -- "$(readlink -f -- "$0")")
agent=$folder/../lib/muster-agent
program=$agent/app/${0##*/}
[ -e "$program" ] || program=$agent/app/muster-agent
unset NODE_OPTIONS NODE_PATH
exec "$agent/node" --max-semi-space-size=1 "$program" "$@"
