-- interrupt_spec.lua - interrupt.c: Ctrl-C stops a long pass, and the program stays as it was

local child = dofile "tests/lua/child.lua"

local program = os.getenv "CXLUA" or "build/cxlua"


describe("interrupt", function()
  it("(1)(2): a scan that would never end stops within a second, with status 130", function()
    local folder = child.folder()
    child.write(folder .. "/s.lua", [[
      local cx = require "cx"
      print(cx.survey { file = "-", questions = { q = cx.scale { 1, 5 } } }:tally {})]])
    local line = ("(yes 'a,1' | sed '1s/.*/g,q/') 2>/dev/null | "
      .. "(timeout --foreground --preserve-status -s INT 0.5 %s %s/s.lua; echo $?)"):format(program, folder)
    local begun = os.time()
    local pipe = assert(io.popen("(" .. line .. ") 2>&1"))
    local out = pipe:read "a"
    pipe:close()
    child.remove(folder)
    assert.matches("130%s*$", out)
    assert.matches("interrupted", out)
    assert.is_true(os.time() - begun <= 3)
  end)
end)
