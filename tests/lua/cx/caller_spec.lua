-- caller_spec.lua - caller.lua, rule.lua, progress.lua and init.lua: the small ones

local cx = require "cx"
local progress = require "cx.progress"
local sample = dofile "tests/lua/cx/sample.lua"


local function mistake(...) return sample.mistake("caller_spec", ...) end


describe("caller", function()
  it("finds the line and the folder of the analyst's file", function()
    local caller = require "cx.caller"
    local line = debug.getinfo(1, "l").currentline + 1
    assert.equal("tests/lua/cx/caller_spec.lua:" .. line, (caller.place()))
    assert.equal("tests/lua/cx/", (caller.folder()))
  end)

  it("raises at the analyst's line from any depth of the library", function()
    assert.matches("unknown option", mistake(function() cx.survey { text = "a\n1\n", questions = {}, x = 1 } end))
  end)

  it("what the core refuses is refused at the analyst's line, and what it gives is given whole", function()
    local caller = require "cx.caller"
    assert.equal("no such group", mistake(function() caller.try(error, "lua/bind/x.c:1: no such group", 0) end))
    assert.same({ 1, nil, 3, n = 3 }, table.pack(caller.try(function() return 1, nil, 3 end)))
  end)

  it("gives a message one place, not two", function()
    local placed = require "cx.caller".placed
    assert.equal("plan.lua:3: wrong", placed("plan.lua:3", "wrong"))
    assert.equal("plan.lua:9: wrong", placed("plan.lua:3", "plan.lua:9: wrong"))
    assert.equal("plan.lua:3: a.csv:9: wrong", placed("plan.lua:3", "a.csv:9: wrong"))
    assert.equal("wrong", placed(nil, "wrong"))
  end)

  it("a plan's line survives a tail call", function()
    local chunk = assert(load("local cx = require 'cx'\n\nreturn cx.plan { nmae = 1 }", "@folder/plan.lua"))
    local done, message = pcall(chunk)
    assert.is_false(done)
    assert.matches("^folder/plan.lua:3: unknown key of cx.plan", message)
  end)
end)


describe("rule", function()
  it("wants columns and a function", function()
    assert.same({ "a" }, cx.rule("a", print).columns)
    assert.matches("1 to 8 columns are wanted", mistake(function() cx.rule({}, print) end))
    assert.matches("the names of columns are wanted", mistake(function() cx.rule({ 1 }, print) end))
    assert.matches("a function is wanted", mistake(function() cx.rule({ "a" }, "b") end))
  end)
end)


describe("progress", function()
  it("tells bytes, rate and time left", function()
    assert.equal("████████████░░░░░░░░░░░░  50 %  500 MB of 1.00 GB  100 MB/s  0:05 left",
      progress.line(500000000, 1000000000, 5))
    assert.matches("1:40 h left$", progress.line(1000000, 6001000000, 1))
  end)

  it("(2): without a known size there are bytes and rate alone", function()
    assert.equal("500 MB  100 MB/s", progress.line(500000000, 0, 5))
  end)

  it("a narrow terminal has no bar, but the numbers", function()
    assert.equal("  50 %  500 MB of 1.00 GB  100 MB/s  0:05 left", progress.line(500000000, 1000000000, 5, 40))
  end)
end)


describe("cx", function()
  it("has its words, and names them for one it has not", function()
    for _, name in ipairs { "survey", "plan", "goal", "load", "merge", "rule" } do assert.is_not_nil(cx[name]) end
    assert.same({ kind = "bucket", unit = "week" }, cx.week)
    assert.matches('unknown word of cx "servey"; did you mean "survey"', mistake(function() return cx.servey end))
  end)
end)
