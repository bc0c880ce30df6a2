#!/bin/sh
# Makes the secrets of a compose file, once; what is there stays. Files belong to the group 10001 (of the image), and
# nobody else can read them. Run it as root on the machine that runs the containers.
#
#   docker/make-secrets.sh line               token for /metrics
#   docker/make-secrets.sh plant              that, passwords and certificates of the database
#   docker/make-secrets.sh camera NAME        a camera of the FTP drop; prints its password once
set -eu
umask 077
folder=${SECRETS_FOLDER:-$(dirname "$0")/secrets}
group=${SECRETS_GROUP:-10001}
names=DNS:couchdb.database

usage() {
  sed -n '2,8p' "$0" >&2
  exit 1
}

# Everything in the folder is readable for the group, also of one that was left half done.
guard() {
  chgrp -R "$group" "$folder"
  chmod 750 "$folder"
  find "$folder" -type f -exec chmod 440 {} +
}

random() {
  openssl rand -hex 24
}

keep() {
  [ -s "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"
}

# A CA for one certificate: its key is thrown away, so it can never vouch for anything else.
certificate() {
  [ -s "$folder/database.pem" ] && return
  made=$(mktemp -d "$folder/making.XXXXXX")
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj '/CN=Lineside database CA' \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign' \
    -keyout "$made/ca.key" -out "$made/ca.crt" 2>/dev/null
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=Lineside database' \
    -keyout "$made/database.key" -out "$made/database.csr" 2>/dev/null
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$names" >"$made/extensions"
  openssl x509 -req -in "$made/database.csr" -CA "$made/ca.crt" -CAkey "$made/ca.key" -days 3650 \
    -extfile "$made/extensions" -out "$made/database.crt" 2>/dev/null
  mv "$made/ca.crt" "$folder/database_ca.crt"
  mv "$made/database.crt" "$made/database.key" "$folder"
  cat "$folder/database.crt" "$folder/database.key" >"$made/pem"
  mv "$made/pem" "$folder/database.pem"
  rm -r "$made"
}

camera() {
  case $1 in '' | *[!a-z0-9-]*) echo "A camera's name has small letters, digits and -." >&2 && exit 1 ;; esac
  if [ -f "$folder/cameras" ] && grep -q "^$1:" "$folder/cameras"; then
    echo "There is a camera \"$1\"; take its line out of $folder/cameras first." >&2
    exit 1
  fi
  password=$(openssl rand -hex 8)
  hash=$(printf '%s' "$password" | openssl passwd -6 -stdin)
  touch "$folder/cameras"
  chmod 600 "$folder/cameras"
  printf '%s:%s\n' "$1" "$hash" >>"$folder/cameras"
  echo "Camera \"$1\", password $password: enter it at the camera; it is kept nowhere."
}

mkdir -p "$folder"
case ${1:-} in
  line) keep metrics_token "$(random)" ;;
  plant)
    keep metrics_token "$(random)"
    keep couchdb_user lineside
    keep couchdb_password "$(random)"
    keep couchdb_secret "$(random)"
    keep couchdb_cookie "$(random)"
    certificate
    ;;
  camera) camera "${2:-}" ;;
  *) usage ;;
esac
guard
