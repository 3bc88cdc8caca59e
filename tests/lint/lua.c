/* lua.c - `lint_lua SCRIPT ARGS...`: enough of a Lua interpreter for the lints.
 *
 * krav is built with Lua's library, so a machine that builds it can run these; the interpreter
 * is a package of its own that need not be there. */
#include <stdio.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

int main(int argc, char **argv) {
    lua_State *L = luaL_newstate();
    if (L == NULL || argc < 2) {
        return 2;
    }
    luaL_openlibs(L);
    lua_createtable(L, argc, 0);
    for (int i = 1; i < argc; i++) {
        lua_pushstring(L, argv[i]);
        lua_rawseti(L, -2, i - 1); /* arg[0] is the script, as in lua(1) */
    }
    lua_setglobal(L, "arg");
    int failed = luaL_dofile(L, argv[1]);
    if (failed) {
        (void)fprintf(stderr, "%s\n", lua_tostring(L, -1));
    }
    lua_close(L);
    return failed ? 2 : 0;
}
