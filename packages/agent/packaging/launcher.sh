#!/bin/sh
# Starts the agent on the Node that came with it, under the name by which it was called.
folder=${0%/*}
[ -d "$folder/../lib/muster-agent" ] || folder=$(dirname -- "$(readlink -f -- "$0")")
agent=$folder/../lib/muster-agent
program=$agent/app/${0##*/}
[ -e "$program" ] || program=$agent/app/muster-agent
unset NODE_OPTIONS NODE_PATH
# One thread for the heap, a small young generation: an inventory is read once and sent. These flags leave the code that Node
# brings compiled as it is; others, such as --no-opt, would have it all compiled anew.
set -- "$program" "$@"
# A daemon only waits. Without a compiler it is 3 MB smaller; its tasks have one again.
case " $* " in *' --daemon '* | *' daemon '* | *' -d '*) set -- --jitless "$@" ;; esac
exec "$agent/node" --max-semi-space-size=1 --single-threaded-gc --no-concurrent-recompilation --v8-pool-size=0 "$@"
