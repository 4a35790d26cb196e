-- interrupt_spec.lua - interrupt.c: Ctrl-C stops a long pass, and the program stays as it was

local child = dofile "tests/lua/child.lua"


describe("interrupt", function()
  it("(1)(2): a scan that would never end stops, with status 130", function()
    local folder = child.folder()
    child.write(folder .. "/s.lua", [[
      local cx = require "cx"
      print(cx.survey { file = "-", questions = { q = cx.scale { 1, 5 } } }:tally {})]])
    child.write(folder .. "/stop.sh", child.WAIT .. [[
      mkfifo pipe
      (echo g,q; exec yes a,1) >pipe &
      "$1" s.lua <pipe &
      scan=$!
      ready $scan
      kill -INT $scan
      wait $scan
      echo $?
    ]])
    local got = child.run({ "bash", "-m", "stop.sh", child.program() }, { cwd = folder })
    child.remove(folder)
    assert.matches("130%s*$", got.out)
    assert.matches("interrupted", got.err)
  end)
end)
