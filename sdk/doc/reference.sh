#!/bin/sh
# reference.sh LUA - the reference page, made from the headers by a Lua interpreter, on standard output.
set -eu
cd "$(dirname "$0")/../include/krav"
exec "$1" ../../doc/reference.lua values.h plugin.h capabilities.h services.h facts.h
