#!/bin/sh
# Starts the agent on the Node that came with it, under the name by which it was called.
folder=${0%/*}
[ -d "$folder/../lib/muster-agent" ] || folder=$(dirname -- "$(readlink -f -- "$0")")
agent=$folder/../lib/muster-agent
program=$agent/app/${0##*/}
[ -e "$program" ] || program=$agent/app/muster-agent
unset NODE_OPTIONS NODE_PATH
# No compiler, one thread for the heap, a small young generation: an inventory is read once and sent, in the same time, with 10 MB less.
exec "$agent/node" --jitless --min-semi-space-size=2 --max-semi-space-size=2 --single-threaded-gc --no-concurrent-recompilation --v8-pool-size=0 \
	"$program" "$@"
