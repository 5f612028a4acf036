#!/bin/sh
# Starts the agent on the Node that came with it, under the name by which it was called.
# The flags keep it small: nothing of an inventory runs often enough to be worth optimizing, and little of it is kept.
folder=${0%/*}
[ -d "$folder/../lib/muster-agent" ] || folder=$(dirname -- "$(readlink -f -- "$0")")
agent=$folder/../lib/muster-agent
program=$agent/app/${0##*/}
[ -e "$program" ] || program=$agent/app/muster-agent
unset NODE_OPTIONS NODE_PATH
exec "$agent/node" --max-semi-space-size=1 --no-opt --no-maglev --single-threaded --no-incremental-marking "$program" "$@"
