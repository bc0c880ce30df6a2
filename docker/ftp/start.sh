#!/bin/sh
# vsftpd opens its log as a file and takes no link to stdout; a pipe is one. Held open at both ends, it never ends.
set -eu
rm -f /tmp/log
mkfifo -m 600 /tmp/log
cat <>/tmp/log &
exec /usr/sbin/vsftpd /etc/vsftpd.conf "$@"
