rockspec_format = "3.0"
package = "cxlua"
version = "scm-1"

source = { url = "git+file://." }

description = {
  summary = "Customer experience, measured against a plan",
  detailed = [[
    Reads survey exports at memory speed, tallies them, and reports for every touchpoint
    the goal, the result with its interval, and a verdict. Builds the program cxlua and
    the library cx for Lua 5.4.
  ]],
  license = "MIT",
}

supported_platforms = { "linux" }

dependencies = {
  "lua ~> 5.4",
  "lpeg >= 1.0",
  "lua-cjson >= 2.1",
  "argparse >= 0.7",
}

build = {
  type = "make",
  build_target = "all module",
  install_target = "install",
  install_variables = {
    BINDIR = "$(BINDIR)",
    LUADIR = "$(LUADIR)",
    CLIBDIR = "$(LIBDIR)",
  },
}
