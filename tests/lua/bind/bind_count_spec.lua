-- bind_count_spec.lua - bind_count.c, bind_tally.c, job.c: the border holds whatever is handed to it

local core = require "cx.core"


local function input(text) return assert(core.inspect { text = text or "g,q\na,1\nb,2\n" }).source end


-- A small job with some keys changed.
local function job_of(changes)
  local job = {
    files = { input() }, columns = {
      { kind = "score", name = "q", from = 1, to = 2, n_answers = 2, n_bins = 6, code = {}, bin = {} },
      { kind = "label", label = "text", name = "g" } },
    tallies = { { by = { 2 }, by_name = { "g" }, of = { 1 }, of_name = { "q" } } },
  }
  for name, value in pairs(changes or {}) do job[name] = value end
  return job
end


local function mistake(f, ...)
  local done, message = pcall(f, ...)
  assert.is_false(done)
  return message
end


describe("pass", function()
  it("gives a tally for each one asked, a receipt for each file", function()
    local result = assert(core.pass(job_of { files = { input(), input "g,q\nc,3\n" } }))
    assert.same({ 3, 3 }, { core.tally_size(result.tallies[1]), (core.tally_design(result.tallies[1])) })
    assert.same({ 2, 1 }, { result.receipts[1].read, result.receipts[2].read })
    assert.same({ column = 1, bin = 4, text = "3", n = 1 }, result.odd[1])
    assert.same({ "a" }, core.tally_labels(result.tallies[1], 1))
    assert.same({ 1, 1, 1.0, 1.0 }, core.tally_cells(result.tallies[1], 1, 1))
    assert.same({ 1, 1, "1", "1" }, core.tally_cells(result.tallies[1], 1, 1, true))
  end)

  it("(1): progress is called on the way, may stop it, and what it raises comes out", function()
    local text = "g,q\n" .. ("a,1\n"):rep(200000)
    assert(core.pass(job_of { files = { input(text) }, progress = function() return true end }))
    local mark = {}
    local done, message = pcall(core.pass, job_of { files = { input(text) }, row_test = function() error(mark) end })
    assert.same({ false, true }, { done, message == mark })
  end)

  it("raises for a job that is none, and leaks nothing", function()
    local function tally(by, by_name) return { tallies = { { by = by, by_name = by_name, of = {}, of_name = {} } } } end
    assert.matches("out of range", mistake(core.pass, job_of(tally({ 3 }, { "x" }))))
    assert.matches("names missing", mistake(core.pass, job_of(tally({ 2 }, {}))))
    assert.matches("without a program", mistake(core.pass, job_of { only = { tests = {}, program = {} } }))
    assert.matches("without its test", mistake(core.pass, job_of { only = { tests = {}, program = { 1 } } }))
    assert.matches("kind: 'x' is not known", mistake(core.pass, job_of { columns = { { kind = "x" } } }))
    assert.matches("cx.input expected", mistake(core.pass, job_of { files = { io.stdout } }))
    assert.matches("weight: a whole number", mistake(core.pass, job_of { weight = 7 }))
    local closed = input()
    closed:close()
    assert.matches("the input is closed", mistake(core.pass, job_of { files = { closed } }))
  end)

  it("an unknown kernel is refused or falls back, and never crashes", function()
    pcall(core.pass, job_of { kernel = "no such kernel" })
  end)
end)


describe("tally box", function()
  it("numbers out of range raise", function()
    local tally = assert(core.pass(job_of())).tallies[1]
    for _, call in ipairs { function() core.tally_cells(tally, 2, 1) end, function() core.tally_cells(tally, 1, 3) end,
                            function() core.tally_labels(tally, 0) end, function() core.tally_answers(tally, 0) end,
                            function() core.tally_collapse(tally, { 2 }) end,
                            function() core.tally_collapse(tally, { 1, 1 }) end,
                            function() core.tally_merge(tally, tally) end,
                            function() core.tally_add_cell(tally, 1, 9, 1, 1, "1", "1") end,
                            function() core.tally_add_cell(tally, 1, 0, 7, 1, "1", "1") end,
                            function() core.tally_add_design(tally, 1, "x", "1") end,
                            function() core.tally_new({ "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m" }, {}, {}) end,
                            function() core.tally_new({}, { "q" }, { 70000 }) end,
                            function() core.measure(tally, 1, { place = { 1 }, score = { 1 }, reason = {} }, {}) end,
                            function()
                              core.measure(tally, 1, { place = { 5, 5, 5, 5, 5, 5 }, score = { 1 }, reason = {} }, {})
                            end } do
      assert.is_false((pcall(call)))
    end
  end)

  it("is built, settled and read back", function()
    local tally = assert(core.tally_new({ "g" }, { "q", "open" }, { 6, 0 }))
    assert(core.tally_add_design(tally, 5, "5.5", "6"))
    local b = assert(core.tally_add_group(tally, { "b" }, 2, "2", "2"))
    local a = assert(core.tally_add_group(tally, { "a" }, 1, "0.5", "0.25"))
    assert(core.tally_add_cell(tally, 1, b, 6, 2, "2", "2"))
    assert(core.tally_add_cell(tally, 1, a, 1, 1, "0.5", "0.25"))
    assert(core.tally_add_cell(tally, 2, a, "text", 1, "0.5", "0.25"))
    assert(core.tally_settle(tally))
    assert.same({ "a", "b" }, { core.tally_labels(tally, 1)[1], core.tally_labels(tally, 2)[1] })
    assert.same({ 1, 1, "0.5", "0.25" }, core.tally_cells(tally, 1, 1, true))
    assert.same({ "text" }, core.tally_answers(tally, 2))
    assert.same({ 5, "5.5", "6" }, { core.tally_design(tally, true) })
  end)

  it("closes by <close>, by hand and by the collector, once each", function()
    local kept
    do
      local tally <close> = assert(core.pass(job_of())).tallies[1]
      kept = tally
    end
    assert.same({ true, false }, { core.tally_is(kept) })
    assert.matches("the tally is closed", mistake(core.tally_size, kept))
    kept:close()
    for _ = 1, 20 do assert(core.pass(job_of())) end
    collectgarbage()
    assert.same({ false, false }, { core.tally_is(3) })
  end)
end)
