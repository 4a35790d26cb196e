-- luacheck: Lua 5.4, no globals of our own
std = "lua54"
max_line_length = 128
exclude_files = { "build/**" }
files["tests"] = { max_line_length = false } -- a case of data is one line
files["tests/**/*_spec.lua"] = { std = "+busted" }
files["tests/lua/helper*.lua"] = { std = "+busted" }
