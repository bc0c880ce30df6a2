#!/bin/sh
# Installs Lineside from the folder of an unpacked bundle, without network. Needs nothing but what a minimal system has.
#
#   tar -xzf lineside-0.1.0.tgz && sudo sh lineside-0.1.0/install.sh
#
#   --root DIR       where releases are kept                        /opt/lineside
#   --data-dir DIR   where the gateway keeps everything             /var/lib/lineside
#   --no-service     no user, no service of the system: start it with DIR/lineside start
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=/opt/lineside
data=/var/lib/lineside
service=yes
while [ $# -gt 0 ]; do
  case $1 in
    --root) root=$2 && shift 2 ;;
    --data-dir) data=$2 && shift 2 ;;
    --no-service) service=no && shift ;;
    *) sed -n '2,8p' "$0" >&2 && exit 1 ;;
  esac
done

fail() {
  echo "$1" >&2
  exit 1
}

node=$here/node_modules/node/bin/node
"$node" --version >/dev/null 2>&1 || fail "\"$node\" does not run on this machine: the bundle was made for another system or processor (see manifest.json)."
[ ! -e "$root/current" ] || fail "There is a release at $root already. Update it: $root/lineside update BUNDLE.tgz"
if [ "$service" = yes ]; then
  [ "$(id -u)" = 0 ] || fail 'A service is installed by root: use sudo, or --no-service.'
  command -v systemctl >/dev/null || fail 'This system has no systemd: use --no-service, and start it as this system starts things.'
  [ "$root $data" = '/opt/lineside /var/lib/lineside' ] || fail 'The service has its own places: --root and --data-dir go with --no-service.'
fi
"$node" "$here/gateway/launcher/update-check.js" "$here" || exit 1
version=$("$node" -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).version' "$here/manifest.json")

mkdir -p "$root/releases" "$data"
# Whole or not at all: a folder of that name is a complete release.
rm -rf "$root/releases/.incoming"
cp -R "$here" "$root/releases/.incoming"
sync
rm -rf "$root/releases/$version"
mv "$root/releases/.incoming" "$root/releases/$version"

unit=null
if [ "$service" = yes ]; then
  unit='"lineside.service"'
  getent group dialout >/dev/null || groupadd --system dialout
  id lineside >/dev/null 2>&1 || useradd --system --home-dir "$data" --no-create-home --shell /usr/sbin/nologin --user-group lineside
  chown -R root:root "$root"
  chown lineside:lineside "$data"
  mkdir -p /etc/lineside
  install -d -o lineside -g lineside -m 0750 /etc/lineside/plant
  [ -e /etc/lineside/lineside.env ] || install -m 0640 -g lineside "$here/docker/systemd/lineside.env" /etc/lineside/lineside.env
  install -m 0644 "$here/docker/systemd/lineside.service" /etc/systemd/system/lineside.service
fi
chmod 0700 "$data"
printf '{ "dataDir": "%s", "unit": %s }\n' "$data" "$unit" >"$root/install.json"

# Commands with the settings of the service, with the Node of the release.
cat >"$root/lineside" <<END
#!/bin/sh
set -a
[ ! -r /etc/lineside/lineside.env ] || . /etc/lineside/lineside.env
set +a
export DATA_DIR="\${DATA_DIR:-$data}"
export UV_THREADPOOL_SIZE=16
exec "$root/current/node_modules/node/bin/node" "$root/current/gateway/launcher.js" "\$@"
END
chmod 0755 "$root/lineside"
ln -s "releases/$version" "$root/current"
sync

echo "Lineside $version is installed at $root."
if [ "$service" = yes ]; then
  ln -sf "$root/lineside" /usr/local/bin/lineside
  systemctl daemon-reload
  echo 'Settings: /etc/lineside/lineside.env. Start it, now and with the machine: systemctl enable --now lineside'
else
  echo "Start it: $root/lineside start"
fi
