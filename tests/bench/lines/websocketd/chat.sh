#!/bin/bash
# websocketd --port=8080 ./chat.sh
# A process for each connection. What those of a room have in common is a file, named after the path.
room=/tmp/chat-$(printf %s "$PATH_INFO" | sha256sum | cut -c1-16)
read -r name || exit
touch "$room"
tail -n 0 -f --pid=$$ "$room" &
trap 'echo "$name has gone" >> "$room"' EXIT
echo "$name is here" >> "$room"
while read -r line; do
    echo "$name: $line" >> "$room"
done
