#!/bin/sh
# serving.sh: mea over loopback beside the least a TCP server can do, both pinned to one core and the
# client to another, in turn and in the same run. What it needs and how to run it: README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
limits=$root/../shared/bench/limits
MEA=${MEA:-$root/.build/release/mea}
BENCHMARKS=${BENCHMARKS:-$root/.build/release/Benchmarks}
TRIPLES=${TRIPLES:-1000000}
ROUNDS=${ROUNDS:-3} SECONDS_EACH=${SECONDS_EACH:-0.5} PARTS=${PARTS:-ping show idle fair}
SERVER_CORE=${SERVER_CORE:-0} CLIENT_CORE=${CLIENT_CORE:-1} PRIORITY=${PRIORITY:-}
port=${PORT:-7171}

complain() { echo "serving.sh: $*" >&2; exit 2; }
for file in client.c echo.c; do
  [ -f "$limits/$file" ] || complain "no $limits/$file; client and echo are not part of this repository"
done
[ -x "$MEA" ] || complain "no $MEA; swift build -c release, or MEA=PROGRAM"
[ -x "$BENCHMARKS" ] || complain "no $BENCHMARKS; swift build -c release, or BENCHMARKS=PROGRAM"

work=$(mktemp -d)
pids=
trap 'for pid in $pids; do kill "$pid" 2>/dev/null || :; done; rm -rf "$work"' EXIT
for name in client echo; do ${CC:-cc} -O3 -o "$work/$name" "$limits/$name.c"; done
GRAPH=${GRAPH:-$work/graph.nt}
[ -f "$GRAPH" ] || "$BENCHMARKS" --generate "$GRAPH" "$TRIPLES"
ulimit -n "$(ulimit -H -n)"

# A file of requests as the client reads it: the bytes of each, then the request.
requests() { LC_ALL=C awk '{ print length($0) + 1; print }'; }
"$BENCHMARKS" --questions "$TRIPLES" >"$work/questions"
echo ping | requests >"$work/ping"
kind() { grep "^$2" "$work/questions" | requests >"$work/$1"; }
kind show 'show '
kind exact 'match ?x label '

# launch CORES PROGRAM …: in the background; its pid is in $pid.
launch() {
  cores=$1
  shift
  $PRIORITY taskset -c "$cores" "$@" >/dev/null 2>&1 </dev/null &
  pid=$!
  pids="$pids $pid"
}
# Waits until something listens.
await() {
  for _ in $(seq 300); do
    if printf 'ping\nquit\n' | timeout 5 nc -N 127.0.0.1 "$1" >/dev/null 2>&1; then return; fi
    sleep 0.2
  done
  complain "nothing listens on port $1"
}
serve() { # PORT CORES
  launch "$2" "$MEA" serve --data "$here/vocabulary.ttl" --data "$GRAPH" --listen "127.0.0.1:$1" \
    --connections 20000 --per-address 20000
  await "$1"
}
# ask PORT FILE MODE CONNECTIONS DEPTH SECONDS: the client's JSON.
ask() {
  $PRIORITY taskset -c "$CLIENT_CORE" "$work/client" 127.0.0.1 "$1" "$2" "$3" "$4" "$5" \
    "$(awk "BEGIN { print int($6 * ($5 > 1 ? 3000000 : 300000)) }")" "$6"
}
field() { sed -n "s/.*\"$1\": \([0-9.]*\).*/\1/p"; }
median() { sort -n | awk '{ all[NR] = $1 } END { print NR ? all[int((NR + 1) / 2)] : 0 }'; }
ratio() { awk "BEGIN { printf(\"%.2f\", ($2 > 0) ? $1 / $2 : 0) }"; }
# compare NAME FILE ECHOFILE CONNECTIONS DEPTH
compare() {
  : >"$work/mea.rates"; : >"$work/echo.rates"
  for _ in $(seq "$ROUNDS"); do
    ask "$echo" "$3" lines:1 "$4" "$5" "$SECONDS_EACH" | field rps >>"$work/echo.rates"
    ask "$mea" "$2" verdict "$4" "$5" "$SECONDS_EACH" | field rps >>"$work/mea.rates"
  done
  ours=$(median <"$work/mea.rates") theirs=$(median <"$work/echo.rates")
  printf '%-10s %3d x %-3d %10.0f/s   echo %10.0f/s   ratio %s\n' \
    "$1" "$4" "$5" "$ours" "$theirs" "$(ratio "$ours" "$theirs")"
}
memory() { awk '/^VmRSS/ { print $2 * 1024 }' "/proc/$1/status"; }

mea=$port echo=$((port + 1)) both=$((port + 2))
serve "$mea" "$SERVER_CORE"
meapid=$pid
launch "$SERVER_CORE" "$work/echo" "$echo"
sleep 0.5

for part in $PARTS; do case $part in
ping)
  for connections in 1 8 64; do for depth in 1 16; do
    compare ping "$work/ping" "$work/ping" $connections $depth
  done; done ;;
show)
  # Replies of the size that a show has on average, from the echo.
  ask "$mea" "$work/show" verdict 1 1 0.5 >"$work/once"
  size=$(awk "BEGIN { printf \"%.0f\", $(field bytes <"$work/once") / $(field requests <"$work/once") }")
  awk -v n="$size" 'BEGIN { while (length(s) < n - 1) s = s "x"; print s }' | requests >"$work/same"
  echo "show: $size bytes a reply"
  for connections in 1 8 64; do for depth in 1 16; do
    compare show "$work/show" "$work/same" $connections $depth
  done; done ;;
idle)
  before=$(memory "$meapid")
  bash -c 'for i in $(seq 10000); do exec {f}<>"/dev/tcp/127.0.0.1/$1" || exit 1; done
    touch "$2"; exec sleep 600' _ "$mea" "$work/held" &
  holder=$!
  pids="$pids $holder"
  for _ in $(seq 600); do [ -f "$work/held" ] && break; sleep 0.1; done
  [ -f "$work/held" ] || complain '10,000 connections could not be opened; see ulimit -n'
  sleep 1
  open=$(printf 'status\nquit\n' | nc -N 127.0.0.1 "$mea" | awk -F '\t' '/^[|]connections/ { print $2 }')
  after=$(memory "$meapid")
  echo "idle: $open connections, $(((after - before) / 10000)) bytes each"
  compare 'ping+idle' "$work/ping" "$work/ping" 8 1
  kill "$holder" ;;
fair)
  # Eight clients with small questions, alone, and beside one that asks the heaviest it may and one
  # that reads a byte a second; all on both cores.
  cores=$SERVER_CORE,$CLIENT_CORE
  {
    echo 'match ?a cites ?b, ?c cites ?d, ?e cites ?f return count(?a) within 60 s'
    echo 'list any limit 100000 within 60 s'
    echo 'paths id:convention-1 to id:convention-2 simple depth 12 limit 100000 within 60 s'
  } | requests >"$work/heavy"
  small() (
    CLIENT_CORE=$cores
    ask "$both" "$work/$1" verdict 8 1 2 | field p99_us
  )
  for kind in exact show; do
    # Anew for each: a query goes on to its end when its client only hangs up.
    both=$((both + 1))
    serve "$both" "$cores"
    server=$pid
    small "$kind" >"$work/warm"
    for _ in $(seq "$ROUNDS"); do small "$kind"; done | median >"$work/quiet"
    launch "$cores" "$work/client" 127.0.0.1 "$both" "$work/heavy" verdict 1 1 1000000 600
    heavy=$pid
    launch "$cores" bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"
      echo "list any limit 100000" >&3; while read -r -n 1 -u 3; do sleep 1; done' _ "$both"
    slow=$pid
    sleep 5
    for _ in $(seq "$ROUNDS"); do small "$kind"; done | median >"$work/busy"
    kill "$heavy" "$slow" "$server"
    printf 'p99 of 8 %-6s quiet %s us, busy %s us   ratio %s\n' "$kind" "$(cat "$work/quiet")" \
      "$(cat "$work/busy")" "$(ratio "$(cat "$work/busy")" "$(cat "$work/quiet")")"
  done ;;
esac; done
