#!/bin/sh
# Says in one line that this folder has a code index, where it has one and its server runs; says nothing otherwise. Uses
# what the shell has built in: it starts no process and no server, waits for nothing and always succeeds.
# $1: the event that the line is for. $2: where the indexes are kept, unless CBM_CACHE_DIR says so.
cache=${CBM_CACHE_DIR:-$2}
cd -P "${CLAUDE_PROJECT_DIR:-.}" 2>/dev/null || exit 0
root=
for file in "$cache"/*/workspace.json; do
  line=
  [ -r "$file" ] && read -r line <"$file"
  line=${line#*\"root\":\"}
  line=${line%%\"*}
  # Of folders within each other the innermost counts.
  case $PWD/ in
    "$line"/*) [ "${#line}" -gt "${#root}" ] && root=$line index=${file%/*} ;;
  esac
done
[ -n "$root" ] && [ -r "$index/current.json" ] && [ -r "$index/server.json" ] || exit 0
pid=
while read -r name value; do
  case $name in '"pid":') pid=${value%,} ;; esac
done <"$index/server.json"
case $pid in '' | *[!0-9]*) exit 0 ;; esac
kill -0 "$pid" 2>/dev/null || exit 0
printf '{"hookSpecificOutput":{"hookEventName":"%s","additionalContext":"%s"}}\n' "$1" \
  'This folder has a current code index: ask the MCP server codebase-memory (explore, trace_path) before searching text.'
exit 0
