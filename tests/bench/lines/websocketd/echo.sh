#!/bin/sh
# websocketd --port=8080 ./echo.sh
exec cat
