-- busted.lua: starts busted inside the program under test
require "busted.runner" { standalone = false }
