#!/bin/bash
# Does without an engine what docker/Dockerfile says: the same commands, read from it, in folders of their own; then runs the
# result as another user on a read-only tree with nothing writable but its data, and asks for its health. Needs root, the
# npm registry, and a Node 24 as `node`:   PATH=$PWD/node_modules/node/bin:$PATH tests/docker/image-steps.sh
# Words of instructions are words of commands.
# shellcheck disable=SC2086
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
uid=10001
gateway=
cleanup() {
  [ -z "$gateway" ] || kill "$gateway" 2>/dev/null || true
  umount -l "$work/app" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# Instructions of a stage, a line each: `stage 1` is the first FROM.
stage() {
  sed -e '/^#/d' "$root/docker/Dockerfile" | sed -e ':a' -e '/\\$/N; s/\\\n *//; ta' | awk -v wanted="$1" '/^FROM/ { n++ } n == wanted'
}
copy() {
  local target=${*: -1}
  for source in "${@:1:$#-1}"; do
    if [ -d "$root/$source" ]; then
      mkdir -p "$target" && tar -C "$root/$source" --exclude=dist --exclude=node_modules -cf - . | tar -C "$target" -xf -
    else cp "$root/$source" "$target"; fi
  done
}
build() {
  mkdir -p "$work/$2" && cd "$work/$2"
  while read -r instruction rest; do
    case $instruction in
      COPY) copy $rest ;;
      RUN) echo "RUN $rest" && bash -euo pipefail -c "$rest" </dev/null ;;
    esac
  done < <(stage "$1")
}
build 1 app-stage
build 2 packages

# The last stage: what it copies. Users and removed tools are the image's own and are not made here.
mkdir -p "$work/app" "$work/data"
cd "$work/app"
while read -r instruction rest; do
  case "$instruction $rest" in
    'COPY --from=packages '*) cp -a "$work/packages/node_modules" node_modules ;;
    'COPY --from=app '*) mkdir -p pwa && cp -a "$work/app-stage/pwa/dist" pwa/dist ;;
    'COPY '*) copy $rest ;;
  esac
done < <(stage 3)
du -sh "$work/app"

chmod 755 "$work"
chown $uid:$uid "$work/data"
mount --bind "$work/app" "$work/app"
mount -o remount,ro,bind "$work/app"
as=(setpriv --reuid $uid --regid $uid --clear-groups --no-new-privs --bounding-set=-all
  env -i "PATH=$PATH" NODE_ENV=production UV_THREADPOOL_SIZE=16 "DATA_DIR=$work/data" HOST=0.0.0.0 PORT=0 ONBOARDING_PORT=off)
touch "$work/app/no" 2>/dev/null && { echo 'the tree is not read-only' >&2; exit 1; }
command=$(stage 3 | sed -n 's/^CMD //p' | node -e 'console.log(JSON.parse(require("fs").readFileSync(0, "utf8")).join(" "))')
check=$(stage 3 | sed -n 's/^HEALTHCHECK .* CMD //p' | node -e 'console.log(JSON.parse(require("fs").readFileSync(0, "utf8")).join(" "))')
"${as[@]}" $command >"$work/log" 2>&1 &
gateway=$!
for _ in $(seq 120); do
  if "${as[@]}" $check; then
    kill "$gateway"
    wait "$gateway" || { echo "it did not end well: $?" >&2; exit 1; }
    gateway=
    echo 'image-steps: everything is fine'
    exit 0
  fi
  sleep 1
done
cat "$work/log"
exit 1
